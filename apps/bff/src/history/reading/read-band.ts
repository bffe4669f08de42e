import {
  bandOfFlow,
  bandOfLevel,
  datesOfWeekdayBefore,
  isExceptionalDay,
  minLiveShare,
  halfHoursOfDay,
  type DayRule,
  type NormalBand,
} from '@wallboard/history'
import type { BandFigure, BandSlot, HistoryBand } from '@wallboard/relay/rest/history'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import { floorSubject, type StoredSlot } from '../store/slot-rows.ts'

/** A figure of a queue, of several queues as one, or of the whole floor. */
export interface BandSubject {
  /** Null for the whole floor. */
  readonly queues: readonly string[] | null
  /** The queues that may be seen: days on which the floor counted others are left out. Undefined: all that were recorded. */
  readonly seen?: readonly string[] | undefined
  readonly figure: BandFigure
}

const halfHours = 48
/** More weeks than a band looks back, because holidays and exceptional days are left out. */
const weeksRead = 13

type Dates = ReadonlyMap<string, readonly StoredSlot[]>

function byDate(slots: readonly StoredSlot[]): Dates {
  const dates = new Map<string, StoredSlot[]>()
  for (const slot of slots) {
    const others = dates.get(slot.date)
    if (others === undefined) dates.set(slot.date, [slot])
    else others.push(slot)
  }
  return dates
}

const sumOf = (slots: readonly StoredSlot[], of: (slot: StoredSlot) => number): number =>
  slots.reduce((sum, slot) => sum + of(slot), 0)

/** The calls of the days that were recorded live for long enough to be compared. */
function callsByDate(floor: Dates): ReadonlyMap<string, number> {
  const dayMs = halfHours * 1_800_000
  return new Map(
    [...floor].flatMap(([date, slots]) => {
      const isWhole = sumOf(slots, ({ liveMs }) => liveMs) >= minLiveShare * dayMs
      return isWhole && slots.some(({ calls }) => calls !== undefined)
        ? [[date, sumOf(slots, ({ calls = 0 }) => calls)]]
        : []
    }),
  )
}

const shareOf = ({ liveMs, lengthMs }: StoredSlot): number => (lengthMs === 0 ? 0 : liveMs / lengthMs)

function bandOf(weeks: readonly (StoredSlot | undefined)[], figure: BandFigure): NormalBand {
  const liveShare = (slot: StoredSlot | undefined) => (slot === undefined ? 0 : shareOf(slot))
  return figure === 'calls'
    ? bandOfFlow(weeks.map((slot) => ({ liveShare: liveShare(slot), value: slot?.calls })))
    : bandOfLevel(weeks.map((slot) => ({ liveShare: liveShare(slot), quantiles: slot?.figures[figure] })))
}

/** The half-hours of one queue, or of several as one. */
async function slotsOf(
  store: Pick<HistoryStore, 'slots' | 'groupSlots'>,
  feed: number,
  queues: readonly string[],
  { dates, dayRule }: { readonly dates: readonly string[]; readonly dayRule: DayRule },
): Promise<readonly StoredSlot[]> {
  const [queue, ...others] = queues
  if (queue === undefined) return []
  return others.length === 0
    ? store.slots(feed, queue, dates)
    : store.groupSlots(feed, queues, dates, dayRule)
}

/** The dates on which no queue was counted but those that may be seen. */
async function seenDates(
  store: Pick<HistoryStore, 'slots' | 'bucketQueues'>,
  feed: number,
  seen: readonly string[],
  dates: readonly string[],
): Promise<readonly string[]> {
  const isSeen = new Set(seen)
  let left = dates
  for (const queue of await store.bucketQueues(feed, 'quarter')) {
    if (left.length === 0) break
    if (isSeen.has(queue)) continue
    const slots = await store.slots(feed, queue, left)
    const counted = new Set(slots.flatMap(({ date, liveMs }) => (liveMs > 0 ? [date] : [])))
    left = left.filter((date) => !counted.has(date))
  }
  return left
}

/**
 * What is usual for a figure on a day, slot by slot, from the same weekday of the weeks before it. Holidays and
 * exceptional days are left out, and a holiday has no band.
 *
 * @throws StorageError when the files cannot be read
 */
export async function readBand(
  store: Pick<HistoryStore, 'findFeed' | 'slots' | 'groupSlots' | 'bucketQueues'>,
  name: FeedName,
  request: BandSubject & {
    readonly day: string
    readonly dayRule: DayRule
    readonly holidays: readonly string[]
  },
): Promise<HistoryBand> {
  const { queues, figure, day, dayRule } = request
  const holidays = new Set(request.holidays)
  const band = { day, timeZone: dayRule.timeZone, figure, isHoliday: holidays.has(day) }
  const feed = await store.findFeed(name)
  if (band.isHoliday || feed === undefined) return { ...band, slots: [] }
  const past = datesOfWeekdayBefore(day, weeksRead).filter((date) => !holidays.has(date))
  const { seen } = request
  const isCut = queues === null && seen !== undefined
  const dates = isCut ? await seenDates(store, feed, seen, past) : past
  const floor = byDate(await store.slots(feed, floorSubject, dates))
  const subject = queues === null ? floor : byDate(await slotsOf(store, feed, queues, { dates, dayRule }))
  const calls = callsByDate(floor)
  const usual = dates.filter((date) => {
    const own = calls.get(date)
    return own === undefined || !isExceptionalDay(own, [...calls.values()])
  })
  const days = usual.map((date) => new Map((subject.get(date) ?? []).map((slot) => [slot.halfHour, slot])))
  const slots = halfHoursOfDay(day, dayRule).map(({ halfHour, startsAt, endsAt }) => {
    const weeks = days.map((slotsOfDay) => slotsOfDay.get(halfHour))
    return slotOf({ startsAt, endsAt }, bandOf(weeks, figure))
  })
  return { ...band, slots }
}

function slotOf({ startsAt, endsAt }: { startsAt: number; endsAt: number }, band: NormalBand): BandSlot {
  if (band.type === 'too-few-weeks') return { startsAt, endsAt, weeksKnown: band.weeks }
  const { low, median, high, weeks } = band
  return { startsAt, endsAt, low, median, high, weeks }
}
