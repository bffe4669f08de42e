import { packSegmentKind, segmentKindOf, type Segment, type SegmentKind } from '@wallboard/history'
import { StorageError } from '../../storage/storage-error.ts'
import type { SeekStart, StoredNames } from './history-store.ts'
import { numbersOf } from './open-shared.ts'
import { binaryQuery, putRows, type SqlRow, type SqlValue, type Work } from './sql-work.ts'
import { definePut, type TableSchema } from './table-schema.ts'

/*
 * The tables with segments and names. They have no text column: SQLite's driver ends the process on text that is not
 * UTF-8, so damaged bytes must never be read as text. A CRC finds damage in a body.
 */

export const segmentSchema: TableSchema = {
  name: 'segment',
  columns: {
    ...{ feed: 'integer', source: 'integer', kind: 'integer', starts_at: 'integer', first_seq: 'integer' },
    ...{ ends_at: 'integer', last_seq: 'integer', codec: 'integer', crc: 'integer', body: 'bytes' },
    ...{ previous_at: 'integer?', previous_seq: 'integer?' },
  },
  key: ['feed', 'source', 'kind', 'starts_at', 'first_seq'],
}

export const namesSchema: TableSchema = {
  name: 'names',
  columns: { feed: 'integer', at: 'integer', body: 'bytes' },
  key: ['feed', 'at'],
}

const putSegment = definePut(segmentSchema)
const putName = definePut(namesSchema)

const columns = 'kind, starts_at, first_seq, ends_at, last_seq, codec, crc, body, previous_at, previous_seq'

const numberOf = numbersOf('the segments')

/** A segment of a data source, by its number. */
export interface NumberedSegment {
  readonly source: number
  readonly segment: Segment
}

/** The link of a segment, which may have none. */
export type NextLink = Pick<Segment, 'previous'>

function bytesOf(row: SqlRow, column: string): Uint8Array {
  const value = row[column]
  if (!(value instanceof Uint8Array))
    throw new StorageError('damaged', `column ${column} of the segments holds no bytes`)
  return value
}

function linkOf({ previous_at: at, previous_seq: seq }: SqlRow): NextLink {
  return typeof at === 'number' && typeof seq === 'number' ? { previous: { at, seq } } : {}
}

