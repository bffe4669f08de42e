import { describe, expect, it } from 'vitest'
import { describeFailure, isTimeOut, mayRunAgain, withSecondRun } from './test-reports.js'

/** A failed one has timed out. */
const test = (title, status, file = 'a.test.ts') => ({
  ...{ title, file, status },
  ...(status === 'failed' && { hasTimedOut: true }),
})

describe('a second run of the tests that timed out', () => {
  it('counts a test as passed that passes the second time, and names it as unstable', () => {
    const { tests, unstable } = withSecondRun(
      [test('adds', 'passed'), test('waits', 'failed')],
      [test('adds', 'passed'), test('waits', 'passed')],
    )
    expect(tests.map(({ status }) => status)).toEqual(['passed', 'passed'])
    expect(unstable.map(({ title }) => title)).toEqual(['waits'])
  })

  it('counts a test as failed that fails twice, is missing from the second run, or is another of the same title', () => {
    const first = [test('fails', 'failed'), test('is gone', 'failed'), test('same', 'failed', 'b.test.ts')]
    const { tests, unstable } = withSecondRun(first, [test('fails', 'failed'), test('same', 'passed')])
    expect(tests.every(({ status }) => status === 'failed')).toBe(true)
    expect(unstable).toEqual([])
  })

  it('counts a test as failed that may not run again, whatever a second run gives', () => {
    const wrong = { ...test('adds', 'failed'), hasTimedOut: false }
    expect(withSecondRun([wrong], [test('adds', 'passed')])).toEqual({ tests: [wrong], unstable: [] })
  })

  it('counts nothing that only the second run failed', () => {
    const { tests } = withSecondRun([test('adds', 'passed')], [test('adds', 'failed')])
    expect(tests).toEqual([test('adds', 'passed')])
  })

  it('counts a file that failed outside its tests as passed when it ran whole the second time', () => {
    const failedFile = test('a.test.ts', 'failed')
    expect(withSecondRun([failedFile], [test('adds', 'passed')]).unstable).toEqual([failedFile])
    expect(withSecondRun([failedFile], [failedFile]).unstable).toEqual([])
    expect(withSecondRun([failedFile], []).unstable).toEqual([])
  })
})

describe('a second run', () => {
  const failed = (file, message = 'expected 1 to be 2') => ({
    ...{ title: 'adds', file, status: 'failed', message, hasTimedOut: false },
  })

  it('is for tests of real servers and browsers, and for those that timed out', () => {
    expect(mayRunAgain(failed('apps/bff/tests/a.test.ts'))).toBe(true)
    expect(mayRunAgain(failed('apps/wallboard/e2e/a.spec.ts'))).toBe(true)
    expect(mayRunAgain({ ...failed('apps/bff/src/a.test.ts'), hasTimedOut: true })).toBe(true)
    expect(mayRunAgain({ ...failed('apps/bff/tests/a.test.ts'), status: 'passed' })).toBe(false)
  })

  it('is not for tests in src, counterexamples, pictures and errors outside all tests', () => {
    expect(mayRunAgain(failed('apps/bff/src/a.test.ts'))).toBe(false)
    expect(mayRunAgain(failed('.scripts/a.test.js'))).toBe(false)
    expect(mayRunAgain(failed('unit and integration tests'))).toBe(false)
    expect(mayRunAgain(failed('apps/bff/tests/a.test.ts', 'Property failed after 28 tests'))).toBe(false)
    expect(mayRunAgain(failed('apps/wallboard/e2e/a.spec.ts', '12 pixels (ratio 0.01)'))).toBe(false)
  })
})

describe('a time-out', () => {
  it.each([
    'Error: Test timed out in 20000ms.',
    'Error: Hook timed out in 20000ms.',
    'Error: Timed out in waitUntil!',
    'AssertionError: expected 1 to be 2\n    at a.test.ts:1:1\ncaused by: Matcher did not succeed in time.',
    'Test timeout of 120000ms exceeded.',
    'TimeoutError: locator.click: Timeout 20000ms exceeded.',
    'Error: expect(locator).toHaveText(expected) failed\n\nLocator: x\nTimeout:  20000ms\nReceived: 1',
  ])('is %s', (message) => {
    expect(isTimeOut(message)).toBe(true)
  })

  it.each([
    'AssertionError: expected 1 to be 2\n    at a.test.ts:1:1',
    'Error: Property failed after 28 tests\ncaused by: Matcher did not succeed in time.',
    'Error: expect(page).toHaveScreenshot(expected) failed\n\n  12 pixels (ratio 0.01 of all) are different.\nTimeout: 5000ms',
    'TypeError: timeout is not a function',
  ])('is not %s', (message) => {
    expect(isTimeOut(message)).toBe(false)
  })
})

describe('a failed test in words', () => {
  it('has the file, the title and the first lines of the message without colours', () => {
    const message = `\u001B[31mexpected 1 to be 2\u001B[39m\n\n  at line 1\n${'more\n'.repeat(20)}`
    expect(describeFailure({ title: 'adds', file: 'a.test.ts', message }).split('\n').slice(0, 3)).toEqual([
      'a.test.ts: adds',
      '    expected 1 to be 2',
      '      at line 1',
    ])
  })
})
