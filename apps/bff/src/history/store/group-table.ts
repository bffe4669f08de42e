import { createHash } from 'node:crypto'
import {
  dateOf,
  slotOfGroup,
  slotsEndedBetween,
  spanOfDay,
  type GroupMinute,
  type PassedSlot,
  type DayRule,
} from '@wallboard/history'
import { firstMinute, readGroupMinutes } from './bucket-table.ts'
import { numbersOf } from './open-shared.ts'
import { putSlots, readSlots, removeSubject, type StoredSlot } from './slot-rows.ts'
import { execute, putRows, query, repeatedQuery, type SqlRow, type Work } from './sql-work.ts'
import { definePut, type TableSchema } from './table-schema.ts'

/*
 * The groups of queues whose half-hours are stored, because minutes stay for 30 days and a band looks back eight weeks. A
 * group is the set of its queues: with other queues it is another group, whose past is folded from the stored minutes. So
 * a band never mixes figures of different queues.
 */

export const groupSchema: TableSchema = {
  name: 'slot_group',
  columns: { feed: 'integer', subject: 'text', queues: 'text', until: 'integer', requested_at: 'integer' },
  key: ['feed', 'subject'],
}

const putGroup = definePut(groupSchema, (column) =>
  column === 'requested_at' ? `excluded.${column}` : undefined,
)

const numberOf = numbersOf('history.db')
const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** From the start of a half-hour that autumn repeats an hour later, until its end. */
const longestSlotMs = 2 * hourMs
/** A screen requests the bands of its board every few minutes: that is not written each time. */
const refreshMs = 6 * hourMs
/** A group that nobody requests is forgotten after as much time as a band looks back. */
const forgottenAfterMs = 60 * dayMs
/** Of more groups, those that were requested last are stored. */
const maxGroups = 100
/** What is folded in one call, in days of one queue: a few hundred milliseconds. Flushes wait for it. */
const maxQueueDays = 100

const normalized = (queues: readonly string[]): readonly string[] => [...new Set(queues)].sort()

/** Queues have numbers as ids, and the floor has a word. */
function subjectOf(queues: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(queues)).digest('hex')
  return `group ${hash.slice(0, 32)}`
}

interface StoredGroup {
  readonly subject: string
  readonly queues: readonly string[]
  /** Half-hours that ended at or before this instant are folded. */
  readonly until: number
}

function groupOf(row: SqlRow): StoredGroup {
  const queues: unknown = JSON.parse(String(row.queues))
  return {
    subject: String(row.subject),
    queues: Array.isArray(queues) ? queues.map(String) : [],
    until: numberOf(row, 'until'),
  }
}

const isIn =
  ({ spans }: PassedSlot) =>
  ({ startsAt: at }: GroupMinute): boolean =>
    spans.some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)

/** A span of time whose half-hours are folded by the local clock. */
interface FoldedSpan {
  readonly from: number
  readonly to: number
  readonly dayRule: DayRule
}

function* groupsOf(feed: number): Work<readonly StoredGroup[]> {
  const select = 'SELECT subject, queues, until FROM slot_group WHERE feed = ?'
  return (yield* repeatedQuery(select, [feed])).map(groupOf)
}

function* findGroup(feed: number, subject: string): Work<SqlRow | undefined> {
  const select = 'SELECT until, requested_at FROM slot_group WHERE feed = ? AND subject = ?'
  return (yield* query(select, [feed, subject]))[0]
}

/** The half-hours of a group that ended in `(from, to]`. */
function* slotsBetween(
  feed: number,
  queues: readonly string[],
  { from, to, dayRule }: FoldedSpan,
): Work<readonly StoredSlot[]> {
  const minutes = yield* readGroupMinutes(feed, queues, from - longestSlotMs, to)
  if (minutes.length === 0) return []
  return slotsEndedBetween(from, to, dayRule).map((slot) => {
    const lengthMs = slot.spans.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0)
    const { date, halfHour } = slot
    return { date, halfHour, ...slotOfGroup(minutes.filter(isIn(slot)), lengthMs) }
  })
}

/** An hour that autumn repeats is there twice: the later record holds both. */
function latestOf(slots: readonly StoredSlot[]): readonly StoredSlot[] {
  return [...new Map(slots.map((slot) => [`${slot.date} ${slot.halfHour}`, slot])).values()]
}

function* foldSpan(feed: number, group: StoredGroup, span: FoldedSpan): Work<void> {
  const slots = yield* slotsBetween(feed, group.queues, span)
  const { subject } = group
  yield* putSlots(
    feed,
    latestOf(slots.filter(({ liveMs }) => liveMs > 0)).map((slot) => ({ subject, slot })),
  )
}

