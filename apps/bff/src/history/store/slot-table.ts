import {
  dayRuleText,
  slotOfFloor,
  slotOfQueue,
  slotsEndedBetween,
  type PassedSlot,
  type QueueBucket,
  type Span,
  type DayRule,
} from '@wallboard/history'
import { firstMinute, queuesWithBuckets, readBuckets } from './bucket-table.ts'
import {
  foldGroups,
  foldGroupsAgain,
  foldGroupsBetween,
  groupSchema,
  hasPendingGroups,
} from './group-table.ts'
import { numbersOf } from './open-shared.ts'
import { floorSubject, putSlots, removeSlotsBefore, removeSlotsOfFeed, slotRowsSchema } from './slot-rows.ts'
import { execute, putRows, query, repeatedQuery, type SqlWorker, type Work } from './sql-work.ts'
import { addedTo, definePut, type TableSchema } from './table-schema.ts'

/*
 * Folds the minutes of queues into the half-hours of each queue, of groups and of the floor, and holds the counted calls.
 * Half-hours are folded after they have ended; folding again gives the same rows.
 */

const totalsId = '0'

const callsSchema: TableSchema = {
  name: 'calls_quarter',
  columns: { feed: 'integer', starts_at: 'integer', calls: 'integer' },
  key: ['feed', 'starts_at'],
}

const foldedSchema: TableSchema = {
  name: 'folded',
  columns: { feed: 'integer', until: 'integer', time_zone: 'text' },
  key: ['feed'],
}

export const slotSchemas: readonly TableSchema[] = [slotRowsSchema, callsSchema, foldedSchema, groupSchema]

const addToCalls = definePut(callsSchema, (column) => addedTo('calls_quarter', column))
const putFolded = definePut(foldedSchema)

const numberOf = numbersOf('history.db')

/** Folding goes on with the next flush after this many half-hours: a long pause must not stop the recording. */
const maxSlotsAtOnce = 24

/** Reads the minutes of a queue in a span. */
type ReadMinutes = (queue: string, span: Span) => Work<readonly QueueBucket[]>

/** Adds counted calls to quarters of an hour, by their start. Run it in a transaction. */
export const addCalls = (feed: number, calls: ReadonlyMap<number, number>): Work<void> =>
  putRows(
    addToCalls,
    [...calls].map(([startsAt, count]) => [feed, startsAt, count]),
  )

function* callsIn(feed: number, { spans }: PassedSlot): Work<number | undefined> {
  const counts: number[] = []
  for (const { startsAt, endsAt } of spans) {
    const rows = yield* repeatedQuery(
      'SELECT calls FROM calls_quarter WHERE feed = ? AND starts_at >= ? AND starts_at < ?',
      [feed, startsAt, endsAt],
    )
    counts.push(...rows.map((row) => numberOf(row, 'calls')))
  }
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0)
}

function* foldSlot(
  feed: number,
  queues: readonly string[],
  passed: PassedSlot,
  read: ReadMinutes,
): Work<void> {
  const { date, halfHour, spans } = passed
  const lengthMs = spans.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0)
  const minutes = new Map<string, readonly QueueBucket[]>()
  for (const queue of queues) {
    const ofQueue: QueueBucket[] = []
    for (const span of spans) ofQueue.push(...(yield* read(queue, span)))
    minutes.set(queue, ofQueue)
  }
  const slots = [...minutes].map(([queue, ofQueue]) => ({
    subject: queue,
    slot: { date, halfHour, ...slotOfQueue(ofQueue, lengthMs) },
  }))
  const totals = minutes.get(totalsId) ?? []
  minutes.delete(totalsId)
  const calls = yield* callsIn(feed, passed)
  const floor = slotOfFloor(totals, [...minutes.values()], lengthMs, calls)
  yield* putSlots(feed, [...slots, { subject: floorSubject, slot: { date, halfHour, ...floor } }])
}

