import type { Segment } from '@wallboard/history'
import { StorageError } from '../../storage/storage-error.ts'
import type { DayFile } from './day-file.ts'
import type { DayFiles, ListedDays } from './day-files.ts'
import type { HistoryBatch, SoughtSegments } from './history-store.ts'
import type { NextLink } from './segment-table.ts'

const dayMs = 86_400_000

/** The day of UTC that an instant belongs to, such as `2026-11-26`. */
export const utcDateOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/**
 * Segments and names of all days, whatever file they are in.
 * @param sourceId the number of a data source in the files
 */
export function createStoredSegments(days: DayFiles, sourceId: (dataSource: string) => number) {
  /** The newest result of the days up to an instant. Each day starts with keyframes and names, so two days suffice. */
  function newestBefore<T>(
    at: number,
    find: (file: DayFile) => T | undefined,
    { dates, newestFirst }: ListedDays = days.listed(),
  ): T | undefined {
    const before = dates.filter((date) => date <= utcDateOf(at))
    for (const date of before.reverse().slice(0, 2))
      for (const file of newestFirst(date)) {
        const found = find(file)
        if (found !== undefined) return found
      }
    return undefined
  }

  function nextKeyframeAt(feed: number, source: number, at: number): number | undefined {
    const { dates, newestFirst } = days.listed()
    for (const date of dates.filter((each) => each >= utcDateOf(at)).slice(0, 2)) {
      const found = [...newestFirst(date)].flatMap((file) => file.nextKeyframeAt(feed, source, at) ?? [])
      if (found.length > 0) return Math.min(...found)
    }
    return undefined
  }

  /** A file that has a keyframe at or before `from` has all that follows: older files, which may be damaged, are not read. */
  function changes(
    feed: number,
    source: number,
    from: number,
    to: number,
    { dates, newestFirst }: ListedDays = days.listed(),
  ): readonly Segment[] {
    const [first, last] = [utcDateOf(from - dayMs), utcDateOf(to)]
    const found: (readonly Segment[])[] = []
    for (const date of dates.filter((each) => each >= first && each <= last).reverse())
      for (const file of newestFirst(date)) {
        found.push(file.changes(feed, source, from, to))
        if (file.hasKeyframe(feed, source, from)) return found.reverse().flat()
      }
    return found.reverse().flat()
  }

  /** The first segment with changes after an instant, on its day or the next one. */
  function nextLink(
    feed: number,
    source: number,
    at: number,
    { dates, newestFirst }: ListedDays = days.listed(),
  ): NextLink | undefined {
    for (const date of dates.filter((each) => each >= utcDateOf(at)).slice(0, 2))
      for (const file of newestFirst(date)) {
        const found = file.nextLink(feed, source, at)
        if (found !== undefined) return found
      }
    return undefined
  }

  /**
   * What leads to the rows at an instant. The newest file that may have them has them nearly always, and so all that follows
   * them: it is asked twice, and the directory is listed once.
   */
  function seek(feed: number, source: number, at: number): SoughtSegments | undefined {
    const listed = days.listed()
    const asked: DayFile[] = []
    const start = newestBefore(
      at,
      (file) => {
        asked.push(file)
        return file.seekStart(feed, source, at)
      },
      listed,
    )
    if (start === undefined) return undefined
    const from = start.segment.startsAt
    const [newest, ...others] = asked
    const following = others.length === 0 ? newest?.following(feed, source, from, at) : undefined
    const next = following?.next ?? nextLink(feed, source, at, listed)
    return {
      ...start,
      changes: following?.changes ?? changes(feed, source, from, at, listed),
      next: next?.previous,
    }
  }

  function write(feed: number, { segments, names }: Pick<HistoryBatch, 'segments' | 'names'>): void {
    const dates = new Set([
      ...segments.map(({ segment }) => utcDateOf(segment.startsAt)),
      ...names.map(({ at }) => utcDateOf(at)),
    ])
    for (const date of dates)
      days.write(
        date,
        feed,
        segments
          .filter(({ segment }) => utcDateOf(segment.startsAt) === date)
          .map(({ dataSource, segment }) => ({ source: sourceId(dataSource), segment })),
        names.filter(({ at }) => utcDateOf(at) === date),
      )
  }

  /**
   * The end of the last segment of a data source on a day: 0 without one. A file that cannot be opened, because it is of
   * a newer version, tells nothing.
   */
  function lastEnd(feed: number, source: number, date: string): number | 'unreadable' {
    try {
      return Math.max(
        0,
        ...[...days.listed().newestFirst(date)].flatMap((file) => file.lastEnd(feed, source) ?? []),
      )
    } catch (error) {
      if (error instanceof StorageError) return 'unreadable'
      throw error
    }
  }

  return { newestBefore, nextKeyframeAt, changes, nextLink, seek, write, lastEnd }
}
