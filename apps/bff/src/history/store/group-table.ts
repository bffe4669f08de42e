import { createHash } from 'node:crypto'
import {
  dateOf,
  slotOfGroup,
  slotsEndedBetween,
  spanOfDay,
  type GroupMinute,
  type PassedSlot,
} from '@wallboard/history'
import type { Sqlite, SqliteRow } from '../../storage/sqlite.ts'
import type { BucketTable } from './bucket-table.ts'
import { numbersOf } from './open-shared.ts'
import type { SlotRows, StoredSlot } from './slot-rows.ts'

/*
 * The groups of queues whose half-hours are stored, because minutes stay for 30 days and a band looks back eight weeks. A
 * group is the set of its queues: with other queues it is another group, whose past is folded from the stored minutes. So
 * a band never mixes figures of different queues.
 */

export const groupSchema = `
CREATE TABLE IF NOT EXISTS slot_group (
  feed INT NOT NULL, subject TEXT NOT NULL, queues TEXT NOT NULL, until INT NOT NULL, requested_at INT NOT NULL,
  PRIMARY KEY (feed, subject)
) WITHOUT ROWID;`

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

function groupOf(row: SqliteRow): StoredGroup {
  const queues: unknown = JSON.parse(String(row.queues))
  return {
    subject: String(row.subject),
    queues: Array.isArray(queues) ? queues.map(String) : [],
    until: numberOf(row, 'until'),
  }
}

export interface GroupTable {
  /** Stores the half-hours of these groups from now on, and those of their past that the minutes hold. */
  readonly request: (feed: number, groups: readonly (readonly string[])[], at: number) => void
  /** Folds half-hours that ended at or before an instant, in parts: the next call goes on. */
  readonly fold: (feed: number, until: number, timeZone: string) => void
  /** Folds the half-hours of all groups that ended in `(from, to]`. Call it in a transaction. */
  readonly foldBetween: (feed: number, from: number, to: number, timeZone: string) => void
  /** What is stored was folded by the local clock of another time zone: all of it is folded again. */
  readonly foldAgain: (feed: number) => void
  /** The half-hours of a group on some dates. Of a group whose past is not folded yet, they are made of its minutes. */
  readonly read: (
    feed: number,
    queues: readonly string[],
    dates: readonly string[],
    timeZone: string,
  ) => readonly StoredSlot[]
}

const isIn =
  ({ spans }: PassedSlot) =>
  ({ startsAt: at }: GroupMinute): boolean =>
    spans.some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)

