import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { closing } from '../.config/closing.ts'
import { ensureBuild } from './ensure-build.js'

function checkout() {
  const folder = mkdtempSync(join(tmpdir(), 'build-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  execFileSync('git', ['init', '--quiet'], { cwd: folder })
  return {
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    ensure: () =>
      ensureBuild(folder, () => {
        mkdirSync(join(folder, 'apps/bff/dist'), { recursive: true })
        writeFileSync(join(folder, 'apps/bff/dist/main.js'), 'built')
      }),
  }
}

it('builds once, and again when sources have changed or another build has replaced the files', () => {
  const { write, ensure } = checkout()
  write('.gitignore', 'dist/\n.cache/\n')
  write('apps/bff/src/main.ts', 'one()')
  write('packages/relay/src/a.ts', 'a')
  expect([ensure(), ensure()]).toEqual([true, false])
  write('packages/relay/src/a.ts', 'b')
  expect([ensure(), ensure()]).toEqual([true, false])
  write('packages/relay/src/new.ts', 'a')
  expect([ensure(), ensure()]).toEqual([true, false])
  write('apps/bff/dist/main.js', 'built of other sources')
  expect([ensure(), ensure()]).toEqual([true, false])
})

it('does not build again for tests and the bench, which no build contains', () => {
  const { write, ensure } = checkout()
  write('.gitignore', 'dist/\n.cache/\n')
  write('apps/bff/src/main.ts', 'one()')
  ensure()
  write('apps/bff/src/main.test.ts', 'test')
  write('apps/bff/tests/main.ts', 'test')
  write('apps/wallboard/e2e/page.spec.ts', 'test')
  write('packages/bench/src/main.ts', 'bench')
  expect(ensure()).toBe(false)
})
