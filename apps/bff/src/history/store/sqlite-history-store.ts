import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Segment } from '@wallboard/history'
import { databaseSuffixes, createPrivateFile } from '../../storage/data-directory.ts'
import { openDayFile, type DayFile } from './day-file.ts'
import type { HistoryBatch, HistoryStore } from './history-store.ts'
import { daysToRemove } from './retention-state.ts'
import { openSummaryFile } from './summary-file.ts'

const dayMs = 86_400_000
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
const dayFileName = /^(\d{4}-\d{2}-\d{2})\.db$/

/** Days that stay open at once; a day that is read while older ones are open closes the least recently used. */
const maxOpenDays = 4

/**
 * History in files of one directory: one file per day of UTC with segments, and `history.db` with everything else.
 * @throws StorageError when the directory cannot be used
 */
export function openSqliteHistoryStore(directory: string): HistoryStore {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  /** SQLite gives its companion files the mode of the file, which therefore exists before SQLite opens it. */
  function privatePath(name: string): string {
    const path = join(directory, name)
    createPrivateFile(path)
    return path
  }
  const summary = openSummaryFile(privatePath('history.db'))
  const openDays = new Map<string, DayFile>()

  const datesOnDisk = (): string[] =>
    readdirSync(directory)
      .flatMap((name) => dayFileName.exec(name)?.[1] ?? [])
      .sort()

  function dayFile(date: string): DayFile {
    const file = openDays.get(date) ?? openDayFile(privatePath(`${date}.db`))
    openDays.delete(date)
    openDays.set(date, file)
    for (const [oldest, other] of openDays) {
      if (openDays.size <= maxOpenDays) break
      openDays.delete(oldest)
      other.close()
    }
    return file
  }

  const existing = (date: string): DayFile | undefined =>
    datesOnDisk().includes(date) ? dayFile(date) : undefined

  /** The newest result of the days up to an instant. Each day starts with keyframes and names, so two days suffice. */
  function newestBefore<T>(at: number, find: (file: DayFile) => T | undefined): T | undefined {
    const days = datesOnDisk().filter((date) => date <= dateOf(at))
    for (const date of days.reverse().slice(0, 2)) {
      const found = find(dayFile(date))
      if (found !== undefined) return found
    }
    return undefined
  }

  function writeDays(feed: number, { segments, names }: HistoryBatch): void {
    const dates = new Set([
      ...segments.map(({ segment }) => dateOf(segment.startsAt)),
      ...names.map(({ at }) => dateOf(at)),
    ])
    for (const date of dates)
      dayFile(date).write(
        feed,
        segments
          .filter(({ segment }) => dateOf(segment.startsAt) === date)
          .map(({ dataSource, segment }) => ({ source: summary.sourceId(dataSource), segment })),
        names.filter(({ at }) => dateOf(at) === date),
      )
  }

  function fileSizes(): readonly { readonly date: string | undefined; readonly bytes: number }[] {
    return readdirSync(directory).map((name) => ({
      date: /^\d{4}-\d{2}-\d{2}/.exec(name)?.[0],
      bytes: statSync(join(directory, name)).size,
    }))
  }

  const bytesOfDay = (date: string): number =>
    fileSizes()
      .filter((file) => file.date === date)
      .reduce((sum, { bytes }) => sum + bytes, 0)

  /** Removes the files of days, and returns how many bytes they held. */
  function removeDays(dates: readonly string[]): number {
    const removed = dates.reduce((sum, date) => sum + bytesOfDay(date), 0)
    for (const date of dates) {
      openDays.get(date)?.close()
      openDays.delete(date)
      for (const companion of databaseSuffixes)
        rmSync(join(directory, `${date}.db${companion}`), { force: true })
    }
    return removed
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
    changes: (feed, dataSource, from, to) =>
      run(() => {
        const source = summary.sourceId(dataSource)
        const segments: Segment[] = []
        for (let day = Math.floor(from / dayMs) - 1; day <= Math.floor(to / dayMs); day += 1)
          segments.push(...(existing(dateOf(day * dayMs))?.changes(feed, source, from, to) ?? []))
        return segments
      }),
    names: (feed, at) => run(() => newestBefore(at, (file) => file.names(feed, at))),
    coverage: (feed, dataSource, from, to) =>
      run(() => summary.coverage(feed, summary.sourceId(dataSource), from, to)),
    buckets: (feed, queue, length, from, to) => run(() => summary.buckets(feed, queue, length, from, to)),
    extent: (feed) => run(() => summary.extent(feed)),
    coveredUntil: (feed) => run(() => summary.coveredUntil(feed)),
    removeBefore: (at) => run(() => removeDays(datesOnDisk().filter((date) => date < dateOf(at)))),
    shrink: (maxBytes) =>
      run(() => {
        const days = datesOnDisk().map((date) => ({ date, bytes: bytesOfDay(date) }))
        const all = fileSizes().reduce((sum, { bytes }) => sum + bytes, 0)
        const ofDays = days.reduce((sum, { bytes }) => sum + bytes, 0)
        removeDays(daysToRemove(days, all - ofDays, maxBytes))
      }),
    size: () => run(() => fileSizes().reduce((sum, { bytes }) => sum + bytes, 0)),
    close: () =>
      run(() => {
        for (const file of openDays.values()) file.close()
        openDays.clear()
        summary.close()
      }),
  }
}
