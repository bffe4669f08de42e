import {
  slotFigures,
  slotOfFloor,
  slotOfQueue,
  slotsEndedBetween,
  type PassedSlot,
  type QueueBucket,
  type SlotFigure,
  type SlotRecord,
  type Span,
} from '@wallboard/history'
import type { Sqlite, SqliteRow } from '../../storage/sqlite.ts'
import type { BucketTable } from './bucket-table.ts'
import { numbersOf } from './open-shared.ts'

/*
 * The table of `history.db` with the local half-hours of each queue and of the floor, which a normal band is made of,
 * and the counted calls. Half-hours are folded from minutes after they have ended; folding again gives the same rows.
 */

/** The subject of the rows of the whole floor. Five9's queues have numbers. */
export const floorSubject = 'floor'
const totalsId = '0'

const columns = slotFigures.flatMap((figure) => ['q25', 'q50', 'q75'].map((part) => `${figure}_${part}`))

export const slotSchema = `
CREATE TABLE IF NOT EXISTS slot_week (
  feed INT NOT NULL, subject TEXT NOT NULL, date INT NOT NULL, half_hour INT NOT NULL,
  live_ms INT NOT NULL, length_ms INT NOT NULL, calls INT, ${columns.map((column) => `${column} REAL`).join(', ')},
  PRIMARY KEY (feed, subject, date, half_hour)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS calls_quarter (
  feed INT NOT NULL, starts_at INT NOT NULL, calls INT NOT NULL, PRIMARY KEY (feed, starts_at)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS folded (feed INTEGER PRIMARY KEY, until INT NOT NULL, time_zone TEXT NOT NULL);`

const numberOf = numbersOf('history.db')
const dayMs = 86_400_000
const storedDate = (date: string): number => Date.parse(date) / dayMs
const dateOfStored = (days: number): string => new Date(days * dayMs).toISOString().slice(0, 10)

/** A half-hour of one date. */
export interface StoredSlot extends SlotRecord {
  /** The local date. */
  readonly date: string
  readonly halfHour: number
}

/** Folding goes on with the next flush after so many half-hours: a long pause must not stop the recording. */
const maxSlotsAtOnce = 24

/** Thousandths are more than a band can show. */
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000

function recordOf(row: SqliteRow): StoredSlot {
  const valueOf = (column: string) => {
    const value = row[column]
    return typeof value === 'number' ? value : undefined
  }
  const figures: Partial<Record<SlotFigure, { q25: number; q50: number; q75: number }>> = {}
  for (const figure of slotFigures) {
    const [q25, q50, q75] = ['q25', 'q50', 'q75'].map((part) => valueOf(`${figure}_${part}`))
    if (q25 !== undefined && q50 !== undefined && q75 !== undefined) figures[figure] = { q25, q50, q75 }
  }
  return {
    ...{ date: dateOfStored(numberOf(row, 'date')), halfHour: numberOf(row, 'half_hour') },
    ...{ liveMs: numberOf(row, 'live_ms'), lengthMs: numberOf(row, 'length_ms'), calls: valueOf('calls') },
    figures,
  }
}

export interface SlotTable {
  /** Adds counted calls to a quarter of an hour. Call it in a transaction. */
  readonly addCalls: (feed: number, startsAt: number, calls: number) => void
  /**
   * Folds the half-hours that ended at or before an instant and are not folded yet, oldest first. With another time zone
   * than before, all that the stored minutes hold is folded again.
   */
  readonly fold: (feed: number, until: number, timeZone: string) => void
  /**
   * Folds the half-hours that ended in `(from, to]` of the queues of these minutes, which begin at `from` and are stored.
   * Call it in a transaction.
   */
  readonly foldBetween: (
    feed: number,
    minutes: ReadonlyMap<string, readonly QueueBucket[]>,
    span: { readonly from: number; readonly to: number; readonly timeZone: string },
  ) => void
  /** The half-hours of a queue, or of `floorSubject`, on some dates. */
  readonly read: (feed: number, subject: string, dates: readonly string[]) => readonly StoredSlot[]
  readonly removeBefore: (at: number) => void
}

