import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Takes the place of npm: its checks pass, and its suites write these reports. */
const npm = `
  const { writeFileSync } = require('node:fs')
  const isAgain = (process.env.UNIT_REPORT ?? '').includes('again') || process.argv.includes('--workers=1')
  const test = (title, status, rest) => ({ title, file: 'a.test.ts', status, ...rest })
  const failed = (title, message, hasTimedOut) =>
    isAgain ? test(title, 'passed') : test(title, 'failed', { message, hasTimedOut })
  const late = { message: 'Test timeout of 5ms exceeded.' }
  const page = (line, status, errors) =>
    ({ title: 'page ' + line, file: 'a.spec.ts', line, tests: [{ status, annotations: [], results: [{ errors }] }] })
  if (process.argv.includes('unit')) {
    writeFileSync(process.env.UNIT_REPORT, JSON.stringify([
      failed('waits', 'Test timed out in 5ms', true), failed('adds', 'expected 1 to be 2', false), test('ends', 'passed'),
      { ...failed('serves', 'expected 3 to be 4', false), file: 'tests/b.test.ts' },
    ]))
    process.exitCode = isAgain ? 0 : 1
  }
  if (process.argv.includes('e2e')) {
    const specs = [page(3, isAgain ? 'expected' : 'unexpected', isAgain ? [] : [late]), page(9, 'unexpected', [{ message: 'pixels (ratio 1)' }])]
    writeFileSync('.cache/playwright.json', JSON.stringify({ config: { rootDir: process.cwd() }, suites: [{ specs }] }))
    process.exitCode = 1
  }
`

it('npm test runs again what timed out or uses real servers, and counts every other failure', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'npm-test-'))
  try {
    for (const path of ['.scripts', 'docs/reliability.md', 'package-lock.json'])
      cpSync(join(root, path), join(folder, path), { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    mkdirSync(join(folder, 'node_modules'))
    const lock = createHash('sha256')
      .update(readFileSync(join(folder, 'package-lock.json')))
      .digest('hex')
    writeFileSync(join(folder, 'node_modules/.installed-lockfile'), lock)
    // Nothing is installed.
    for (const name of ['initdb', 'redis-server']) writeFileSync(join(folder, 'docs', name), '')
    writeFileSync(join(folder, 'docs/npm-cli.cjs'), npm)
    const env = {
      ...process.env,
      PATH: [join(folder, 'docs'), process.env.PATH].join(delimiter),
      CHROMIUM_PATH: process.execPath,
      npm_execpath: join(folder, 'docs/npm-cli.cjs'),
    }
    const output = await new Promise((resolve) =>
      execFile(process.execPath, [join(folder, '.scripts/test.js')], { env }, (_error, stdout) => {
        resolve(stdout)
      }),
    )
    const [, unstable = ''] = output.split('── unstable')
    expect(unstable.match(/^UNSTABLE.*\n.*$/gm)).toEqual([
      'UNSTABLE, passed the second time: a.test.ts: waits\n    Test timed out in 5ms',
      'UNSTABLE, passed the second time: tests/b.test.ts: serves\n    expected 3 to be 4',
      'UNSTABLE, passed the second time: a.spec.ts: page 3\n    Test timeout of 5ms exceeded.',
    ])
    expect(output).toMatch(/\n\d+ passed, \d+ failed, 3 UNSTABLE\n$/)
    expect(output.split('── failures\n').at(-1)).toMatch(
      /^a\.spec\.ts: page 9\n {4}pixels \(ratio 1\)\na\.test\.ts: adds\n {4}expected 1 to be 2\n\n── unstable/,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)
