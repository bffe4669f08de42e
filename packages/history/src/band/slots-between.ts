import { dateOf, slotOf, spanOfDay, spansOfHalfHour, type DayRule, type Span } from '../calendar/local-day.ts'

/** A local half-hour of one day of the site, with the spans that have passed: two where autumn repeats it. */
export interface PassedSlot {
  /** The date of the day, such as `2026-11-26`. */
  readonly date: string
  /** 0 (from midnight) to 47, by the local clock. */
  readonly halfHour: number
  readonly spans: readonly Span[]
}

/** Local half-hours start and end on whole quarters of an hour of epoch time. */
const stepMs = 900_000
const dayMs = 86_400_000

/** The local half-hours that ended in `(from, to]`, in order. Epoch milliseconds. */
export function slotsEndedBetween(from: number, to: number, rule: DayRule): readonly PassedSlot[] {
  const { timeZone } = rule
  const ended: PassedSlot[] = []
  const first = (Math.floor(from / stepMs) + 1) * stepMs
  for (let end = first; end <= to; end += stepMs) {
    const { halfHour } = slotOf(end - 1, timeZone)
    const date = dateOf(end - 1, rule)
    const next = slotOf(end, timeZone)
    if (next.halfHour === halfHour && dateOf(end, rule) === date) continue
    ended.push({ date, halfHour, spans: passedSpans(date, halfHour, end, rule) })
  }
  return ended
}

function passedSpans(date: string, halfHour: number, end: number, rule: DayRule): readonly Span[] {
  const day = spanOfDay(date, rule)
  if (day.endsAt - day.startsAt === dayMs) return [{ startsAt: end - 2 * stepMs, endsAt: end }]
  return spansOfHalfHour(date, halfHour, rule).filter(({ endsAt }) => endsAt <= end)
}
