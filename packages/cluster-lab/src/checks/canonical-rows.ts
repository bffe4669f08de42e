import { isTotalsId } from '@wallboard/statistics'

/**
 * The counts that the board of the lab's displays shows: the server sends displays no others. Waits count time: they change
 * by themselves, and are left out.
 */
const shownCounts: ReadonlySet<string> = new Set([
  ...['callsInQueue', 'callbacksInQueue', 'voicemailsInQueue', 'vivrCallsInQueue', 'chatsInQueue'],
  ...['emailsInQueue', 'agentsInQueue', 'agentsLoggedIn', 'agentsOnCall', 'agentsNotReadyForCalls'],
])

interface QueueRow {
  readonly id: string
  readonly [field: string]: unknown
}

function canonicalRow(row: QueueRow): string {
  const fields = Object.entries(row).filter(
    ([name, value]) => shownCounts.has(name) && typeof value === 'number',
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
