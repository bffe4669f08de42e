import { compareIds } from './compare-ids.ts'
import { compareLevels, type Level } from './levels.ts'
import { readNumber, type Row } from './row.ts'
import { currentWaitMs } from './wait-clock.ts'

/**
 * Sorts queues by urgency: alert level, then queues with waiting calls by longest wait, then queues with waiting
 * callbacks, then the others by id. A queue without figures comes last.
 */
export function sortByUrgency(
  rows: Iterable<Row>,
  nowMs: number,
  levelOf: (id: string) => Level = () => 'none',
): Row[] {
  const rank = (row: Row): number => {
    const calls = readNumber(row, 'callsInQueue')
    if (calls === undefined) return 0
    if (calls > 0) return 3
    return (readNumber(row, 'callbacksInQueue') ?? 0) > 0 ? 2 : 1
  }
  const wait = (row: Row): number => (rank(row) > 1 ? (currentWaitMs(row, nowMs) ?? 0) : 0)
  return [...rows].sort(
    (a, b) =>
      compareLevels(levelOf(b.id), levelOf(a.id)) ||
      rank(b) - rank(a) ||
      wait(b) - wait(a) ||
      (readNumber(b, 'callsInQueue') ?? 0) - (readNumber(a, 'callsInQueue') ?? 0) ||
      compareIds(a.id, b.id),
  )
}
