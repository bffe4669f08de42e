import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/**
 * A test of a report: `{ title, file, line, status, reason, message, hasTimedOut }`. `line` is known for browser tests,
 * `reason` for skipped ones, `message` and `hasTimedOut` for failed ones: whether the first error is a time-out. A file
 * that failed outside its tests counts as one failed test, whose title is the file.
 * @typedef {{ title: string, file: string, line?: number, status: 'passed' | 'failed' | 'skipped', reason?: string, message?: string, hasTimedOut?: boolean }} ReportedTest
 */

/** What Vitest and Playwright write when a test, a hook, a step or a poll lasted too long. */
const timeOuts = [
  /\b(?:Test|Hook) timed out in \d+ms/,
  /Timed out in wait(?:For|Until)!/,
  /caused by: Matcher did not succeed in time/,
  /Test timeout of \d+ms exceeded/,
  /\bTimeout \d+ms exceeded/,
  /^Timeout:\s+\d+ms$/m,
]

/** A counterexample or another picture is a fault, also when it was found by a poll. */
const faults = [/Property failed after/, /pixels \(ratio/]

/** Whether an error means that something lasted too long, as on a busy machine, and not that a result was wrong. */
export const isTimeOut = (message) =>
  timeOuts.some((pattern) => pattern.test(message)) && !faults.some((pattern) => pattern.test(message))

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/**
 * Reads the report of unit-report.js.
 * @returns {ReportedTest[]}
 * @throws when there is no such file, or it is not JSON
 */
export const readUnitReport = readJson

const withoutColors = (text) => text.replace(/\u001B\[[\d;]*m/g, '')

const specsOf = (suites = []) => suites.flatMap((each) => [...(each.specs ?? []), ...specsOf(each.suites)])

/**
 * Reads the report of Playwright.
 * @returns {ReportedTest[]}
 * @throws when there is no such file, or it is not JSON
 */
export function readBrowserReport(path) {
  const { suites, config } = readJson(path)
  return specsOf(suites).flatMap((spec) =>
    spec.tests.map(({ status, annotations, results }) => {
      const message = results.flatMap(({ errors }) => errors ?? [])[0]?.message
      return {
        title: spec.title,
        file: relative(process.cwd(), `${config.rootDir}/${spec.file}`),
        line: spec.line,
        status: status === 'skipped' ? 'skipped' : status === 'expected' ? 'passed' : 'failed',
        reason: annotations.find(({ type }) => type === 'skip')?.description,
        message,
        hasTimedOut: message !== undefined && isTimeOut(withoutColors(message)),
      }
    }),
  )
}

/** Folders of tests that run real servers or browsers, whose timing depends on the load of the machine. */
const realFolders = /(?:^|\/)(?:tests|e2e)\//

/**
 * Whether a failed test may run a second time: it timed out, or it uses real servers or browsers. A counterexample of a
 * property and another picture are faults, also where a second run finds none.
 * @param {ReportedTest} test
 */
export const mayRunAgain = ({ status, file, message = '', hasTimedOut }) =>
  status === 'failed' &&
  (hasTimedOut === true || (realFolders.test(file) && !faults.some((pattern) => pattern.test(message))))

/** Title, file and the first lines of the message of a failed test. */
export function describeFailure({ title, file, message = '' }) {
  const lines = withoutColors(message)
    .split('\n')
    .filter((line) => line.trim() !== '')
  return [`${file}: ${title}`, ...lines.slice(0, 6).map((line) => `    ${line.slice(0, 200)}`)].join('\n')
}

/**
 * The tests as they count after a second run of those that may run again: a test that passed then counts as passed.
 * Every other failure counts.
 * @param {ReportedTest[]} first
 * @param {ReportedTest[]} second of the files of these tests; may contain others, which do not count
 * @returns {{ tests: ReportedTest[], unstable: ReportedTest[] }} `unstable`: those that passed only the second time
 */
export function withSecondRun(first, second) {
  const keyOf = ({ file, title }) => `${file}\n${title}`
  const failedTwice = new Set(second.filter(({ status }) => status === 'failed').map(keyOf))
  const ran = new Set(second.map(keyOf))
  const ranFiles = new Set(second.map(({ file }) => file))
  const passes = (test) =>
    !failedTwice.has(keyOf(test)) &&
    (test.title === test.file ? ranFiles.has(test.file) : ran.has(keyOf(test)))
  const unstable = first.filter((test) => mayRunAgain(test) && passes(test))
  const isUnstable = new Set(unstable)
  return {
    tests: first.map((test) => (isUnstable.has(test) ? { ...test, status: 'passed' } : test)),
    unstable,
  }
}
