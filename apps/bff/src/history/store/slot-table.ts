import {
  slotOfFloor,
  slotOfQueue,
  slotsEndedBetween,
  type PassedSlot,
  type QueueBucket,
  type Span,
} from '@wallboard/history'
import type { Sqlite } from '../../storage/sqlite.ts'
import type { BucketTable } from './bucket-table.ts'
import { createGroupTable, groupSchema, type GroupTable } from './group-table.ts'
import { numbersOf } from './open-shared.ts'
import { createSlotRows, floorSubject, slotRowsSchema, type SlotRows } from './slot-rows.ts'

/*
 * Folds the minutes of queues into the half-hours of each queue, of groups and of the floor, and holds the counted calls.
 * Half-hours are folded after they have ended; folding again gives the same rows.
 */

const totalsId = '0'

export const slotSchema = `
${slotRowsSchema}
CREATE TABLE IF NOT EXISTS calls_quarter (
  feed INT NOT NULL, starts_at INT NOT NULL, calls INT NOT NULL, PRIMARY KEY (feed, starts_at)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS folded (feed INTEGER PRIMARY KEY, until INT NOT NULL, time_zone TEXT NOT NULL);
${groupSchema}`

const numberOf = numbersOf('history.db')

/** Folding goes on with the next flush after so many half-hours: a long pause must not stop the recording. */
const maxSlotsAtOnce = 24

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
  readonly read: SlotRows['read']
  readonly requestGroups: GroupTable['request']
  readonly readGroup: GroupTable['read']
  readonly removeBefore: (at: number) => void
}

export function createSlotTable(sqlite: Sqlite, buckets: BucketTable): SlotTable {
  const rows = createSlotRows(sqlite)
  const groups = createGroupTable(sqlite, buckets, rows)
  const putCalls = sqlite.prepare(
    `INSERT INTO calls_quarter (feed, starts_at, calls) VALUES (?, ?, ?)
     ON CONFLICT (feed, starts_at) DO UPDATE SET calls = calls + excluded.calls`,
  )
  /** By feed, so that a flush that ends no half-hour reads nothing. */
  const foldedUntil = new Map<number, number>()

  function callsIn(feed: number, { spans }: PassedSlot): number | undefined {
    const counts = spans.flatMap(({ startsAt, endsAt }) =>
      sqlite.all('SELECT calls FROM calls_quarter WHERE feed = ? AND starts_at >= ? AND starts_at < ?', [
        ...[feed, startsAt, endsAt],
      ]),
    )
    return counts.length === 0 ? undefined : counts.reduce((sum, row) => sum + numberOf(row, 'calls'), 0)
  }

  function foldSlot(
    feed: number,
    queues: readonly string[],
    { date, halfHour, spans }: PassedSlot,
    read: (queue: string, span: Span) => readonly QueueBucket[],
  ): void {
    const lengthMs = spans.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0)
    const minutes = new Map(queues.map((queue) => [queue, spans.flatMap((span) => read(queue, span))]))
    for (const [queue, ofQueue] of minutes)
      rows.put(feed, queue, { date, halfHour, ...slotOfQueue(ofQueue, lengthMs) })
    const totals = minutes.get(totalsId) ?? []
    minutes.delete(totalsId)
    const calls = callsIn(feed, { date, halfHour, spans })
    const floor = slotOfFloor(totals, [...minutes.values()], lengthMs, calls)
    rows.put(feed, floorSubject, { date, halfHour, ...floor })
  }

  /** Until when the half-hours of a feed are folded; a feed starts at its oldest minute. */
  function startOf(feed: number, timeZone: string): number | undefined {
    const [row] = sqlite.all('SELECT until, time_zone FROM folded WHERE feed = ?', [feed])
    if (row?.time_zone === timeZone) return numberOf(row, 'until')
    if (row !== undefined) {
      rows.removeFeed(feed)
      groups.foldAgain(feed)
    }
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

  /** No half-hour ends within the quarter of an hour in which the last one ended. */
  function isDue(feed: number, until: number): boolean {
    const known = foldedUntil.get(feed)
    return known === undefined || Math.floor(until / 900_000) > Math.floor(known / 900_000)
  }

  return {
    addCalls(feed, startsAt, calls) {
      putCalls.run([feed, startsAt, calls])
    },
    fold(feed, until, timeZone) {
      if (isDue(feed, until)) {
        const folded = sqlite.transaction(() => foldNext(feed, until, timeZone))
        if (folded !== undefined) foldedUntil.set(feed, folded)
      }
      const folded = foldedUntil.get(feed)
      if (folded !== undefined) groups.fold(feed, folded, timeZone)
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
      groups.foldBetween(feed, from, to, timeZone)
    },
    read: rows.read,
    requestGroups: groups.request,
    readGroup: groups.read,
    removeBefore(at) {
      rows.removeBefore(at)
      sqlite.run('DELETE FROM calls_quarter WHERE starts_at < ?', [at])
    },
  }
}
