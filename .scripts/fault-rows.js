import { readFileSync } from 'node:fs'

const table = 'docs/reliability.md'
const rowCount = 51

/** Reads the rows of the fault table: `{ row, fault }`, in order. Throws when one of the 51 is missing. */
export function readFaultRows(markdown = readFileSync(table, 'utf8')) {
  const rows = [...markdown.matchAll(/^\|\s*(\d+)\s*\|\s*([^|]+?)\s*\|/gm)].map(([, row, fault]) => ({
    row: Number(row),
    fault,
  }))
  const isComplete = rows.length === rowCount && rows.every(({ row }, index) => row === index + 1)
  if (!isComplete) throw new Error(`${table} must have the rows 1 to ${rowCount}, once each and in order`)
  return rows
}

/** The rows that the title of a test names: `[row 12]` or `[row 12, 14]`. */
export const rowsNamedIn = (title) =>
  [...title.matchAll(/\[row ([\d, ]+)\]/g)].flatMap(([, list]) => list.split(',').map(Number))

/**
 * One line per row of the fault table. A row is handled when at least one test names it and all of these have passed.
 * @param rows the result of `readFaultRows`
 * @param tests `{ title, status: 'passed' | 'failed' | 'skipped' }` of every test
 * @returns {{ lines: string[], failed: number }}
 */
export function evaluateFaultRows(rows, tests) {
  const named = tests.flatMap((test) => rowsNamedIn(test.title).map((row) => ({ row, status: test.status })))
  const lines = rows.map(({ row, fault }) => {
    const matching = named.filter((each) => each.row === row)
    const count = (status) => matching.filter((each) => each.status === status).length
    const isHandled = count('passed') > 0 && count('failed') === 0
    const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : ''
    const tests =
      matching.length === 0
        ? 'no test names it'
        : `${count('passed')} of ${matching.length} tests passed${skipped}`
    return {
      isHandled,
      text: `row ${String(row).padStart(2)}  ${isHandled ? 'handled    ' : 'NOT HANDLED'}  ${fault}: ${tests}`,
    }
  })
  return { lines: lines.map(({ text }) => text), failed: lines.filter(({ isHandled }) => !isHandled).length }
}
