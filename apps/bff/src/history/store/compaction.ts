import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { compactSegments, unpackSegment, type Segment } from '@wallboard/history'
import { createPrivateFile, databaseSuffixes } from '../../storage/data-directory.ts'
import { StorageError } from '../../storage/storage-error.ts'
import { openDayFile, type DayFile } from './day-file.ts'
import type { DayFiles } from './day-files.ts'

/*
 * Compaction of a finished day: the segments of ten seconds become one for each keyframe, in a new file. The new file is
 * written under a name that no reader opens, read back, and renamed to the next number of the day, which readers prefer;
 * then the old file is removed. A crash at any moment leaves a file with the whole day.
 */

/** A data source of a feed that is left out of the new file. */
export interface Dropped {
  readonly feed: number
  readonly source: number
}

/** The name of the file that is being written: it is no day file. */
const temporaryName = 'compacting'

function removeTemporary(directory: string): void {
  for (const suffix of databaseSuffixes) rmSync(join(directory, temporaryName + suffix), { force: true })
}

/** The compacted segments, and how many lines they hold. @throws StorageError when a segment cannot be read */
function compacted(segments: readonly Segment[]): {
  readonly segments: readonly Segment[]
  readonly lines: number
} {
  const result = compactSegments(segments)
  if (result.type === 'segments') return result
  throw new StorageError('failed', `a segment is not readable (${result.fault}); the day stays as it is`)
}

function linesOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, segment) => {
    const unpacked = unpackSegment(segment)
    if (unpacked.type === 'changes') return sum + unpacked.changes.length
    throw new StorageError('failed', 'a compacted segment cannot be read back; the day stays as it is')
  }, 0)
}

/** The spans from keyframe to keyframe, and what lies before the first one. */
function intervalsOf(file: DayFile, feed: number, source: number): readonly (readonly [number, number])[] {
  const starts = [0, ...file.keyframeInstants(feed, source)]
  return starts.map((start, index) => [start, starts[index + 1] ?? Number.MAX_SAFE_INTEGER])
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
): Generator<void, readonly Dropped[]> {
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
      for (const [from, to] of intervalsOf(days.open(date, number), feed, source)) {
        const result = compacted(days.open(date, number).segments(feed, source, from, to))
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
      for (const [from, to] of intervalsOf(written, feed, source)) {
        const read = linesOf(written.segments(feed, source, from, to))
        if (read !== (lines.get(`${feed} ${source} ${from}`) ?? 0))
          throw new StorageError(
            'failed',
            'the compacted file has other lines than the day; the day stays as it is',
          )
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
