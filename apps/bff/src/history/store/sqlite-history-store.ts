import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createPrivateFile } from '../../storage/data-directory.ts'
import { createDayFiles } from './day-files.ts'
import type { HistoryBatch, HistoryStore } from './history-store.ts'
import { daysToRemove } from './retention-state.ts'
import { removeSetAside } from './set-aside.ts'
import { createStoredSegments, utcDateOf } from './stored-segments.ts'
import { openSummaryFile, type NumberedBatch } from './summary-file.ts'
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
  const summary = openSummaryFile(summaryPath)
  const days = createDayFiles(directory)
  const stored = createStoredSegments(days, summary.sourceId)

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

  const upkeep = createUpkeep({ directory, days, summary, lastEnd: stored.lastEnd })

  const numbered = ({ coverage, segments, minutes, calls, flows, lengths }: HistoryBatch): NumberedBatch => ({
    coverage: coverage.map(({ dataSource, span }) => ({ source: summary.sourceId(dataSource), span })),
    segments: segments.map(({ dataSource, segment: { startsAt, endsAt } }) => ({
      ...{ source: summary.sourceId(dataSource), startsAt, endsAt },
    })),
    ...{ minutes, calls },
    ...(flows === undefined ? {} : { flows }),
    ...(lengths === undefined ? {} : { lengths }),
  })

  /** Runs synchronous work of the driver, and turns what it throws into a rejection. */
  const run = <T>(work: () => T): Promise<T> =>
    new Promise((resolve) => {
      resolve(work())
    })

  return {
    feedId: (feed) => run(() => summary.feedId(feed)),
    findFeed: (feed) => run(() => summary.findFeed(feed)),
    write: (feed, batch) =>
      run(() => {
        stored.write(feed, batch)
        summary.write(feed, numbered(batch))
      }),
    keyframe: (feed, dataSource, at) =>
      run(() => stored.newestBefore(at, (file) => file.keyframe(feed, summary.sourceId(dataSource), at))),
    nextKeyframeAt: (feed, dataSource, at) =>
      run(() => stored.nextKeyframeAt(feed, summary.sourceId(dataSource), at)),
    changes: (feed, dataSource, from, to) =>
      run(() => stored.changes(feed, summary.sourceId(dataSource), from, to)),
    linkAfter: (feed, dataSource, at) =>
      run(() => stored.nextLink(feed, summary.sourceId(dataSource), at)?.previous),
    names: (feed, at) => run(() => stored.newestBefore(at, (file) => file.names(feed, at))),
    coverage: (feed, dataSource, from, to) =>
      run(() => summary.coverage(feed, summary.sourceId(dataSource), from, to)),
    cover: (feed, dataSource, span) =>
      run(() => {
        summary.cover(feed, summary.sourceId(dataSource), span)
      }),
    buckets: (feed, queue, length, from, to, only) =>
      run(() => summary.buckets(feed, queue, length, from, to, only)),
    foldSlots: (feed, until, timeZone) =>
      run(() => {
        summary.foldSlots(feed, until, timeZone)
      }),
    slots: (feed, subject, dates) => run(() => summary.slots(feed, subject, dates)),
    requestGroups: (feed, groups, at) =>
      run(() => {
        summary.requestGroups(feed, groups, at)
      }),
    groupSlots: (feed, queues, dates, timeZone) =>
      run(() => summary.groupSlots(feed, queues, dates, timeZone)),
    planFilling: (feed, planned) =>
      run(() => {
        summary.filling.plan(feed, planned)
      }),
    fillingDays: (feed) => run(() => summary.filling.days(feed)),
    writeFilling: (feed, batch, filled) =>
      run(() => {
        stored.write(feed, batch)
        summary.write(feed, numbered(batch), filled)
      }),
    flows: (feed, from, to) => run(() => summary.flows(feed, from, to)),
    campaignCalls: (feed, from, to) => run(() => summary.campaignCalls(feed, from, to)),
    lengths: (feed, fromDay, toDay) => run(() => summary.lengths(feed, fromDay, toDay)),
    extent: (feed) => run(() => summary.extent(feed)),
    coveredUntil: (feed) => run(() => summary.coveredUntil(feed)),
    markLost: () =>
      run(() => {
        upkeep.markLost()
      }),
    compact: (rule) => run(() => upkeep.compact(rule)),
    removeBefore: (at) =>
      run(() => {
        removeSetAside(directory, utcDateOf(at))
        return removeDays(days.dates().filter((date) => date < utcDateOf(at)))
      }),
    removeAggregatesBefore: (before) =>
      run(() => {
        summary.removeBefore(before)
      }),
    shrink: (maxBytes) =>
      run(() => {
        shrink(maxBytes)
      }),
    size: () => run(() => bytesOf(() => true)),
    close: () =>
      run(() => {
        days.close()
        summary.close()
      }),
  }
}