export function createSlotTable(sqlite: Sqlite, buckets: BucketTable): SlotTable {
  const put = sqlite.prepare(
    `INSERT OR REPLACE INTO slot_week (feed, subject, date, half_hour, live_ms, length_ms, calls, ${columns.join(', ')})
     VALUES (${Array.from({ length: 7 + columns.length }, () => '?').join(', ')})`,
  )
  /** By feed, so that a flush that ends no half-hour reads nothing. */
  const foldedUntil = new Map<number, number>()

  function callsIn(feed: number, { spans }: PassedSlot): number | undefined {
    const rows = spans.flatMap(({ startsAt, endsAt }) =>
      sqlite.all('SELECT calls FROM calls_quarter WHERE feed = ? AND starts_at >= ? AND starts_at < ?', [
        ...[feed, startsAt, endsAt],
      ]),
    )
    return rows.length === 0 ? undefined : rows.reduce((sum, row) => sum + numberOf(row, 'calls'), 0)
  }

  function putRecord(feed: number, subject: string, slot: PassedSlot, record: SlotRecord): void {
    if (record.liveMs === 0) return
    const quantiles = slotFigures.flatMap((figure) => {
      const known = record.figures[figure]
      return known === undefined ? [null, null, null] : [known.q25, known.q50, known.q75].map(rounded)
    })
    put.run([
      ...[feed, subject, storedDate(slot.date), slot.halfHour],
      ...[record.liveMs, record.lengthMs, record.calls ?? null, ...quantiles],
    ])
  }

  function foldSlot(
    feed: number,
    queues: readonly string[],
    slot: PassedSlot,
    read: (queue: string, span: Span) => readonly QueueBucket[],
  ): void {
    const lengthMs = slot.spans.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0)
    const minutes = new Map(queues.map((queue) => [queue, slot.spans.flatMap((span) => read(queue, span))]))
    for (const [queue, ofQueue] of minutes) putRecord(feed, queue, slot, slotOfQueue(ofQueue, lengthMs))
    const totals = minutes.get(totalsId) ?? []
    minutes.delete(totalsId)
    const floor = slotOfFloor(totals, [...minutes.values()], lengthMs, callsIn(feed, slot))
    putRecord(feed, floorSubject, slot, floor)
  }

  /** Until when the half-hours of a feed are folded; a feed starts at its oldest minute. */
  function startOf(feed: number, timeZone: string): number | undefined {
    const [row] = sqlite.all('SELECT until, time_zone FROM folded WHERE feed = ?', [feed])
    if (row?.time_zone === timeZone) return numberOf(row, 'until')
    if (row !== undefined) sqlite.run('DELETE FROM slot_week WHERE feed = ?', [feed])
    return buckets.firstMinute(feed)
  }

  /** Returns until when the half-hours are folded afterwards. */
  function foldNext(feed: number, until: number, timeZone: string): number | undefined {
    const from = foldedUntil.get(feed) ?? startOf(feed, timeZone)
    if (from === undefined) return undefined
    const slots = slotsEndedBetween(from, until, timeZone).slice(0, maxSlotsAtOnce)
    const end = slots.at(-1)?.spans.at(-1)?.endsAt
    if (end === undefined) return from
    const queues = buckets.queues(feed)
    const read = (queue: string, { startsAt, endsAt }: Span) =>
      buckets.read(feed, queue, 'minute', startsAt, endsAt)
    for (const slot of slots) foldSlot(feed, queues, slot, read)
    sqlite.run('INSERT OR REPLACE INTO folded (feed, until, time_zone) VALUES (?, ?, ?)', [
      ...[feed, end, timeZone],
    ])
    return end
  }

  return {
    addCalls(feed, startsAt, calls) {
      sqlite.run(
        `INSERT INTO calls_quarter (feed, starts_at, calls) VALUES (?, ?, ?)
         ON CONFLICT (feed, starts_at) DO UPDATE SET calls = calls + excluded.calls`,
        [feed, startsAt, calls],
      )
    },
    fold(feed, until, timeZone) {
      const known = foldedUntil.get(feed)
      // No half-hour ends within the quarter of an hour in which the last one ended.
      if (known !== undefined && Math.floor(until / 900_000) <= Math.floor(known / 900_000)) return
      const folded = sqlite.transaction(() => foldNext(feed, until, timeZone))
      if (folded !== undefined) foldedUntil.set(feed, folded)
    },
    foldBetween(feed, minutes, { from, to, timeZone }) {
      const read = (queue: string, span: Span) =>
        span.startsAt < from
          ? buckets.read(feed, queue, 'minute', span.startsAt, span.endsAt)
          : (minutes.get(queue) ?? []).filter(
              ({ startsAt }) => startsAt >= span.startsAt && startsAt < span.endsAt,
            )
      for (const slot of slotsEndedBetween(from, to, timeZone))
        foldSlot(feed, [...minutes.keys()], slot, read)
    },
    read: (feed, subject, dates) =>
      sqlite
        .all(
          `SELECT * FROM slot_week WHERE feed = ? AND subject = ? AND date IN (${dates.map(() => '?').join(', ')})
           ORDER BY date, half_hour`,
          [feed, subject, ...dates.map(storedDate)],
        )
        .map(recordOf),
    removeBefore(at) {
      sqlite.run('DELETE FROM slot_week WHERE date < ?', [Math.floor(at / dayMs)])
      sqlite.run('DELETE FROM calls_quarter WHERE starts_at < ?', [at])
    },
  }
}
