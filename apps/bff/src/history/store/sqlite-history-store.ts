import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Segment } from '@wallboard/history'
import { createPrivateFile } from '../../storage/data-directory.ts'
import type { DayFile } from './day-file.ts'
import { createDayFiles } from './day-files.ts'
import type { HistoryBatch, HistoryStore } from './history-store.ts'
import { daysToRemove } from './retention-state.ts'
import { removeSetAside } from './set-aside.ts'
import { openSummaryFile } from './summary-file.ts'

const dayMs = 86_400_000
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

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

  /** The newest result of the days up to an instant. Each day starts with keyframes and names, so two days suffice. */
  function newestBefore<T>(at: number, find: (file: DayFile) => T | undefined): T | undefined {
    const dates = days.dates().filter((date) => date <= dateOf(at))
    for (const date of dates.reverse().slice(0, 2))
      for (const file of days.newestFirst(date)) {
        const found = find(file)
        if (found !== undefined) return found
      }
    return undefined
  }

  function nextKeyframeAt(feed: number, source: number, at: number): number | undefined {
    const dates = days.dates().filter((date) => date >= dateOf(at))
    for (const date of dates.slice(0, 2)) {
      const found = [...days.newestFirst(date)].flatMap((file) => file.nextKeyframeAt(feed, source, at) ?? [])
      if (found.length > 0) return Math.min(...found)
    }
    return undefined
  }

  /** A file that has a keyframe at or before `from` has all that follows: older files, which may be damaged, are not read. */
  function changes(feed: number, source: number, from: number, to: number): readonly Segment[] {
    const [first, last] = [dateOf(from - dayMs), dateOf(to)]
    const dates = days.dates().filter((date) => date >= first && date <= last)
    const newestFirst: (readonly Segment[])[] = []
    for (const date of dates.reverse())
      for (const file of days.newestFirst(date)) {
        newestFirst.push(file.changes(feed, source, from, to))
        if (file.keyframe(feed, source, from) !== undefined) return newestFirst.reverse().flat()
      }
    return newestFirst.reverse().flat()
  }

  function writeDays(feed: number, { segments, names }: HistoryBatch): void {
    const dates = new Set([
      ...segments.map(({ segment }) => dateOf(segment.startsAt)),
      ...names.map(({ at }) => dateOf(at)),
    ])
    for (const date of dates)
      days.write(
        date,
        feed,
        segments
          .filter(({ segment }) => dateOf(segment.startsAt) === date)
          .map(({ dataSource, segment }) => ({ source: summary.sourceId(dataSource), segment })),
        names.filter(({ at }) => dateOf(at) === date),
      )
  }

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
        writeDays(feed, batch)
        summary.write(
          feed,
          batch.coverage.map(({ dataSource, span }) => ({ source: summary.sourceId(dataSource), span })),
          batch.minutes,
        )
      }),
    keyframe: (feed, dataSource, at) =>
      run(() => newestBefore(at, (file) => file.keyframe(feed, summary.sourceId(dataSource), at))),
    nextKeyframeAt: (feed, dataSource, at) =>
      run(() => nextKeyframeAt(feed, summary.sourceId(dataSource), at)),
    changes: (feed, dataSource, from, to) => run(() => changes(feed, summary.sourceId(dataSource), from, to)),
    names: (feed, at) => run(() => newestBefore(at, (file) => file.names(feed, at))),
    coverage: (feed, dataSource, from, to) =>
      run(() => summary.coverage(feed, summary.sourceId(dataSource), from, to)),
    cover: (feed, dataSource, span) =>
      run(() => {
        summary.cover(feed, summary.sourceId(dataSource), span)
      }),
    buckets: (feed, queue, length, from, to, only) =>
      run(() => summary.buckets(feed, queue, length, from, to, only)),
    extent: (feed) => run(() => summary.extent(feed)),
    coveredUntil: (feed) => run(() => summary.coveredUntil(feed)),
    removeBefore: (at) =>
      run(() => {
        removeSetAside(directory, dateOf(at))
        return removeDays(days.dates().filter((date) => date < dateOf(at)))
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