/** Until when the half-hours of a feed are folded; a feed starts at its oldest minute. */
function* foldingStart(feed: number, dayRule: DayRule): Work<number | undefined> {
  const [row] = yield* query('SELECT until, time_zone FROM folded WHERE feed = ?', [feed])
  if (row?.['time_zone'] === dayRuleText(dayRule)) return numberOf(row, 'until')
  if (row !== undefined) {
    yield* removeSlotsOfFeed(feed)
    yield* foldGroupsAgain(feed)
  }
  return yield* firstMinute(feed)
}

/** Returns until when the half-hours are folded afterwards. Run it in a transaction. */
function* foldNext(
  feed: number,
  known: number | undefined,
  until: number,
  dayRule: DayRule,
): Work<number | undefined> {
  const from = known ?? (yield* foldingStart(feed, dayRule))
  if (from === undefined) return undefined
  const slots = slotsEndedBetween(from, until, dayRule).slice(0, maxSlotsAtOnce)
  const end = slots.at(-1)?.spans.at(-1)?.endsAt
  if (end === undefined) return from
  const queues = yield* queuesWithBuckets(feed, 'minute')
  const read: ReadMinutes = (queue, { startsAt, endsAt }) =>
    readBuckets(feed, queue, 'minute', startsAt, endsAt)
  for (const slot of slots) yield* foldSlot(feed, queues, slot, read)
  yield* putRows(putFolded, [[feed, end, dayRuleText(dayRule)]])
  return end
}

/**
 * Folds the half-hours that ended in `(from, to]` of the queues of these minutes, which begin at `from` and are stored.
 * Run it in a transaction.
 */
export function* foldSlotsBetween(
  feed: number,
  minutes: ReadonlyMap<string, readonly QueueBucket[]>,
  { from, to, dayRule }: { readonly from: number; readonly to: number; readonly dayRule: DayRule },
): Work<void> {
  function* read(queue: string, span: Span): Work<readonly QueueBucket[]> {
    if (span.startsAt < from) return yield* readBuckets(feed, queue, 'minute', span.startsAt, span.endsAt)
    return (minutes.get(queue) ?? []).filter(
      ({ startsAt }) => startsAt >= span.startsAt && startsAt < span.endsAt,
    )
  }
  for (const slot of slotsEndedBetween(from, to, dayRule))
    yield* foldSlot(feed, [...minutes.keys()], slot, read)
  yield* foldGroupsBetween(feed, { from, to, dayRule })
}

/** Removes half-hours and counted calls before an instant. */
export function* removeSlots(at: number): Work<void> {
  yield* removeSlotsBefore(at)
  yield* execute('DELETE FROM calls_quarter WHERE starts_at < ?', [at])
}

/**
 * Folds the half-hours of a feed that ended at or before an instant and are not folded yet, oldest first. With another
 * rule of days than before, all that the stored minutes hold is folded again. A flush that ends no half-hour reads nothing.
 */
export function createSlotFolding(
  worker: SqlWorker,
): (feed: number, until: number, dayRule: DayRule) => Promise<void> {
  const foldedUntil = new Map<number, number>()

  /** No half-hour ends within the quarter of an hour in which the last one ended. */
  function isDue(feed: number, until: number): boolean {
    const known = foldedUntil.get(feed)
    return known === undefined || Math.floor(until / 900_000) > Math.floor(known / 900_000)
  }

  return async (feed, until, dayRule) => {
    if (isDue(feed, until)) {
      const known = foldedUntil.get(feed)
      const folded = await worker.transaction(() => foldNext(feed, known, until, dayRule))
      if (folded !== undefined) foldedUntil.set(feed, folded)
    }
    const folded = foldedUntil.get(feed)
    if (folded === undefined || !(await worker.run(() => hasPendingGroups(feed, folded)))) return
    await worker.transaction(() => foldGroups(feed, folded, dayRule))
  }
}
