import type { CountedUntil, ForecastSlot } from '@wallboard/statistics/estimates'
import { isExceptionalDay, maxWeeks, minLiveShare, minWeeks } from '../band/normal-band.ts'
import { median } from '../band/quantile.ts'
import { halfHoursOfDay, type DayRule, type HalfHourSpan, type Span } from '../calendar/local-day.ts'

/*
 * How many calls of a campaign are usual in the half-hours of a day: the mean of the same half-hours of past weeks. A
 * mean, because the median of a campaign with few calls is 0.
 */

const quarterMs = 900_000

/** A quarter of an hour, and how much of it was recorded live. Epoch milliseconds. */
interface LiveQuarter {
  readonly startsAt: number
  readonly liveMs: number
}

interface LiveHalfHour extends HalfHourSpan {
  readonly quarters: readonly LiveQuarter[]
}

/** A local day with the time in which calls were counted. */
export interface LiveDay {
  /** Such as `2026-11-26`. */
  readonly date: string
  readonly halfHours: readonly LiveHalfHour[]
}

const overlapMs = (spans: readonly Span[], from: number, to: number): number =>
  spans.reduce(
    (sum, { startsAt, endsAt }) => sum + Math.max(0, Math.min(endsAt, to) - Math.max(startsAt, from)),
    0,
  )

/** @param live when the counters were recorded live */
export function liveDayOf(date: string, rule: DayRule, live: readonly Span[]): LiveDay {
  return {
    date,
    halfHours: halfHoursOfDay(date, rule).map((span) => ({
      ...span,
      quarters: Array.from({ length: Math.round((span.endsAt - span.startsAt) / quarterMs) }, (_, index) => {
        const startsAt = span.startsAt + index * quarterMs
        return { startsAt, liveMs: overlapMs(live, startsAt, startsAt + quarterMs) }
      }),
    })),
  }
}

/** The calls of one campaign, by the start of their quarter of an hour. A quarter without calls is absent. */
export type CallsByQuarter = ReadonlyMap<number, number>

interface Counted {
  readonly calls: number
  readonly liveMs: number
  readonly lengthMs: number
}

const nothing: Counted = { calls: 0, liveMs: 0, lengthMs: 0 }

const added = (one: Counted, other: Counted): Counted => ({
  calls: one.calls + other.calls,
  liveMs: one.liveMs + other.liveMs,
  lengthMs: one.lengthMs + other.lengthMs,
})

function countedIn({ quarters, startsAt, endsAt }: LiveHalfHour, calls: CallsByQuarter): Counted {
  const live = quarters.filter(({ liveMs }) => liveMs > 0)
  return {
    calls: live.reduce((sum, quarter) => sum + (calls.get(quarter.startsAt) ?? 0), 0),
    liveMs: live.reduce((sum, { liveMs }) => sum + liveMs, 0),
    lengthMs: endsAt - startsAt,
  }
}

/** What was counted in each half-hour of the local clock: an hour that autumn repeats is one. */
function byHalfHour(day: LiveDay, calls: CallsByQuarter): ReadonlyMap<number, Counted> {
  const counted = new Map<number, Counted>()
  for (const part of day.halfHours)
    counted.set(part.halfHour, added(counted.get(part.halfHour) ?? nothing, countedIn(part, calls)))
  return counted
}

const isLiveEnough = ({ liveMs, lengthMs }: Counted): boolean =>
  lengthMs > 0 && liveMs >= minLiveShare * lengthMs

const wholeDay = (day: ReadonlyMap<number, Counted>): Counted => [...day.values()].reduce(added, nothing)

/** Four to eight weeks prove no smaller variation than this. */
const minVariation = 0.1

/** How much the calls of whole days vary, as a share; null with too few of them. */
function variationOf(days: readonly ReadonlyMap<number, Counted>[]): number | null {
  const totals = days.map(wholeDay).filter(isLiveEnough)
  if (totals.length < minWeeks) return null
  const calls = totals.map((total) => (total.calls * total.lengthMs) / total.liveMs)
  const mean = calls.reduce((sum, count) => sum + count, 0) / calls.length
  if (mean === 0) return null
  const squares = calls.reduce((sum, count) => sum + (count - mean) ** 2, 0)
  return Math.max(minVariation, Math.sqrt(squares / (calls.length - 1)) / mean)
}

/** The calls that are usual on one day. */
export interface DayForecast {
  readonly slots: readonly ForecastSlot[]
  readonly callsPerDay: number
  readonly variation: number | null
  /** The most weeks that any half-hour is known of. */
  readonly weeks: number
}

/**
 * What is usual for a campaign on a day.
 *
 * @param past the same weekday of past weeks, newest first, without days that are left out
 * @param callsOf the campaign's calls of a past day
 */
export function forecastDay(
  day: LiveDay,
  past: readonly LiveDay[],
  callsOf: (day: LiveDay) => CallsByQuarter,
): DayForecast {
  const counted = past.map((each) => byHalfHour(each, callsOf(each)))
  const totals = counted.map(wholeDay)
  const usual = median(totals.filter(isLiveEnough).map(({ calls }) => calls)) ?? 0
  const days = counted.filter((_, index) => {
    const total = totals[index]
    return total === undefined || !isLiveEnough(total) || !isExceptionalDay(total.calls, [usual])
  })
  let weeks = 0
  const slots = day.halfHours.map(({ halfHour, startsAt, endsAt }): ForecastSlot => {
    const known = days
      .flatMap((each) => each.get(halfHour) ?? [])
      .slice(0, maxWeeks)
      .filter(isLiveEnough)
    weeks = Math.max(weeks, known.length)
    if (known.length < minWeeks) return { startsAt, endsAt, calls: null }
    const perMs = known.reduce((sum, { calls, liveMs }) => sum + calls / liveMs, 0) / known.length
    return { startsAt, endsAt, calls: perMs * (endsAt - startsAt) }
  })
  return {
    ...{ slots, weeks },
    callsPerDay: slots.reduce((sum, { calls }) => sum + (calls ?? 0), 0),
    variation: variationOf(days.slice(0, maxWeeks)),
  }
}

/**
 * The calls of a day so far beside those that were due in the same recorded time, by quarter of an hour.
 *
 * @param until quarters that end later are left out
 */
export function countedUntil(
  day: LiveDay,
  slots: readonly ForecastSlot[],
  calls: CallsByQuarter,
  until: number,
): readonly CountedUntil[] {
  const counts: CountedUntil[] = []
  let [sum, expected] = [0, 0]
  for (const [index, { quarters }] of day.halfHours.entries()) {
    const slot = slots[index]
    for (const { startsAt, liveMs } of quarters) {
      if (startsAt + quarterMs > until) return counts
      if (slot !== undefined && slot.calls !== null && liveMs > 0) {
        sum += calls.get(startsAt) ?? 0
        expected += (slot.calls * liveMs) / (slot.endsAt - slot.startsAt)
      }
      counts.push({ until: startsAt + quarterMs, calls: sum, expected })
    }
  }
  return counts
}
