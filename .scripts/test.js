/**
 * npm test: installs what is missing, builds, and runs all suites at once, because tests often wait for sockets and
 * timers: browser tests at normal priority, the other tests at a lower one, lint and the other checks at the lowest, as the
 * threads of history that tests wait for. All suites run, also after a failure. Tests that timed out, and failed tests that
 * use real servers or browsers, run a second time with nothing beside them; those that pass then are listed as unstable.
 * Every other failure counts. The last lines have the failures, the unstable tests and the totals.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from './chromium.js'
import { ensureEngines } from './engines.js'
import { evaluateFaultRows, readFaultRows } from './fault-rows.js'
import { ensureDependencies } from './install.js'
import { endLeftProcesses, runVariable } from './left-processes.js'
import { runQuietly } from './run-command.js'
import {
  describeFailure,
  mayRunAgain,
  readBrowserReport,
  readUnitReport,
  withSecondRun,
} from './test-reports.js'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
await ensureDependencies()
await ensureChromium()
await ensureEngines()
rmSync('.cache', { recursive: true, force: true })
mkdirSync('.cache', { recursive: true })
// Inherited by every process that the suites start.
const testRun = randomUUID()
process.env[runVariable] = testRun

/** More failures are a defect of the product, and do not run a second time. */
const maxSecondRun = 12

const total = { passed: 0, failed: 0, skipped: 0 }
/** What failed, in words. */
const failures = []
/** What passed only the second time, with its first failure. */
const unstable = []

function countCheck(hasPassed, failure) {
  total[hasPassed ? 'passed' : 'failed'] += 1
  if (!hasPassed) failures.push(failure)
}

/** Runs a check, which counts as one test. Resolves to its output with a heading. */
async function check([name, script], priority) {
  const { code, output } = await runQuietly('npm', ['run', '--silent', script], { priority })
  countCheck(code === 0, `${name}: its output is above`)
  return `\n── ${name}\n${output}`
}

/** Runs checks at the lowest priority, one after the other. Resolves to their output. */
async function checkInTurn(...checks) {
  let output = ''
  for (const each of checks) output += await check(each, constants.priority.PRIORITY_LOW)
  return output
}

/**
 * Runs a suite of tests. Resolves to its output and its tests; a missing or empty report, or a failure outside all files,
 * is a failed test.
 */
async function suite(name, args, readReport, options) {
  const { code, output } = await runQuietly('npm', ['run', '--silent', ...args], options)
  const failed = (message) => ({ title: 'the whole suite', file: name, status: 'failed', message })
  let tests
  try {
    tests = readReport()
  } catch (error) {
    tests = [failed(`no report: ${error.message}`)]
  }
  const hasFailures = tests.some(({ status }) => status === 'failed')
  const hasRun = tests.some(({ status }) => status !== 'skipped')
  if ((code !== 0 && !hasFailures) || !hasRun) tests.push(failed(`ended with ${code}; its output is above`))
  return { output: `\n── ${name}\n${output}`, tests }
}

/** Runs all unit tests, or those of some files. */
function unitSuite(name, report, { files = [], ...options } = {}) {
  const args = ['unit', '--', '--reporter=default', '--reporter=./.scripts/unit-report.js', ...files]
  const env = { ...process.env, UNIT_REPORT: report }
  return suite(name, args, () => readUnitReport(report), { ...options, env })
}

/** Runs failed tests of a suite that may run again once more, and resolves to all tests as they count then. */
async function runFailedAgain(tests, runAgain) {
  const failed = tests.filter(mayRunAgain)
  if (failed.length === 0 || failed.length > maxSecondRun) return tests
  process.stdout.write(`\n── second run of ${failed.length} tests that failed\n`)
  for (const test of failed) process.stdout.write(`${describeFailure(test)}\n`)
  const again = await runAgain(failed)
  process.stdout.write(again.output)
  const second = withSecondRun(tests, again.tests)
  for (const test of second.unstable)
    unstable.push(`UNSTABLE, passed the second time: ${describeFailure(test)}`)
  return second.tests
}

process.stdout.write(await check(['build', 'build']))
process.stdout.write('\n── browser tests; those of the other suites follow\n')
const reports = {
  unit: '.cache/vitest.json',
  unitAgain: '.cache/vitest-again.json',
  browser: '.cache/playwright.json',
}
const [browser, unit, ...checkOutputs] = await Promise.all([
  suite('browser tests', ['e2e'], () => readBrowserReport(reports.browser), {
    onOutput: (text) => process.stdout.write(text),
  }),
  unitSuite('unit and integration tests', reports.unit, { priority: 5 }),
  // Lint takes longer than the others together: what the tests leave of it at their end would take one core only.
  checkInTurn(['lint', 'lint']),
  checkInTurn(
    ['types', 'typecheck'],
    ['import rules and folders', 'boundaries'],
    ['vocabulary and type names', 'vocabulary'],
    ['format', 'format:check'],
    ['unused code', 'unused'],
  ),
])
process.stdout.write(unit.output)
process.stdout.write(checkOutputs.join(''))

const unitTests = await runFailedAgain(unit.tests, (failed) => {
  const files = [...new Set(failed.map(({ file }) => file))]
  return unitSuite('unit tests again', reports.unitAgain, { files })
})
const browserTests = await runFailedAgain(browser.tests, (failed) => {
  const places = failed.map(({ file, line }) => `${file}:${line}`)
  const args = ['e2e', '--', '--workers=1', '--output=.cache/playwright-again', ...places]
  return suite('browser tests again', args, () => readBrowserReport(reports.browser))
})
const tests = [...browserTests, ...unitTests]
for (const test of tests) {
  total[test.status] += 1
  if (test.status === 'skipped')
    process.stdout.write(`skipped: ${test.title} (${test.reason || 'no reason given'})\n`)
  if (test.status === 'failed') failures.push(describeFailure(test))
}

const left = await endLeftProcesses(testRun)
for (const { pid, command } of left)
  process.stdout.write(`\nprocess ${pid} was still running after all tests, and was ended: ${command}\n`)
countCheck(left.length === 0, `${left.length} processes were still running after all tests`)

process.stdout.write('\n── fault table (docs/reliability.md)\n')
const faults = evaluateFaultRows(readFaultRows(), tests)
for (const line of faults.lines) process.stdout.write(`${line}\n`)
total.passed += faults.lines.length - faults.failed
total.failed += faults.failed

if (failures.length > 0) process.stdout.write(`\n── failures\n${failures.join('\n')}\n`)

if (unstable.length > 0)
  process.stdout.write(
    `\n── unstable: each is a defect of its test or of the product\n${unstable.join('\n')}\n`,
  )

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
const unstableCount = unstable.length > 0 ? `, ${unstable.length} UNSTABLE` : ''
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}${unstableCount}\n`)
process.exitCode = total.failed === 0 ? 0 : 1
