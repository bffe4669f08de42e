import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const source = `
  it('polls', async () => { await expect.poll(() => 1, { timeout: 60 }).toBe(2) })
  it('waits', async () => { await new Promise(() => {}) }, 60)
  it('adds', () => { expect(1).toBe(2) })
  it('skips', (context) => { context.skip('no disk') })
  it('passes', () => { void Promise.reject(new Error('nobody awaits this')) })
  it('ends', () => new Promise((resolve) => setTimeout(resolve, 60)))
  describe('a group', () => {
    beforeAll(() => { throw new Error('no server') })
    it('never runs', () => {})
  })
`

it('reports each test of Vitest, which of them timed out, and errors outside all tests', async () => {
  const root = mkdtempSync(join(tmpdir(), 'unit-report-'))
  const report = join(root, 'report.json')
  writeFileSync(join(root, 'a.test.js'), source)
  const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
  const reporter = fileURLToPath(new URL('unit-report.js', import.meta.url))
  const args = [vitest, 'run', '--root', root, '--globals', `--reporter=${reporter}`]
  const { VITEST: _, ...env } = process.env
  await new Promise((resolve) =>
    execFile(process.execPath, args, { cwd: root, env: { ...env, UNIT_REPORT: report } }, resolve),
  )
  const tests = JSON.parse(readFileSync(report, 'utf8'))
  rmSync(root, { recursive: true })
  const file = 'a.test.js'
  const failed = (title, hasTimedOut, message) => ({
    ...{ title, file, status: 'failed', hasTimedOut },
    message: expect.stringContaining(message),
  })
  expect(tests).toEqual([
    failed('polls', true, 'expected 1 to be 2'),
    failed('waits', true, 'Test timed out in 60ms'),
    failed('adds', false, 'expected 1 to be 2'),
    { title: 'skips', file, status: 'skipped', reason: 'no disk' },
    { title: 'passes', file, status: 'passed' },
    { title: 'ends', file, status: 'passed' },
    { title: 'a group never runs', file, status: 'skipped' },
    failed(file, false, 'no server'),
    {
      ...{ title: 'an error outside all tests', file: 'unit and integration tests', status: 'failed' },
      message: expect.stringContaining('nobody awaits this'),
    },
  ])
}, 60_000)
