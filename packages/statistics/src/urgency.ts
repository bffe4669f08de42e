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
  return Array.from(rows, (row) => urgencyOf(row, nowMs, levelOf(row.id)))
    .sort(compareUrgency)
    .map(({ row }) => row)
}

/** What a queue is sorted by: read once for each queue, not for each comparison. */
interface Urgency {
  readonly row: Row
  readonly level: Level
  /** 3: calls wait; 2: only callbacks wait; 1: nobody waits; 0: without figures. */
  readonly rank: number
  readonly waitMs: number
  readonly calls: number
}

function urgencyOf(row: Row, nowMs: number, level: Level): Urgency {
  const calls = readNumber(row, 'callsInQueue')
  const hasCallbacks = (readNumber(row, 'callbacksInQueue') ?? 0) > 0
  const rank = calls === undefined ? 0 : calls > 0 ? 3 : hasCallbacks ? 2 : 1
  const waitMs = rank > 1 ? (currentWaitMs(row, nowMs) ?? 0) : 0
  return { row, level, rank, waitMs, calls: calls ?? 0 }
}

const compareUrgency = (a: Urgency, b: Urgency): number =>
  compareLevels(b.level, a.level) ||
  b.rank - a.rank ||
  b.waitMs - a.waitMs ||
  b.calls - a.calls ||
  compareIds(a.row.id, b.row.id)
