import { compactDay } from './compaction.ts'
import { createCompactor } from './compactor.ts'
import { replaceLive } from './coverage-table.ts'
import type { DayFiles } from './day-files.ts'
import { isFillingPending } from './filling-table.ts'
import type { HistoryStore } from './history-store.ts'
import { rejecting } from './sqlite-work.ts'
import { forgetSegmentEnd, newestSegmentEnds, type StoredSegmentEnd } from './segment-ends.ts'
import type { Work } from './sql-work.ts'
import { utcDateOf } from './stored-segments.ts'
import type { SummaryFile } from './summary-file.ts'

const dayMs = 86_400_000

/** What changes stored days later: compaction, and marking of what a day file has lost. */
export function createUpkeep(deps: {
  readonly directory: string
  readonly days: DayFiles
  readonly summary: SummaryFile
  readonly sourceId: (dataSource: string) => Work<number>
  readonly lastEnd: (feed: number, source: number, date: string) => number | 'unreadable'
}) {
  const { directory, days, summary } = deps

  /** Live time that is not stored any more becomes a gap, and the end of its day is no longer checked. */
  function loseLive(
    kind: 'compacted' | 'damaged',
    end: Pick<StoredSegmentEnd, 'feed' | 'source' | 'dayStartsAt'>,
    startsAt: number,
  ): void {
    const { feed, source, dayStartsAt } = end
    summary.transaction(function* () {
      yield* replaceLive(feed, source, { kind, startsAt, endsAt: dayStartsAt + dayMs })
      yield* forgetSegmentEnd(feed, source, dayStartsAt)
    })
  }

  function isDue(date: string, dropped: readonly number[]): boolean {
    const [newest, ...older] = days.numbers(date)
    if (newest === undefined) return false
    const file = days.open(date, newest)
    if (!file.isCompacted()) return older.length === 0
    // A crash between the two steps of a replacement leaves the replaced file.
    for (const number of older) days.removeFile(date, number)
    return file.keys().some(({ source }) => dropped.includes(source))
  }

  const compactor = createCompactor(
    {
      dates: () => Promise.resolve(days.dates()),
      isDue: (date, dropped) => rejecting(() => isDue(date, dropped)),
      compact: (date, isDropped) => compactDay(directory, days, date, isDropped),
      isBusy: (from, to) => rejecting(() => summary.run(() => isFillingPending(from, to))),
      onDropped(dropped, startsAt) {
        for (const key of dropped) loseLive('compacted', { ...key, dayStartsAt: startsAt }, startsAt)
      },
    },
    () => performance.now(),
  )

  return {
    /** @throws StorageError when a day cannot be compacted */
    compact: ({
      now,
      dropped,
      dropBefore,
      forMs,
    }: Parameters<HistoryStore['compact']>[0]): Promise<boolean> =>
      compactor.work(
        {
          ...{ now, dropBefore },
          dropped: dropped.map((dataSource) => summary.run(() => deps.sourceId(dataSource))),
        },
        forMs,
      ),
    markLost(): void {
      for (const end of summary.run(newestSegmentEnds)) {
        const found = deps.lastEnd(end.feed, end.source, utcDateOf(end.dayStartsAt))
        if (found === 'unreadable' || found >= end.endsAt) continue
        // Nothing tells what changed after the last segment that is left.
        loseLive('damaged', end, Math.max(found + 1, end.dayStartsAt))
      }
    },
  }
}
