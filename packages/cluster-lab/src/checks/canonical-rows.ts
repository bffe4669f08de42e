import { isTotalsId } from '@wallboard/statistics'

/** Fields that count time: they change by themselves, and are shown as running waits. */
const timeFields = new Set(['currentLongestQueueTime', 'longestQueueTime'])
const unshown = new Set(['id', 'asOf', ...timeFields])

interface QueueRow {
  readonly id: string
  readonly [field: string]: unknown
}

function canonicalRow(row: QueueRow): string {
  const fields = Object.entries(row).filter(
    ([name, value]) => !unshown.has(name) && typeof value === 'number',
  )
  return `${row.id}|${fields
    .map(([name, value]) => `${name}=${String(value)}`)
    .sort()
    .join(' ')}`
}

/** The rows of all queues as text, without totals: equal for equal figures, whatever the order of rows and fields. */
export const canonicalRows = (rows: Iterable<QueueRow>): string =>
  Array.from(rows)
    .filter(({ id }) => !isTotalsId(id))
    .map(canonicalRow)
    .sort()
    .join('\n')
