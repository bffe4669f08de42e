import { createCompactionSchedule } from './compaction-schedule.ts'
import type { WriterMessage } from './writer-message.ts'

const retainEveryMs = 3_600_000
const dayMs = 86_400_000
/** Averages by minute stay for 30 days; quarters of an hour and half-hours of bands for five years. */
const minuteDays = 30
const aggregateDays = 5 * 365
/** The running times of agents, which are most of the bytes, stay for 30 days. */
const statisticsDays = 30
/** A slice of compaction each second: flushes wait for no more. */
const compactionSliceMs = 100

/** When old days are removed and finished days compacted. */
export function createUpkeepSchedule(deps: {
  readonly post: (message: WriterMessage) => void
  readonly startedAt: number
  readonly retention: { readonly days: number; readonly maxBytes: number }
  readonly timeZone: string
  /** Whether this server does it: one server of a cluster. */
  readonly doesSharedWork: () => boolean
}) {
  const compaction = createCompactionSchedule(deps.startedAt, deps.timeZone)
  let retainedAt = 0

  function retain(at: number): void {
    if (at - retainedAt < retainEveryMs) return
    retainedAt = at
    const { days, maxBytes } = deps.retention
    deps.post({
      ...{ type: 'retain', at: at - days * dayMs, personalAt: at - dayMs, maxBytes },
      ...{ minutesAt: at - minuteDays * dayMs, aggregatesAt: at - aggregateDays * dayMs },
    })
  }

  function compact(at: number): void {
    if (!compaction.isDue(at)) return
    deps.post({ type: 'compact', at, dropBefore: at - statisticsDays * dayMs, forMs: compactionSliceMs })
  }

  return {
    /** Once a second. */
    tick(at: number): void {
      if (!deps.doesSharedWork()) return
      retain(at)
      compact(at)
    },
    /** A slice of compaction has ended. */
    compacted(hasMore: boolean): void {
      compaction.ended(hasMore)
      // What compaction has not made small enough is removed.
      if (!hasMore) retainedAt = 0
    },
  }
}
