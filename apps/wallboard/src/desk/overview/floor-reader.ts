import type { GroupFigure, QueueMetric } from '@wallboard/statistics'
import type { LongestWait } from './floor-figures.ts'

/** The figures of the floor that several cells show. `now` is the instant up to which waits run. */
export interface FloorReader {
  readonly floor: (metric: QueueMetric, now: number) => GroupFigure
  /** The queue with the longest wait; undefined while nobody waits. */
  readonly longestQueue: (now: number) => LongestWait | undefined
}

interface State {
  readonly getState: () => object
}

/**
 * Reads each figure of the floor once for each change of rows and of the clock: a figure looks through all queues, and React
 * asks each cell several times. `changes` have another state after each change of rows.
 */
export function createFloorReader(figures: FloorReader, changes: readonly State[]): FloorReader {
  const known = new Map<QueueMetric, GroupFigure>()
  let longest: { readonly wait: LongestWait | undefined } | undefined
  let readAt: readonly (object | number)[] = []

  function forgetOld(now: number): void {
    const at = [now, ...changes.map((change) => change.getState())]
    if (at.length === readAt.length && at.every((part, index) => part === readAt[index])) return
    readAt = at
    known.clear()
    longest = undefined
  }

  return {
    floor(metric, now) {
      forgetOld(now)
      const before = known.get(metric)
      if (before !== undefined) return before
      const figure = figures.floor(metric, now)
      known.set(metric, figure)
      return figure
    },
    longestQueue(now) {
      forgetOld(now)
      longest ??= { wait: figures.longestQueue(now) }
      return longest.wait
    },
  }
}