export function createGroupTable(sqlite: Sqlite, buckets: BucketTable, rows: SlotRows): GroupTable {
  const groupsOf = (feed: number): readonly StoredGroup[] =>
    sqlite.all('SELECT subject, queues, until FROM slot_group WHERE feed = ?', [feed]).map(groupOf)

  function find(feed: number, subject: string): SqliteRow | undefined {
    const select = 'SELECT until, requested_at FROM slot_group WHERE feed = ? AND subject = ?'
    return sqlite.all(select, [feed, subject])[0]
  }

  /** The half-hours of a group that ended in `(from, to]`. */
  function slotsBetween(
    feed: number,
    queues: readonly string[],
    { from, to, timeZone }: { readonly from: number; readonly to: number; readonly timeZone: string },
  ): readonly StoredSlot[] {
    const minutes = buckets.groupMinutes(feed, queues, from - longestSlotMs, to)
    if (minutes.length === 0) return []
    return slotsEndedBetween(from, to, timeZone).map((slot) => {
      const lengthMs = slot.spans.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0)
      const { date, halfHour } = slot
      return { date, halfHour, ...slotOfGroup(minutes.filter(isIn(slot)), lengthMs) }
    })
  }

  function foldSpan(feed: number, group: StoredGroup, from: number, to: number, timeZone: string): void {
    for (const slot of slotsBetween(feed, group.queues, { from, to, timeZone }))
      rows.put(feed, group.subject, slot)
  }

  /** Returns how many days of a queue were folded. */
  function foldPart(feed: number, group: StoredGroup, until: number, timeZone: string): number {
    const first = group.until === 0 ? (buckets.firstMinute(feed) ?? until) : group.until
    const days = Math.max(1, Math.floor(maxQueueDays / group.queues.length))
    const to = Math.min(until, first + days * dayMs)
    for (let from = first; from < to; from += dayMs)
      foldSpan(feed, group, from, Math.min(from + dayMs, to), timeZone)
    sqlite.run('UPDATE slot_group SET until = ? WHERE feed = ? AND subject = ?', [to, feed, group.subject])
    return (group.queues.length * Math.max(0, to - first)) / dayMs
  }

  /** Removes groups that nobody has requested for long, and the oldest requests of too many. */
  function removeForgotten(feed: number, at: number): void {
    const select = 'SELECT subject, requested_at FROM slot_group WHERE feed = ? ORDER BY requested_at DESC'
    const forgotten = sqlite
      .all(select, [feed])
      .filter((row, index) => index >= maxGroups || numberOf(row, 'requested_at') < at - forgottenAfterMs)
    for (const { subject } of forgotten) {
      rows.removeSubject(feed, String(subject))
      sqlite.run('DELETE FROM slot_group WHERE feed = ? AND subject = ?', [feed, subject])
    }
  }

  /** The minutes of a date, folded. An hour that autumn repeats is there twice: the later record holds both. */
  function foldedDate(feed: number, queues: readonly string[], date: string, timeZone: string) {
    const { startsAt: from, endsAt: to } = spanOfDay(date, { timeZone, startMinute: 0 })
    const slots = new Map<number, StoredSlot>()
    for (const slot of slotsBetween(feed, queues, { from, to, timeZone }))
      if (slot.date === date && slot.liveMs > 0) slots.set(slot.halfHour, slot)
    return [...slots.values()]
  }

  return {
    request(feed, groups, at) {
      const wanted = groups.map(normalized).filter(({ length }) => length > 1)
      const stale = wanted.filter((queues) => {
        const known = find(feed, subjectOf(queues))
        return known === undefined || Math.abs(at - numberOf(known, 'requested_at')) >= refreshMs
      })
      if (stale.length === 0) return
      sqlite.transaction(() => {
        for (const queues of stale)
          sqlite.run(
            `INSERT INTO slot_group (feed, subject, queues, until, requested_at) VALUES (?, ?, ?, 0, ?)
             ON CONFLICT (feed, subject) DO UPDATE SET requested_at = excluded.requested_at`,
            [feed, subjectOf(queues), JSON.stringify(queues), at],
          )
        removeForgotten(feed, at)
      })
    },
    fold(feed, until, timeZone) {
      const pending = groupsOf(feed).filter((group) => group.until < until)
      if (pending.length === 0) return
      sqlite.transaction(() => {
        let left = maxQueueDays
        for (const group of pending) if (left > 0) left -= foldPart(feed, group, until, timeZone)
      })
    },
    foldBetween(feed, from, to, timeZone) {
      for (const group of groupsOf(feed)) foldSpan(feed, group, from, to, timeZone)
    },
    foldAgain(feed) {
      sqlite.run('UPDATE slot_group SET until = 0 WHERE feed = ?', [feed])
    },
    read(feed, group, dates, timeZone) {
      const queues = normalized(group)
      const subject = subjectOf(queues)
      const stored = rows.read(feed, subject, dates)
      const known = find(feed, subject)
      const folded = known === undefined ? 0 : numberOf(known, 'until')
      const until = folded === 0 ? '' : dateOf(folded, { timeZone, startMinute: 0 })
      const missing = dates.filter((date) => date >= until)
      if (missing.length === 0) return stored
      return dates
        .flatMap((date) =>
          date >= until
            ? foldedDate(feed, queues, date, timeZone)
            : stored.filter((slot) => slot.date === date),
        )
        .sort((one, other) => one.date.localeCompare(other.date) || one.halfHour - other.halfHour)
    },
  }
}
