import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createPrivateFile, databaseSuffixes } from '../../storage/data-directory.ts'
import { compactedSegments, keyframeIntervals, lineCount, otherLines } from './compacted-segments.ts'
import type { Dropped } from './compactor.ts'
import { openDayFile } from './day-file.ts'
import type { DayFiles } from './day-files.ts'

/*
 * Compaction of a finished day: the segments of ten seconds become one for each keyframe, in a new file. The new file is
 * written under a name that no reader opens, read back, and renamed to the next number of the day, which readers prefer;
 * then the old file is removed. A crash at any moment leaves a file with the whole day.
 */

/** The name of the file that is being written: it is no day file. */
const temporaryName = 'compacting'

function removeTemporary(directory: string): void {
  for (const suffix of databaseSuffixes) rmSync(join(directory, temporaryName + suffix), { force: true })
}

/**
 * Compacts a day that has one file, in steps: each step takes a few milliseconds.
 *
 * @param isDropped which data sources are left out
 * @returns what was left out
 * @throws StorageError when the day cannot be read or the new file cannot be written: the day stays as it is
 */
export function* compactDay(
  directory: string,
  days: DayFiles,
  date: string,
  isDropped: (source: number) => boolean,
): Generator<void, readonly Dropped[], void> {
  removeTemporary(directory)
  const path = join(directory, temporaryName)
  createPrivateFile(path)
  const [number = 1] = days.numbers(date)
  const written = openDayFile(path)
  let isOpen = true
  try {
    const lines = new Map<string, number>()
    const all = days.open(date, number).keys()
    const kept = all.filter(({ source }) => !isDropped(source))
    for (const { feed, source } of kept)
      for (const [from, to] of keyframeIntervals(days.open(date, number).keyframeInstants(feed, source))) {
        const result = compactedSegments(days.open(date, number).segments(feed, source, from, to))
        if (result.lines === 0) continue
        written.write(
          feed,
          result.segments.map((segment) => ({ source, segment })),
          [],
        )
        lines.set(`${feed} ${source} ${from}`, result.lines)
        yield
      }
    for (const { feed, ...names } of days.open(date, number).allNames()) written.write(feed, [], [names])
    for (const { feed, source } of kept)
      for (const [from, to] of keyframeIntervals(written.keyframeInstants(feed, source))) {
        const read = lineCount(written.segments(feed, source, from, to))
        if (read !== (lines.get(`${feed} ${source} ${from}`) ?? 0)) throw otherLines()
        yield
      }
    written.seal()
    written.close()
    isOpen = false
    days.adopt(date, path)
    days.removeFile(date, number)
    return all.filter(({ source }) => isDropped(source))
  } finally {
    if (isOpen) written.close()
    removeTemporary(directory)
  }
}
