/**
 * A reporter of Vitest that writes the tests of a run for `npm test` into the file UNIT_REPORT. Vitest's own JSON lacks
 * the errors outside all tests, and of a test that timed out it holds no message.
 */
import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { isTimeOut } from './test-reports.js'

/** The message and place of an error, and the message of its cause: a poll that ended has its last error and that cause. */
export const textOf = ({ name = 'Error', message = '', stack = '', cause }) =>
  [
    `${name}: ${message}`,
    ...stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 3),
  ]
    .concat(cause?.message ? [`caused by: ${cause.message}`] : [])
    .join('\n')

const failureOf = (errors) => ({
  ...{ status: 'failed', message: errors.map(textOf).join('\n') },
  // Later errors may follow from the first one.
  hasTimedOut: errors.length > 0 && isTimeOut(textOf(errors[0])),
})

/** The titles of a test's groups and its own. */
const titleOf = (test) => (test.parent?.type === 'suite' ? `${titleOf(test.parent)} ${test.name}` : test.name)

/** @returns {import('./test-reports.js').ReportedTest[]} the tests of a file */
function testsOf(module) {
  const file = relative(process.cwd(), module.moduleId)
  const tests = [...module.children.allTests()].map((test) => {
    const { state, errors, note } = test.result()
    const shared = { title: titleOf(test), file }
    if (state === 'failed') return { ...shared, ...failureOf(errors ?? []) }
    return state === 'passed'
      ? { ...shared, status: 'passed' }
      : { ...shared, status: 'skipped', reason: note }
  })
  // For instance a hook of the file, or of a group.
  const outside = [module, ...module.children.allSuites()].flatMap((part) => part.errors())
  const hasFailedOutside =
    outside.length > 0 || (!module.ok() && tests.every(({ status }) => status !== 'failed'))
  return hasFailedOutside ? [...tests, { title: file, file, ...failureOf(outside) }] : tests
}

export default class UnitReport {
  onTestRunEnd(modules, unhandledErrors) {
    const unhandled = unhandledErrors.map((error) => ({
      ...{ title: 'an error outside all tests', file: 'unit and integration tests', status: 'failed' },
      message: `${textOf(error)}\nduring ${error.VITEST_TEST_PATH ?? 'an unknown file'}: ${error.VITEST_TEST_NAME ?? ''}`,
    }))
    writeFileSync(process.env.UNIT_REPORT, JSON.stringify([...modules.flatMap(testsOf), ...unhandled]))
  }
}
