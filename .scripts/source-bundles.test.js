import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { closing } from '../.config/closing.ts'
import { bundleOf, bundlesVariable, keyOfSources } from './source-bundles.js'

const root = fileURLToPath(new URL('..', import.meta.url))

function folderWith(files) {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  return { folder, write }
}

it('a bundle has another key after each change of what it is made of, and the same key otherwise', () => {
  const { folder, write } = folderWith({
    'package-lock.json': '{}',
    'apps/bff/src/history/thread-entry.ts': 'one()',
    'apps/bff/package.json': '{}',
    'packages/history/src/a/b.ts': 'b',
    'docs/page.md': 'text',
  })
  const keys = [keyOfSources(folder)]
  for (const path of [
    'package-lock.json',
    'apps/bff/src/history/thread-entry.ts',
    'packages/history/src/a/b.ts',
    'packages/history/src/a/new.ts',
    '.scripts/source-bundles.js',
  ]) {
    write(path, 'changed')
    keys.push(keyOfSources(folder))
  }
  expect(new Set(keys).size).toBe(6)
  write('docs/page.md', 'other text')
  write('packages/history/src/a/b.ts', 'changed')
  expect(keyOfSources(folder)).toBe(keys.at(-1))
})

it('runs a program from its bundle with its own arguments, and from its source without a bundle', () => {
  const { folder } = folderWith({ 'package.json': '{"type":"module"}', 'a.db': 'not a database' })
  const program = join(root, 'apps/bff/src/storage/inspect-main.ts')
  const run = () =>
    execFileSync(process.execPath, [join(root, '.scripts/run-source.js'), program, join(folder, 'a.db')], {
      env: { ...process.env, [bundlesVariable]: folder },
      encoding: 'utf8',
    })
  expect(JSON.parse(run())).toMatchObject({ isGood: false })
  const bundle = bundleOf(folder, program)
  mkdirSync(dirname(bundle), { recursive: true })
  writeFileSync(bundle, 'console.log(...process.argv.slice(1))')
  expect(run()).toBe(`${program} ${join(folder, 'a.db')}\n`)
})
