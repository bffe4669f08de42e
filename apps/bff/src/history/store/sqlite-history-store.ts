import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createPrivateFile } from '../../storage/data-directory.ts'
import { createDayFiles } from './day-files.ts'
import type { HistoryBatch, HistoryStore } from './history-store.ts'
import { daysToRemove } from './retention-state.ts'
import { removeSetAside } from './set-aside.ts'
import { noteSegmentEnds } from './segment-ends.ts'
import { asynchronous, rejecting } from './sqlite-work.ts'
import { createStoredSegments, utcDateOf } from './stored-segments.ts'
import { openSummaryFile } from './summary-file.ts'
import { createSummary, type FilledPart } from './summary.ts'
import { createUpkeep } from './upkeep.ts'

export type { FilledDay } from './filling-table.ts'
export type { HistoryBatch, HistoryStore, StoredNames } from './history-store.ts'

/**
 * History in files of one directory: one file per day of UTC with segments, and `history.db` with everything else.
 * @throws StorageError when the directory cannot be used
 */
export function openSqliteHistoryStore(directory: string): HistoryStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const summaryPath = join(directory, 'history.db')
  createPrivateFile(summaryPath) // SQLite gives its companion files the mode of the file, which therefore exists before
  const file = openSummaryFile(summaryPath)
  const summary = createSummary(asynchronous(file))
  const days = createDayFiles(directory)
  const sourceId = (dataSource: string) => file.run(() => summary.sourceId(dataSource))
  const stored = createStoredSegments(days, sourceId)

  const bytesOf = (isCounted: (date: string | undefined) => boolean): number =>
    days.sizes().reduce((sum, { date, bytes }) => sum + (isCounted(date) ? bytes : 0), 0)

  /** Removes the files of days, and returns how many bytes they held. */
  function removeDays(dates: readonly string[]): number {
    const removed = bytesOf((date) => date !== undefined && dates.includes(date))
    days.remove(dates)
    return removed
  }

  function shrink(maxBytes: number): void {
    if (bytesOf(() => true) <= maxBytes) return
    removeSetAside(directory, undefined)
    const stored = days.dates().map((date) => ({ date, bytes: bytesOf((other) => other === date) }))
    removeDays(
      daysToRemove(
        stored,
        bytesOf((date) => date === undefined),
        maxBytes,
      ),
    )
  }

  const upkeep = createUpkeep({
    ...{ directory, days, summary: file, sourceId: summary.sourceId, lastEnd: stored.lastEnd },
  })

  function write(feed: number, batch: HistoryBatch, filled?: FilledPart): void {
    stored.write(feed, batch)
    const numbered = file.run(() => summary.numbered(batch))
    const segments = batch.segments.map(({ dataSource, segment: { startsAt, endsAt } }) => ({
      ...{ source: sourceId(dataSource), startsAt, endsAt },
    }))
    file.transaction(function* () {
      yield* noteSegmentEnds(feed, segments)
      yield* summary.write(feed, numbered, filled)
    })
  }

  return {
    ...summary.methods,
    isShared: false,
    async claim(name, { fence, at }) {
      const feed = await summary.methods.feedId(name)
      const coveredUntil = await summary.methods.coveredUntil(feed)
      return { feed, fence: fence ?? at, coveredUntil, lastBatch: 0, isFromOther: false }
    },
    write: (feed, batch) =>
      rejecting(() => {
        write(feed, batch)
        return 'written'
      }),
    writeFilling: (feed, batch, filled) =>
      rejecting(() => {
        write(feed, batch, filled)
      }),
    keyframe: (feed, dataSource, at) =>
      rejecting(() => stored.newestBefore(at, (day) => day.keyframe(feed, sourceId(dataSource), at))),
    seek: (feed, dataSource, at) => rejecting(() => stored.seek(feed, sourceId(dataSource), at)),
    nextKeyframeAt: (feed, dataSource, at) =>
      rejecting(() => stored.nextKeyframeAt(feed, sourceId(dataSource), at)),
    changes: (feed, dataSource, from, to) =>
      rejecting(() => stored.changes(feed, sourceId(dataSource), from, to)),
    linkAfter: (feed, dataSource, at) =>
      rejecting(() => stored.nextLink(feed, sourceId(dataSource), at)?.previous),
    names: (feed, at) => rejecting(() => stored.newestBefore(at, (day) => day.names(feed, at))),
    markLost: () =>
      rejecting(() => {
        upkeep.markLost()
      }),
    compact: upkeep.compact,
    removeBefore: (at) =>
      rejecting(() => {
        removeSetAside(directory, utcDateOf(at))
        return removeDays(days.dates().filter((date) => date < utcDateOf(at)))
      }),
    shrink: (maxBytes) =>
      rejecting(() => {
        shrink(maxBytes)
      }),
    size: () => rejecting(() => bytesOf(() => true)),
    close: () =>
      rejecting(() => {
        days.close()
        file.close()
      }),
  }
}
