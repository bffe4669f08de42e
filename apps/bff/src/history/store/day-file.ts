import type { Segment } from '@wallboard/history'
import { StorageError } from '../../storage/storage-error.ts'
import type { SeekStart, StoredNames } from './history-store.ts'
import { openShared } from './open-shared.ts'
import {
  hasKeyframe,
  namesSchema,
  putSegments,
  readAllNames,
  readChanges,
  readFollowing,
  readKeyframe,
  readKeyframeInstants,
  readKeys,
  readLastEnd,
  readNames,
  readNextKeyframeAt,
  readNextLink,
  readSeekStart,
  readSegments,
  segmentSchema,
  type FollowingChanges,
  type NextLink,
  type NumberedSegment,
  type SegmentKey,
} from './segment-table.ts'
import { createSqliteWorker, type SqliteWorker } from './sqlite-work.ts'
import { createTableSql } from './table-schema.ts'

/* One file for each day of UTC, with the segments and names of that day. */

/**
 * With a number for each row, and an index of the keys alone. In a table without row numbers (files that older servers have
 * created, which stay as they are) each step of a search for a key reads a whole row, body included.
 */
const withRowNumbers = ''
const schema = `
${createTableSql('sqlite', segmentSchema, withRowNumbers)}
${createTableSql('sqlite', namesSchema, withRowNumbers)}
PRAGMA user_version = 2;`

/** Version 1 had no links between segments. */
const addLinks = `
ALTER TABLE segment ADD COLUMN previous_at INT;
ALTER TABLE segment ADD COLUMN previous_seq INT;`

/** Version of the tables; a file of a newer version is not opened. */
const fileVersion = 2

/** Marks the compacted file of a day, in the header of the file: "WBcp". */
const compactedId = 0x57_42_63_70

/** A newer version of this server wrote the file: it is neither read nor changed. */
export class NewerDayFile extends StorageError {
  override name = 'NewerDayFile'
}

export interface DayFile {
  readonly write: (feed: number, segments: readonly NumberedSegment[], names: readonly StoredNames[]) => void
  readonly keyframe: (feed: number, source: number, at: number) => Segment | undefined
  /** The rows with which a seek to an instant starts. */
  readonly seekStart: (feed: number, source: number, at: number) => SeekStart | undefined
  /** Whether there is a keyframe at or before an instant. */
  readonly hasKeyframe: (feed: number, source: number, at: number) => boolean
  /** When the first keyframe after an instant was taken. */
  readonly nextKeyframeAt: (feed: number, source: number, at: number) => number | undefined
  readonly changes: (feed: number, source: number, from: number, to: number) => readonly Segment[]
  /** The same, and the first segment with changes that starts after `to`. */
  readonly following: (feed: number, source: number, from: number, to: number) => FollowingChanges
  /** The first segment with changes that starts after an instant, as far as its links need it. */
  readonly nextLink: (feed: number, source: number, at: number) => NextLink | undefined
  readonly names: (feed: number, at: number) => StoredNames | undefined
  /** The end of the last segment of a data source. */
  readonly lastEnd: (feed: number, source: number) => number | undefined
  /** The feeds and data sources that have segments. */
  readonly keys: () => readonly SegmentKey[]
  /** When the keyframes of a data source were taken, in order. */
  readonly keyframeInstants: (feed: number, source: number) => readonly number[]
  /** The keyframes of a data source that start in `[from, to)`, then its changes, each in order. */
  readonly segments: (feed: number, source: number, from: number, to: number) => readonly Segment[]
  readonly allNames: () => readonly (StoredNames & { readonly feed: number })[]
  /** Runs work on the tables of the file. */
  readonly run: SqliteWorker['run']
  /** Whether the file is the compacted one of its day. */
  readonly isCompacted: () => boolean
  /** Marks the file as the compacted one of its day, and leaves no write-ahead log beside it. */
  readonly seal: () => void
  readonly close: () => void
}

/** Beyond all instants. */
const never = Number.MAX_SAFE_INTEGER

/**
 * Opens the file of a day, which is created when it is missing.
 * @throws StorageError when it is damaged, of a newer version, or cannot be written
 */
export function openDayFile(path: string): DayFile {
  const sqlite = openShared(path, {
    ...{ version: fileVersion, schema, upgrades: { 1: addLinks } },
    newer: () =>
      new NewerDayFile(
        'failed',
        `${path} was written by a newer version of this server; update the server to read that day`,
      ),
  })
  const { run, transaction } = createSqliteWorker(sqlite)
  return {
    write(feed, segments, names) {
      transaction(() => putSegments(feed, segments, names))
    },
    keyframe: (feed, source, at) => run(() => readKeyframe(feed, source, at, 0)),
    seekStart: (feed, source, at) => run(() => readSeekStart(feed, source, at, 0)),
    hasKeyframe: (feed, source, at) => run(() => hasKeyframe(feed, source, at)),
    nextKeyframeAt: (feed, source, at) => run(() => readNextKeyframeAt(feed, source, at, never)),
    changes: (feed, source, from, to) => run(() => readChanges(feed, source, from, to, 0)),
    following: (feed, source, from, to) =>
      run(() => readFollowing(feed, source, { from, to, since: 0, until: never })),
    nextLink: (feed, source, at) => run(() => readNextLink(feed, source, at, never)),
    names: (feed, at) => run(() => readNames(feed, at, 0)),
    lastEnd: (feed, source) => run(() => readLastEnd(feed, source)),
    keys: () => run(readKeys),
    keyframeInstants: (feed, source) => run(() => readKeyframeInstants({ feed, source })),
    segments: (feed, source, from, to) => run(() => readSegments({ feed, source }, from, to)),
    allNames: () => run(readAllNames),
    run,
    isCompacted: () =>
      sqlite.allBinary('SELECT application_id FROM pragma_application_id')[0]?.application_id === compactedId,
    seal() {
      sqlite.exec(`PRAGMA application_id = ${compactedId}`)
      sqlite.exec('PRAGMA journal_mode = DELETE')
    },
    close: sqlite.close,
  }
}
