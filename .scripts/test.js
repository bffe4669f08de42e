/**
 * npm test: installs what is missing, builds, and runs all suites at once, because tests often wait for sockets and timers:
 * browser tests at normal priority, unit and integration tests at a lower one, type check, lint and the other checks at
 * the lowest. All suites run, also after a failure; the last line has the totals.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from './chromium.js'
import { evaluateFaultRows, readFaultRows } from './fault-rows.js'
import { ensureDependencies } from './install.js'
import { endLeftProcesses, runVariable } from './left-processes.js'
import { runQuietly } from './run-command.js'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
await ensureDependencies()
await ensureChromium()
rmSync('.cache', { recursive: true, force: true })
mkdirSync('.cache', { recursive: true })
// Inherited by every process that the suites start.
const testRun = randomUUID()
process.env[runVariable] = testRun

const total = { passed: 0, failed: 0, skipped: 0 }
/** Title and outcome of every test, for the fault table. */
const tests = []

function count({ passed, failed, skipped }) {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

/** Runs a check, which counts as one test. Resolves to its output with a heading. */
async function check([name, script], priority) {
  const { code, output } = await runQuietly('npm', ['run', '--silent', script], { priority })
  count({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 })
  return `\n── ${name}\n${output}`
}

/** Runs checks at the lowest priority, one after the other. Resolves to their output. */
async function checkInBackground(...checks) {
  let output = ''
  for (const each of checks) output += await check(each, constants.priority.PRIORITY_LOW)
  return output
}

/** Runs a suite of tests and counts them from its report. A missing or empty report is a failure. Resolves to its output. */
async function suite(name, args, readReport, options) {
  const { code, output } = await runQuietly('npm', ['run', '--silent', ...args], options)
  let result = { passed: 0, failed: 1, skipped: 0 }
  try {
    const report = readReport()
    const hasFailedOutsideTests = code !== 0 && report.failed === 0
    const isEmpty = report.passed + report.failed === 0
    result = hasFailedOutsideTests || isEmpty ? { ...report, failed: report.failed + 1 } : report
  } catch (error) {
    process.stderr.write(`${name}: no report: ${error.message}\n`)
  }
  count(result)
  return `\n── ${name}\n${output}`
}

/** Prints a skipped test with its reason. */
function printSkipped(title, reason) {
  process.stdout.write(`skipped: ${title} (${reason || 'no reason given'})\n`)
}

const specsOf = (suites = []) => suites.flatMap((each) => [...(each.specs ?? []), ...specsOf(each.suites)])

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

function readUnitReport() {
  const report = readJson('.cache/vitest.json')
  for (const { assertionResults } of report.testResults)
    for (const { status, fullName, meta } of assertionResults) {
      const isSkipped = status === 'pending' || status === 'skipped' || status === 'todo'
      if (isSkipped) printSkipped(fullName, meta?.reason)
      tests.push({ title: fullName, status: isSkipped ? 'skipped' : status })
    }
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function readBrowserReport() {
  const { stats, suites } = readJson('.cache/playwright.json')
  for (const spec of specsOf(suites))
    for (const { status, annotations } of spec.tests) {
      if (status === 'skipped')
        printSkipped(spec.title, annotations.find(({ type }) => type === 'skip')?.description)
      const outcome = status === 'expected' ? 'passed' : 'failed'
      tests.push({ title: spec.title, status: status === 'skipped' ? 'skipped' : outcome })
    }
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
}

process.stdout.write(await check(['build', 'build']))
process.stdout.write('\n── browser tests; those of the other suites follow\n')
const unitReport = ['--reporter=default', '--reporter=json', '--outputFile=.cache/vitest.json']
const [, unitOutput, checkOutput] = await Promise.all([
  suite('browser tests', ['e2e'], readBrowserReport, { onOutput: (text) => process.stdout.write(text) }),
  suite('unit and integration tests', ['unit', '--', ...unitReport], readUnitReport, { priority: 5 }),
  checkInBackground(
    ['types', 'typecheck'],
    ['lint', 'lint'],
    ['import rules and folders', 'boundaries'],
    ['vocabulary and type names', 'vocabulary'],
    ['format', 'format:check'],
    ['unused code', 'unused'],
  ),
])
process.stdout.write(unitOutput)
process.stdout.write(checkOutput)

const left = await endLeftProcesses(testRun)
for (const { pid, command } of left)
  process.stdout.write(`\nprocess ${pid} was still running after all tests, and was ended: ${command}\n`)
count({ passed: left.length === 0 ? 1 : 0, failed: left.length === 0 ? 0 : 1, skipped: 0 })

process.stdout.write('\n── fault table (docs/reliability.md)\n')
const faults = evaluateFaultRows(readFaultRows(), tests)
for (const line of faults.lines) process.stdout.write(`${line}\n`)
count({ passed: faults.lines.length - faults.failed, failed: faults.failed, skipped: 0 })

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`)
process.exitCode = total.failed === 0 ? 0 : 1