/** Returns how many days of a queue were folded. */
function* foldPart(feed: number, group: StoredGroup, until: number, dayRule: DayRule): Work<number> {
  const first = group.until === 0 ? ((yield* firstMinute(feed)) ?? until) : group.until
  const days = Math.max(1, Math.floor(maxQueueDays / group.queues.length))
  const to = Math.min(until, first + days * dayMs)
  for (let from = first; from < to; from += dayMs)
    yield* foldSpan(feed, group, { from, to: Math.min(from + dayMs, to), dayRule })
  yield* execute('UPDATE slot_group SET until = ? WHERE feed = ? AND subject = ?', [to, feed, group.subject])
  return (group.queues.length * Math.max(0, to - first)) / dayMs
}

/** Removes groups that nobody has requested for long, and the oldest requests of too many. */
function* removeForgotten(feed: number, at: number): Work<void> {
  const select = 'SELECT subject, requested_at FROM slot_group WHERE feed = ? ORDER BY requested_at DESC'
  const forgotten = (yield* query(select, [feed])).filter(
    (row, index) => index >= maxGroups || numberOf(row, 'requested_at') < at - forgottenAfterMs,
  )
  for (const row of forgotten) {
    const subject = String(row['subject'])
    yield* removeSubject(feed, subject)
    yield* execute('DELETE FROM slot_group WHERE feed = ? AND subject = ?', [feed, subject])
  }
}

/** The minutes of a date, folded. */
function* foldedDate(
  feed: number,
  queues: readonly string[],
  date: string,
  dayRule: DayRule,
): Work<readonly StoredSlot[]> {
  const { startsAt: from, endsAt: to } = spanOfDay(date, dayRule)
  const slots = yield* slotsBetween(feed, queues, { from, to, dayRule })
  return latestOf(slots.filter((slot) => slot.date === date && slot.liveMs > 0))
}

/** A group whose request is to be written. */
type RequestedGroup = readonly [subject: string, queues: readonly string[]]

/** Of these groups, those that are not stored or whose last request is long ago. */
export function* staleGroups(
  feed: number,
  groups: readonly (readonly string[])[],
  at: number,
): Work<readonly RequestedGroup[]> {
  const wanted = groups.map(normalized).filter(({ length }) => length > 1)
  const stale: RequestedGroup[] = []
  for (const [subject, queues] of new Map(wanted.map((each) => [subjectOf(each), each]))) {
    const known = yield* findGroup(feed, subject)
    if (known === undefined || Math.abs(at - numberOf(known, 'requested_at')) >= refreshMs)
      stale.push([subject, queues])
  }
  return stale
}

/**
 * Stores the half-hours of these groups from now on, and those of their past that the minutes hold. Run it in a
 * transaction.
 */
export function* putGroups(feed: number, groups: readonly RequestedGroup[], at: number): Work<void> {
  yield* putRows(
    putGroup,
    groups.map(([subject, queues]) => [feed, subject, JSON.stringify(queues), 0, at]),
  )
  yield* removeForgotten(feed, at)
}

function* pendingGroups(feed: number, until: number): Work<readonly StoredGroup[]> {
  return (yield* groupsOf(feed)).filter((group) => group.until < until)
}

/** Whether half-hours of a group that ended at or before an instant are not folded. */
export function* hasPendingGroups(feed: number, until: number): Work<boolean> {
  return (yield* pendingGroups(feed, until)).length > 0
}

/**
 * Folds half-hours that ended at or before an instant, in parts: the next call goes on. Run it in a transaction.
 */
export function* foldGroups(feed: number, until: number, dayRule: DayRule): Work<void> {
  let left = maxQueueDays
  for (const group of yield* pendingGroups(feed, until))
    if (left > 0) left -= yield* foldPart(feed, group, until, dayRule)
}

/** Folds the half-hours of all groups that ended in `(from, to]`. Run it in a transaction. */
export function* foldGroupsBetween(feed: number, span: FoldedSpan): Work<void> {
  for (const group of yield* groupsOf(feed)) yield* foldSpan(feed, group, span)
}

/** What is stored was folded by another rule of days: all of it is folded again. */
export const foldGroupsAgain = (feed: number): Work<void> =>
  execute('UPDATE slot_group SET until = 0 WHERE feed = ?', [feed])

/** The half-hours of a group on some dates. Of a group whose past is not folded yet, they are made of its minutes. */
export function* readGroupSlots(
  feed: number,
  group: readonly string[],
  dates: readonly string[],
  dayRule: DayRule,
): Work<readonly StoredSlot[]> {
  const queues = normalized(group)
  const subject = subjectOf(queues)
  const stored = yield* readSlots(feed, subject, dates)
  const known = yield* findGroup(feed, subject)
  const folded = known === undefined ? 0 : numberOf(known, 'until')
  const until = folded === 0 ? '' : dateOf(folded, dayRule)
  const slots: StoredSlot[] = []
  for (const date of dates) {
    if (date >= until) slots.push(...(yield* foldedDate(feed, queues, date, dayRule)))
    else slots.push(...stored.filter((slot) => slot.date === date))
  }
  return slots.sort((one, other) => one.date.localeCompare(other.date) || one.halfHour - other.halfHour)
}
