import { packSegmentKind, segmentKindOf, type Segment } from '@wallboard/history'
import type { BinaryRow } from '../../storage/sqlite.ts'
import { StorageError } from '../../storage/storage-error.ts'
import type { StoredNames } from './history-store.ts'
import { numbersOf, openShared } from './open-shared.ts'

/*
 * One file for each day of UTC. No table has a text column: SQLite's driver ends the process on text that is not UTF-8,
 * so damaged bytes must never be read as text. A CRC finds damage in a body.
 */

const schema = `
CREATE TABLE IF NOT EXISTS segment (
  feed INT NOT NULL, source INT NOT NULL, kind INT NOT NULL,
  starts_at INT NOT NULL, first_seq INT NOT NULL, ends_at INT NOT NULL, last_seq INT NOT NULL,
  codec INT NOT NULL, crc INT NOT NULL, body BLOB NOT NULL, previous_at INT, previous_seq INT,
  PRIMARY KEY (feed, source, kind, starts_at, first_seq)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS names (
  feed INT NOT NULL, at INT NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (feed, at)
) WITHOUT ROWID;
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

/** The link of a segment, which may have none. */
export type NextLink = Pick<Segment, 'previous'>

export interface DayFile {
  readonly write: (
    feed: number,
    segments: readonly { readonly source: number; readonly segment: Segment }[],
    names: readonly StoredNames[],
  ) => void
  readonly keyframe: (feed: number, source: number, at: number) => Segment | undefined
  /** When the first keyframe after an instant was taken. */
  readonly nextKeyframeAt: (feed: number, source: number, at: number) => number | undefined
  readonly changes: (feed: number, source: number, from: number, to: number) => readonly Segment[]
  /** The first segment with changes that starts after an instant, as far as its links need it. */
  readonly nextLink: (feed: number, source: number, at: number) => NextLink | undefined
  readonly names: (feed: number, at: number) => StoredNames | undefined
  /** The end of the last segment of a data source. */
  readonly lastEnd: (feed: number, source: number) => number | undefined
  /** The feeds and data sources that have segments. */
  readonly keys: () => readonly { readonly feed: number; readonly source: number }[]
  /** When the keyframes of a data source were taken, in order. */
  readonly keyframeInstants: (feed: number, source: number) => readonly number[]
  /** All segments of a data source that start in `[from, to)`: keyframes first, then changes, each in order. */
  readonly segments: (feed: number, source: number, from: number, to: number) => readonly Segment[]
  readonly allNames: () => readonly (StoredNames & { readonly feed: number })[]
  /** Whether the file is the compacted one of its day. */
  readonly isCompacted: () => boolean
  /** Marks the file as the compacted one of its day, and leaves no write-ahead log beside it. */
  readonly seal: () => void
  readonly close: () => void
}

const columns = 'kind, starts_at, first_seq, ends_at, last_seq, codec, crc, body, previous_at, previous_seq'

const numberOf = numbersOf('a day file')

function bytesOf(row: BinaryRow, column: string): Uint8Array {
  const value = row[column]
  if (!(value instanceof Uint8Array))
    throw new StorageError('damaged', `column ${column} of a day file holds no bytes`)
  return value
}

function segmentOf(row: BinaryRow): Segment {
  const kind = segmentKindOf(numberOf(row, 'kind'))
  if (kind === undefined) throw new StorageError('damaged', 'a day file holds an unknown kind of segment')
  return {
    kind,
    startsAt: numberOf(row, 'starts_at'),
    endsAt: numberOf(row, 'ends_at'),
    firstSeq: numberOf(row, 'first_seq'),
    lastSeq: numberOf(row, 'last_seq'),
    codec: numberOf(row, 'codec'),
    crc: numberOf(row, 'crc'),
    body: bytesOf(row, 'body'),
    ...linkOf(row),
  }
}

function linkOf({ previous_at: at, previous_seq: seq }: BinaryRow): Pick<Segment, 'previous'> {
  return typeof at === 'number' && typeof seq === 'number' ? { previous: { at, seq } } : {}
}

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
  const putSegment = sqlite.prepare(
    `INSERT OR REPLACE INTO segment (feed, source, ${columns}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
  )
  const putNames = sqlite.prepare('INSERT OR REPLACE INTO names (feed, at, body) VALUES (?,?,?)')
  const onlyRow = (sql: string, parameters: readonly unknown[]) => sqlite.allBinary(sql, parameters)[0]
  return {
    write(feed, segments, names) {
      sqlite.transaction(() => {
        for (const { source, segment } of segments)
          putSegment.run([
            ...[feed, source, packSegmentKind(segment.kind), segment.startsAt, segment.firstSeq],
            ...[segment.endsAt, segment.lastSeq, segment.codec, segment.crc, segment.body],
            ...[segment.previous?.at ?? null, segment.previous?.seq ?? null],
          ])
        for (const { at, body } of names) putNames.run([feed, at, body])
      })
    },
    keyframe(feed, source, at) {
      const row = onlyRow(
        `SELECT ${columns} FROM segment WHERE feed = ? AND source = ? AND kind = 0 AND starts_at <= ?
         ORDER BY starts_at DESC, first_seq DESC LIMIT 1`,
        [feed, source, at],
      )
      return row === undefined ? undefined : segmentOf(row)
    },
    nextKeyframeAt(feed, source, at) {
      const row = onlyRow(
        `SELECT starts_at FROM segment WHERE feed = ? AND source = ? AND kind = 0 AND starts_at > ?
         ORDER BY starts_at LIMIT 1`,
        [feed, source, at],
      )
      return row === undefined ? undefined : numberOf(row, 'starts_at')
    },
    changes: (feed, source, from, to) =>
      sqlite
        .allBinary(
          `SELECT ${columns} FROM segment WHERE feed = ? AND source = ? AND kind = 1 AND starts_at <= ? AND ends_at >= ?
           ORDER BY starts_at, first_seq`,
          [feed, source, to, from],
        )
        .map(segmentOf),
    nextLink(feed, source, at) {
      const row = onlyRow(
        `SELECT previous_at, previous_seq FROM segment WHERE feed = ? AND source = ? AND kind = 1 AND starts_at > ?
         ORDER BY starts_at, first_seq LIMIT 1`,
        [feed, source, at],
      )
      return row === undefined ? undefined : linkOf(row)
    },
    lastEnd(feed, source) {
      const end = onlyRow('SELECT max(ends_at) AS ends_at FROM segment WHERE feed = ? AND source = ?', [
        ...[feed, source],
      ])?.ends_at
      return typeof end === 'number' ? end : undefined
    },
    keys: () =>
      sqlite.allBinary('SELECT DISTINCT feed, source FROM segment ORDER BY feed, source').map((row) => ({
        feed: numberOf(row, 'feed'),
        source: numberOf(row, 'source'),
      })),
    keyframeInstants: (feed, source) =>
      sqlite
        .allBinary(
          'SELECT DISTINCT starts_at FROM segment WHERE feed = ? AND source = ? AND kind = 0 ORDER BY starts_at',
          [feed, source],
        )
        .map((row) => numberOf(row, 'starts_at')),
    segments: (feed, source, from, to) =>
      sqlite
        .allBinary(
          `SELECT ${columns} FROM segment WHERE feed = ? AND source = ? AND starts_at >= ? AND starts_at < ?
           ORDER BY kind, starts_at, first_seq`,
          [feed, source, from, to],
        )
        .map(segmentOf),
    allNames: () =>
      sqlite.allBinary('SELECT feed, at, body FROM names ORDER BY feed, at').map((row) => ({
        ...{ feed: numberOf(row, 'feed'), at: numberOf(row, 'at'), body: bytesOf(row, 'body') },
      })),
    isCompacted: () =>
      sqlite.allBinary('SELECT application_id FROM pragma_application_id')[0]?.application_id === compactedId,
    seal() {
      sqlite.exec(`PRAGMA application_id = ${compactedId}`)
      sqlite.exec('PRAGMA journal_mode = DELETE')
    },
    names(feed, at) {
      const row = onlyRow('SELECT at, body FROM names WHERE feed = ? AND at <= ? ORDER BY at DESC LIMIT 1', [
        feed,
        at,
      ])
      return row === undefined ? undefined : { at: numberOf(row, 'at'), body: bytesOf(row, 'body') }
    },
    close: sqlite.close,
  }
}
