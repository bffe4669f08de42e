import { groupFigure, groupFigureForThreshold, type GroupFigure } from './group.ts'
import { queueFigureForThreshold, queueFigure, queueMetrics, type QueueMetric } from './metrics.ts'
import { readNumber, type Row } from './row.ts'
import { currentWaitMs } from './wait-clock.ts'

/*
 * Figures of the whole domain. Row "0" of ACD_STATUS counts each agent of the domain once. On a live domain its
 * calls, callbacks, voicemails and waits are 0 even while queues have some. Other domains may hold their sums in row
 * "0", or calls that belong to no queue. The rules below are correct for all of these domains.
 */

/** Two waits that differ by less may be the same wait, sent in two frames. */
const sameWaitWithinMs = 2_000

const known = (figures: readonly GroupFigure[], pick: (values: readonly number[]) => number): GroupFigure => {
  const values = figures.flatMap(({ value }) => value ?? [])
  return {
    value: values.length === 0 ? undefined : pick(values),
    isAtLeast: values.length > 0 && figures.some(({ isAtLeast }) => isAtLeast),
  }
}

const largest = (values: readonly number[]): number => Math.max(...values)

/** Row "0" as one more member. A figure that it lacks does not make the result "at least": the queues have it. */
const ofTotals = (value: number | undefined): GroupFigure => ({ value, isAtLeast: false })

/**
 * A figure of the whole domain at an instant (BFF's clock). Agents come from row "0". Calls, callbacks and the like
 * are the larger of row "0" and the sum over the queues. A wait is the longest of all. `queues` are the rows of all
 * queues, without row "0".
 */
export function floorFigure(
  totals: Row | undefined,
  queues: readonly Row[],
  metric: QueueMetric,
  nowMs: number,
): GroupFigure {
  const own = ofTotals(queueFigure(totals, metric, nowMs))
  if (queueMetrics[metric].aggregation === 'people') return own
  return known([own, groupFigure(queues, metric, nowMs)], largest)
}

/** The same figure as thresholds evaluate it: a wait is the wait of calls. */
export function floorFigureForThreshold(
  totals: Row | undefined,
  queues: readonly Row[],
  metric: QueueMetric,
  nowMs: number,
): GroupFigure {
  if (metric !== 'currentLongestQueueTime') return floorFigure(totals, queues, metric, nowMs)
  const ofQueues = groupFigureForThreshold(queues, metric, nowMs)
  if (totals === undefined || isOfQueuesCallback(totals, queues, nowMs)) return ofQueues
  return known([ofTotals(queueFigureForThreshold(totals, metric, nowMs)), ofQueues], largest)
}

/** True when the wait of row "0" belongs to a callback: a queue without calls has a callback with the same wait. */
function isOfQueuesCallback(totals: Row, queues: readonly Row[], nowMs: number): boolean {
  if ((readNumber(totals, 'callbacksInQueue') ?? 0) === 0) return false
  const own = currentWaitMs(totals, nowMs) ?? 0
  return queues.some((row) => {
    const wait = readNumber(row, 'callsInQueue') === 0 ? currentWaitMs(row, nowMs) : undefined
    return wait !== undefined && Math.abs(wait - own) < sameWaitWithinMs
  })
}

/**
 * Whether a displayed longest wait belongs to a callback: callbacks wait, and no call has waited as long. The three
 * values are of the same queues: `currentLongestQueueTime` for display and for thresholds, and `callbacksInQueue`.
 */
export function isCallbackWait(figures: {
  readonly shownMs: number | undefined
  readonly ofCallsMs: number | undefined
  readonly callbacks: number | undefined
}): boolean {
  const { shownMs, ofCallsMs, callbacks = 0 } = figures
  return callbacks > 0 && shownMs !== undefined && ofCallsMs !== undefined && shownMs > ofCallsMs
}
