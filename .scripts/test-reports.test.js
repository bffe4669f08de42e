import { describe, expect, it } from 'vitest'
import { describeFailure, withSecondRun } from './test-reports.js'

const test = (title, status, file = 'a.test.ts') => ({ title, file, status })

describe('a second run of the failed tests', () => {
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

  it('counts a property test as failed that has found a counterexample', () => {
    const found = { ...test('holds', 'failed'), message: 'Error: Property failed after 28 tests' }
    expect(withSecondRun([found], [test('holds', 'passed')])).toEqual({ tests: [found], unstable: [] })
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
