import { readNumber } from '@wallboard/statistics'
import type { QueueRowsStore } from './queue-rows-store.ts'

/** Of the instants at which clocks are drawn, one a second, the one next to ten seconds after the last sample. */
const sampleAfterMs = 9_500
const maxSamples = 120

/**
 * Appends the waiting calls of each queue to the history of its tile, one sample every ten seconds; null where the
 * number is unknown: a gap in the line, never a zero.
 */
export function createSparkLineSampler(queues: Pick<QueueRowsStore, 'tiles'>, startedAt: number) {
  let sampledAt = startedAt
  return {
    /** `isRunning` is false while the queues' data is old; `now` is of the page's monotonic clock. */
    tick(isRunning: boolean, now: number): void {
      if (now - sampledAt < sampleAfterMs) return
      sampledAt = now
      for (const tile of queues.tiles()) {
        const { history, row, removedAt } = tile.getState()
        const isKnown = isRunning && removedAt === undefined
        const calls = isKnown ? (readNumber(row, 'callsInQueue') ?? null) : null
        tile.setState({ history: [...history, calls].slice(-maxSamples) })
      }
    },
  }
}