function segmentOf(row: SqlRow): Segment {
  const kind = segmentKindOf(numberOf(row, 'kind'))
  if (kind === undefined) throw new StorageError('damaged', 'a day holds an unknown kind of segment')
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

/** A segment as a row of the table. */
export function segmentRow(feed: number, { source, segment }: NumberedSegment): readonly SqlValue[] {
  return [
    ...[feed, source, packSegmentKind(segment.kind), segment.startsAt, segment.firstSeq],
    ...[segment.endsAt, segment.lastSeq, segment.codec, segment.crc, segment.body],
    ...[segment.previous?.at ?? null, segment.previous?.seq ?? null],
  ]
}

/** Stores segments and names. Run it in a transaction. */
export function* putSegments(
  feed: number,
  segments: readonly NumberedSegment[],
  names: readonly StoredNames[],
): Work<void> {
  yield* putRows(
    putSegment,
    segments.map((each) => segmentRow(feed, each)),
  )
  yield* putRows(
    putName,
    names.map(({ at, body }) => [feed, at, body]),
  )
}

/** The last keyframe in `[since, at]`. */
export function* readKeyframe(
  feed: number,
  source: number,
  at: number,
  since: number,
): Work<Segment | undefined> {
  const [row] = yield* binaryQuery(
    `SELECT ${columns} FROM segment
     WHERE feed = ? AND source = ? AND kind = 0 AND starts_at <= ? AND starts_at >= ?
     ORDER BY starts_at DESC, first_seq DESC LIMIT 1`,
    [feed, source, at, since],
  )
  return row === undefined ? undefined : segmentOf(row)
}

const lastOfKind = (kind: SegmentKind) =>
  `(SELECT max(starts_at) FROM segment
    WHERE feed = ? AND source = ? AND kind = ${packSegmentKind(kind)} AND starts_at <= ? AND starts_at >= ?)`

const seekStartQuery = `SELECT ${columns}, ${lastOfKind('keyframe')} AS keyframe_at FROM segment
  WHERE feed = ? AND source = ? AND starts_at <= ? AND starts_at >= ${lastOfKind('keyframe')}
    AND kind = CASE WHEN ${lastOfKind('seek-point')} >= ${lastOfKind('keyframe')} THEN 2 ELSE 0 END
  ORDER BY starts_at DESC, first_seq DESC LIMIT 1`

/** The last seek point in `[since, at]` that follows the last keyframe, else that keyframe. */
export function* readSeekStart(
  feed: number,
  source: number,
  at: number,
  since: number,
): Work<SeekStart | undefined> {
  const last = [feed, source, at, since]
  const [row] = yield* binaryQuery(seekStartQuery, [
    ...last,
    ...[feed, source, at],
    ...last,
    ...last,
    ...last,
  ])
  return row === undefined ? undefined : { segment: segmentOf(row), keyframeAt: numberOf(row, 'keyframe_at') }
}

/** Whether there is a keyframe at or before an instant. */
export function* hasKeyframe(feed: number, source: number, at: number): Work<boolean> {
  const rows = yield* binaryQuery(
    'SELECT 1 AS found FROM segment WHERE feed = ? AND source = ? AND kind = 0 AND starts_at <= ? LIMIT 1',
    [feed, source, at],
  )
  return rows.length > 0
}

/** When the first keyframe in `(at, until)` was taken. */
export function* readNextKeyframeAt(
  feed: number,
  source: number,
  at: number,
  until: number,
): Work<number | undefined> {
  const [row] = yield* binaryQuery(
    `SELECT starts_at FROM segment WHERE feed = ? AND source = ? AND kind = 0 AND starts_at > ? AND starts_at < ?
     ORDER BY starts_at LIMIT 1`,
    [feed, source, at, until],
  )
  return row === undefined ? undefined : numberOf(row, 'starts_at')
}

/**
 * Segments follow each other: of those that start before `from`, the last one alone can reach it. Without this the whole
 * day before it would be read through.
 */
const reachingFrom = `feed = ? AND source = ? AND kind = 1 AND starts_at >= ? AND ends_at >= ?
  AND starts_at >= coalesce((SELECT starts_at FROM segment
    WHERE feed = ? AND source = ? AND kind = 1 AND starts_at < ? AND starts_at >= ?
    ORDER BY starts_at DESC LIMIT 1), 0)`
const reachingValues = (feed: number, source: number, from: number, since: number) =>
  [feed, source, since, from, feed, source, from, since] as const

/** The changes that may lie in `[from, to]`, in order, of segments that start at `since` or later. */
export function* readChanges(
  feed: number,
  source: number,
  from: number,
  to: number,
  since: number,
): Work<readonly Segment[]> {
  const rows = yield* binaryQuery(
    `SELECT ${columns} FROM segment WHERE ${reachingFrom} AND starts_at <= ? ORDER BY starts_at, first_seq`,
    [...reachingValues(feed, source, from, since), to],
  )
  return rows.map(segmentOf)
}

/** What follows the rows with which a seek starts. */
export interface FollowingChanges {
  readonly changes: readonly Segment[]
  /** The first segment after them. */
  readonly next: NextLink | undefined
}

const followingQuery = `SELECT ${columns.replace('body', 'CASE WHEN starts_at <= ? THEN body END AS body')} FROM segment
  WHERE ${reachingFrom} AND starts_at <= coalesce((SELECT min(starts_at) FROM segment
    WHERE feed = ? AND source = ? AND kind = 1 AND starts_at > ? AND starts_at < ?), ?)
  ORDER BY starts_at, first_seq`

/** The changes that `readChanges` finds, and the link of the first segment after them that starts before `until`. */
export function* readFollowing(
  feed: number,
  source: number,
  { from, to, since, until }: Readonly<Record<'from' | 'to' | 'since' | 'until', number>>,
): Work<FollowingChanges> {
  const rows = yield* binaryQuery(followingQuery, [
    ...[to, ...reachingValues(feed, source, from, since)],
    ...[feed, source, to, until, to],
  ])
  const isLater = (row: SqlRow) => numberOf(row, 'starts_at') > to
  const next = rows.find(isLater)
  return {
    changes: rows.filter((row) => !isLater(row)).map(segmentOf),
    next: next === undefined ? undefined : linkOf(next),
  }
}

/** The first segment with changes that starts in `(at, until)`, as far as its links need it. */
export function* readNextLink(
  feed: number,
  source: number,
  at: number,
  until: number,
): Work<NextLink | undefined> {
  const [row] = yield* binaryQuery(
    `SELECT previous_at, previous_seq FROM segment
     WHERE feed = ? AND source = ? AND kind = 1 AND starts_at > ? AND starts_at < ?
     ORDER BY starts_at, first_seq LIMIT 1`,
    [feed, source, at, until],
  )
  return row === undefined ? undefined : linkOf(row)
}

/** The last names in `[since, at]`. */
export function* readNames(feed: number, at: number, since: number): Work<StoredNames | undefined> {
  const [row] = yield* binaryQuery(
    'SELECT at, body FROM names WHERE feed = ? AND at <= ? AND at >= ? ORDER BY at DESC LIMIT 1',
    [feed, at, since],
  )
  return row === undefined ? undefined : { at: numberOf(row, 'at'), body: bytesOf(row, 'body') }
}

/** The end of the last segment of a data source. */
export function* readLastEnd(feed: number, source: number): Work<number | undefined> {
  const [row] = yield* binaryQuery(
    'SELECT max(ends_at) AS ends_at FROM segment WHERE feed = ? AND source = ?',
    [feed, source],
  )
  const end = row?.['ends_at']
  return typeof end === 'number' ? end : undefined
}

/** A data source of a feed. */
export interface SegmentKey {
  readonly feed: number
  readonly source: number
}

/** The feeds and data sources that have segments. @param table the table, or one part of it */
export function* readKeys(table = 'segment'): Work<readonly SegmentKey[]> {
  const rows = yield* binaryQuery(`SELECT DISTINCT feed, source FROM ${table} ORDER BY feed, source`)
  return rows.map((row) => ({ feed: numberOf(row, 'feed'), source: numberOf(row, 'source') }))
}

/** When the keyframes of a data source were taken, in order. */
export function* readKeyframeInstants(
  { feed, source }: SegmentKey,
  table = 'segment',
): Work<readonly number[]> {
  const rows = yield* binaryQuery(
    `SELECT DISTINCT starts_at FROM ${table} WHERE feed = ? AND source = ? AND kind = 0 ORDER BY starts_at`,
    [feed, source],
  )
  return rows.map((row) => numberOf(row, 'starts_at'))
}

/** The keyframes of a data source that start in `[from, to)`, then its changes, each in order. */
export function* readSegments(
  { feed, source }: SegmentKey,
  from: number,
  to: number,
  table = 'segment',
): Work<readonly Segment[]> {
  const rows = yield* binaryQuery(
    `SELECT ${columns} FROM ${table} WHERE feed = ? AND source = ? AND kind < 2 AND starts_at >= ? AND starts_at < ?
     ORDER BY kind, starts_at, first_seq`,
    [feed, source, from, to],
  )
  return rows.map(segmentOf)
}

/** All names, in order. */
export function* readAllNames(): Work<readonly (StoredNames & { readonly feed: number })[]> {
  const rows = yield* binaryQuery('SELECT feed, at, body FROM names ORDER BY feed, at')
  return rows.map((row) => ({
    ...{ feed: numberOf(row, 'feed'), at: numberOf(row, 'at'), body: bytesOf(row, 'body') },
  }))
}
