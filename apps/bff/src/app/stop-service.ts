import type { Clocks } from '@wallboard/relay'
import type { Logger } from 'pino'
import { shutDown } from './shut-down.ts'
import { createStopSteps } from './stop-steps.ts'

/**
 * History gets what the steps before it leave of this time. Process supervisors allow 5 s at least: a kill at that time
 * loses what was recorded since the last flush.
 */
const stopWithinMs = 7_000
/** A flush of history takes much less. */
export const historyAtLeastMs = 1_000
/** A log that cannot be written delays a stop for at most this long. */
const flushWithinMs = 500

type Close = () => Promise<void>

/**
 * The stop of the server: `close` runs it once, and `step` says what it does now. The database, and with it the lock of
 * the directory, is closed last: nothing writes there after the next server may start.
 */
export function createStop(
  deps: Omit<Parameters<typeof shutDown>[0], 'log'> & {
    readonly sweeper: { readonly close: () => void }
    readonly alerts: { stopEvaluating: Close; close: Close }
    readonly delivery: { readonly close: Close }
    readonly replays: { readonly close: () => void }
    readonly drills: { readonly close: Close }
    readonly metrics: { readonly close: () => void }
    /** Undefined with `HISTORY=off`. */
    readonly history: { readonly close: (withinMs: number) => Promise<void> } | undefined
    readonly wall: { readonly close: Close }
    readonly closeCluster: Close
    readonly storage: { readonly close: Close }
    readonly clocks: Clocks
    readonly log: Logger
    readonly flushLog: (withinMs: number) => Promise<void>
  },
): { readonly close: Close; readonly step: () => string } {
  const { alerts, clocks, delivery, history } = deps
  let stopsAt = 0
  const steps = createStopSteps([
    ['stops the evaluation of alerts', () => alerts.stopEvaluating()],
    [
      'answers requests, signs out of Five9 and delivers messages',
      () => Promise.all([shutDown(deps), delivery.close()]),
    ],
    ['ends replays', deps.replays.close],
    ['ends drills', deps.drills.close],
    ['ends metrics', deps.metrics.close],
    ['writes the journal of alerts', () => alerts.close()],
    ['writes history', () => history?.close(Math.max(historyAtLeastMs, stopsAt - clocks.monotonic()))],
    ['ends displays', deps.wall.close],
    ['leaves the cluster', deps.closeCluster],
    ['closes the database', deps.storage.close],
  ])
  async function stop(): Promise<void> {
    stopsAt = clocks.monotonic() + stopWithinMs
    deps.sweeper.close()
    try {
      await steps.run()
      deps.log.info({}, 'stopped')
    } finally {
      await deps.flushLog(flushWithinMs)
    }
  }
  let stopping: Promise<void> | undefined
  return { close: () => (stopping ??= stop()), step: steps.current }
}
