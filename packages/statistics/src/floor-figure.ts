import { groupFigure, groupFigureForThreshold, type GroupFigure } from './group.ts'
import { queueFigureForThreshold, queueFigure, queueMetrics, type QueueMetric } from './metrics.ts'
import { readNumber, type Row } from './row.ts'
import { currentWaitMs } from './wait-clock.ts'

/*
 * The figures of the whole domain. Row "0" of ACD_STATUS counts the domain's agents, each once. Its calls, callbacks,
 * voicemails and waits are 0 on a live domain while its queues have some; other domains may sum them up there, and
 * calls without a queue may stand there alone. Each rule below is right for all of them.
 */

/** Two waits that differ by less may be one wait that was told in two frames. */
const sameWaitWithinMs = 2_000

const known = (figures: readonly GroupFigure[], pick: (values: readonly number[]) => number): GroupFigure => {
  const values = figures.flatMap(({ value }) => value ?? [])
  return {
    value: values.length === 0 ? undefined : pick(values),
    isAtLeast: values.length > 0 && figures.some(({ isAtLeast }) => isAtLeast),
  }
}

const largest = (values: readonly number[]): number => Math.max(...values)

/** Row "0" as one more member; a figure that it lacks makes nothing "at least", since the queues have it. */
const ofTotals = (value: number | undefined): GroupFigure => ({ value, isAtLeast: false })

/**
 * A figure of the whole domain at an instant (BFF's clock): agents from row "0"; calls, callbacks and the like the
 * larger of row "0" and the sum over the queues; waits the longest of all.
 * `queues` are the rows of all queues, without row "0".
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

/** The same as limits judge it: waits are those of calls. */
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

/** True when the wait of row "0" is that of a callback: a queue without calls has had one waiting as long. */
function isOfQueuesCallback(totals: Row, queues: readonly Row[], nowMs: number): boolean {
  if ((readNumber(totals, 'callbacksInQueue') ?? 0) === 0) return false
  const own = currentWaitMs(totals, nowMs) ?? 0
  return queues.some((row) => {
    const wait = readNumber(row, 'callsInQueue') === 0 ? currentWaitMs(row, nowMs) : undefined
    return wait !== undefined && Math.abs(wait - own) < sameWaitWithinMs
  })
}

/**
 * Whether a longest wait that is shown is a callback's: callbacks wait, and no call has waited as long.
 * All three are of the same queues: `currentLongestQueueTime` as shown and as judged, and `callbacksInQueue`.
 */
export function isCallbackWait(figures: {
  readonly shownMs: number | undefined
  readonly ofCallsMs: number | undefined
  readonly callbacks: number | undefined
}): boolean {
  const { shownMs, ofCallsMs, callbacks = 0 } = figures
  return callbacks > 0 && shownMs !== undefined && ofCallsMs !== undefined && shownMs > ofCallsMs
}
