import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/**
 * A test of a report: `{ title, file, line, status, reason, message }`. `line` is known for browser tests, `reason` for
 * skipped ones, `message` for failed ones. A file that failed outside its tests counts as one failed test.
 * @typedef {{ title: string, file: string, line?: number, status: 'passed' | 'failed' | 'skipped', reason?: string, message?: string }} ReportedTest
 */

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

const notRun = new Set(['pending', 'skipped', 'todo'])

/**
 * Reads the report of Vitest.
 * @returns {ReportedTest[]}
 * @throws when there is no such file, or it is not JSON
 */
export function readUnitReport(path) {
  return readJson(path).testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name)
    const tests = assertionResults.map((test) => ({
      title: test.fullName,
      file,
      status: notRun.has(test.status) ? 'skipped' : test.status,
      reason: test.meta?.reason,
      message: test.failureMessages?.[0],
    }))
    const hasFailedOutsideTests = status === 'failed' && tests.every((test) => test.status !== 'failed')
    return hasFailedOutsideTests ? [...tests, { title: file, file, status: 'failed', message }] : tests
  })
}

const specsOf = (suites = []) => suites.flatMap((each) => [...(each.specs ?? []), ...specsOf(each.suites)])

/**
 * Reads the report of Playwright.
 * @returns {ReportedTest[]}
 * @throws when there is no such file, or it is not JSON
 */
export function readBrowserReport(path) {
  const { suites, config } = readJson(path)
  return specsOf(suites).flatMap((spec) =>
    spec.tests.map(({ status, annotations, results }) => ({
      title: spec.title,
      file: relative(process.cwd(), `${config.rootDir}/${spec.file}`),
      line: spec.line,
      status: status === 'skipped' ? 'skipped' : status === 'expected' ? 'passed' : 'failed',
      reason: annotations.find(({ type }) => type === 'skip')?.description,
      message: results.flatMap(({ errors }) => errors ?? [])[0]?.message,
    })),
  )
}

/** Title, file and the first lines of the message of a failed test. */
export function describeFailure({ title, file, message = '' }) {
  const plain = message.replace(/\u001B\[[\d;]*m/g, '')
  const lines = plain.split('\n').filter((line) => line.trim() !== '')
  return [`${file}: ${title}`, ...lines.slice(0, 6).map((line) => `    ${line.slice(0, 200)}`)].join('\n')
}

/** A property test that fails has found a fault: its second run draws other values. */
const isCounterexample = ({ message = '' }) => message.includes('Property failed after')

/**
 * The tests as they count after a second run of the failed ones: a test that passed then counts as passed.
 * @param {ReportedTest[]} first
 * @param {ReportedTest[]} second of the files of the failed tests; may contain others, which do not count
 * @returns {{ tests: ReportedTest[], unstable: ReportedTest[] }} `unstable`: those that passed only the second time
 */
export function withSecondRun(first, second) {
  const keyOf = ({ file, title }) => `${file}\n${title}`
  const failedTwice = new Set(second.filter(({ status }) => status === 'failed').map(keyOf))
  const ran = new Set(second.map(keyOf))
  const ranFiles = new Set(second.map(({ file }) => file))
  const passes = (test) =>
    !isCounterexample(test) &&
    !failedTwice.has(keyOf(test)) &&
    (test.title === test.file ? ranFiles.has(test.file) : ran.has(keyOf(test)))
  const unstable = first.filter((test) => test.status === 'failed' && passes(test))
  const isUnstable = new Set(unstable)
  return {
    tests: first.map((test) => (isUnstable.has(test) ? { ...test, status: 'passed' } : test)),
    unstable,
  }
}
