import type { GapKind } from '@wallboard/relay/coverage'
import { createCompactor } from './compactor.ts'
import type { DayFiles } from './day-files.ts'
import type { HistoryStore } from './history-store.ts'
import { utcDateOf } from './stored-segments.ts'
import type { SummaryFile } from './summary-file.ts'

const dayMs = 86_400_000

/** What changes stored days later: compaction, and marking of what a day file has lost. */
export function createUpkeep(deps: {
  readonly directory: string
  readonly days: DayFiles
  readonly summary: SummaryFile
  readonly lastEnd: (feed: number, source: number, date: string) => number | 'unreadable'
}) {
  const { directory, days, summary } = deps

  /** The live time of a data source in `[from, to)` becomes a gap. */
  function replaceLive(feed: number, source: number, kind: GapKind, from: number, to: number): void {
    for (const span of summary.coverage(feed, source, from, to)) {
      if (span.kind !== 'live') continue
      const [startsAt, endsAt] = [Math.max(span.startsAt, from), Math.min(span.endsAt, to)]
      summary.cover(feed, source, { kind, startsAt, endsAt })
    }
  }

  const compactor = createCompactor({
    ...{ directory, days, isBusy: summary.filling.isPending },
    monotonic: () => performance.now(),
    onDropped(dropped, startsAt, endsAt) {
      for (const { feed, source } of dropped) {
        summary.segmentEnds.forget(feed, source, startsAt)
        replaceLive(feed, source, 'compacted', startsAt, endsAt)
      }
    },
  })

  return {
    /** @throws StorageError when a day cannot be compacted */
    compact: ({ now, dropped, dropBefore, forMs }: Parameters<HistoryStore['compact']>[0]): boolean =>
      compactor.work({ now, dropped: dropped.map(summary.sourceId), dropBefore }, forMs),
    markLost(): void {
      for (const { feed, source, dayStartsAt, endsAt } of summary.segmentEnds.newest()) {
        const found = deps.lastEnd(feed, source, utcDateOf(dayStartsAt))
        if (found === 'unreadable' || found >= endsAt) continue
        // Nothing tells what changed after the last segment that is left.
        replaceLive(feed, source, 'damaged', Math.max(found + 1, dayStartsAt), dayStartsAt + dayMs)
        summary.segmentEnds.forget(feed, source, dayStartsAt)
      }
    },
  }
}
