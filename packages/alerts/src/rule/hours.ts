import { Temporal } from 'temporal-polyfill'
import { weekdays, type BusinessHours } from './rule-shape.ts'

/*
 * Business hours by the local clock. An instant is within them if the local clock shows a time within them: an hour that
 * the clock skips in spring is absent, and one that it repeats in autumn counts both times.
 */

const minuteMs = 60_000
const dayMinutes = 1_440

/** Business hours in a zone. */
export interface Hours {
  readonly contains: (at: number) => boolean
  /** The first instant after `at` at which `contains` changes; undefined for hours without an end. */
  readonly nextChange: (at: number) => number | undefined
}

/** A span of local minutes since Monday 00:00; `end` is excluded and may be in the next week. */
interface WeekSpan {
  readonly start: number
  readonly end: number
}

const weekMinutes = 7 * dayMinutes

const minuteOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

function spansOf(hours: readonly BusinessHours[]): readonly WeekSpan[] {
  return hours.flatMap(({ days, from, to }) =>
    days.map((day) => {
      const midnight = weekdays.indexOf(day) * dayMinutes
      const [start, end] = [minuteOf(from), minuteOf(to)]
      return { start: midnight + start, end: midnight + (end > start ? end : end + dayMinutes) }
    }),
  )
}

/** Local time in whole minutes since Monday 00:00, and milliseconds into that minute. */
function localOf(zoned: Temporal.ZonedDateTime): { readonly minute: number; readonly ms: number } {
  const { dayOfWeek, hour, minute, second, millisecond } = zoned
  return { minute: (dayOfWeek - 1) * dayMinutes + hour * 60 + minute, ms: second * 1_000 + millisecond }
}

const isWithin = (spans: readonly WeekSpan[], minute: number): boolean =>
  spans.some(
    ({ start, end }) =>
      (minute >= start && minute < end) || (minute + weekMinutes >= start && minute + weekMinutes < end),
  )

/** Minutes until the next edge of a span, by a local clock that does not change; at most a week. */
function minutesToEdge(spans: readonly WeekSpan[], minute: number): number {
  const edges = spans.flatMap(({ start, end }) => [start, end]).map((edge) => (edge - minute) % weekMinutes)
  return Math.min(...edges.map((distance) => (distance <= 0 ? distance + weekMinutes : distance)))
}

/** Prepares business hours. Remembers the span of its last answer: instants are mostly asked for in order. */
export function hoursIn(hours: readonly BusinessHours[], timeZone: string): Hours {
  const spans = spansOf(hours)
  let known: { readonly from: number; readonly until: number | undefined; readonly isIn: boolean } | undefined

  const zonedAt = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  const contains = (at: number) => isWithin(spans, localOf(zonedAt(at)).minute)

  function findChange(after: number): number | undefined {
    const isIn = contains(after)
    let at = after
    // Hours that cover the whole week never change: a week, and each change of the clock in it, is looked at.
    while (at < after + (weekMinutes + dayMinutes) * minuteMs) {
      const zoned = zonedAt(at)
      const { minute, ms } = localOf(zoned)
      const edge = at + minutesToEdge(spans, minute) * minuteMs - ms
      const clockChange = zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity
      at = Math.min(edge, clockChange)
      if (contains(at) !== isIn) return at
    }
    return undefined
  }

  function spanAt(at: number) {
    const isKnown = known !== undefined && at >= known.from && (known.until === undefined || at < known.until)
    if (known === undefined || !isKnown) known = { from: at, until: findChange(at), isIn: contains(at) }
    return known
  }

  return { contains: (at) => spanAt(at).isIn, nextChange: (at) => spanAt(at).until }
}
