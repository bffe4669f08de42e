import { dateOf, slotOf, spanOfDay, spansOfHalfHour, type Span } from '../calendar/local-day.ts'

/** A local half-hour of one date, with the spans that have passed: two where autumn repeats it. */
export interface PassedSlot {
  /** The local date, from midnight to midnight, such as `2026-11-26`. */
  readonly date: string
  /** 0 (from midnight) to 47, by the local clock. */
  readonly halfHour: number
  readonly spans: readonly Span[]
}

/** Local half-hours start and end on whole quarters of an hour of epoch time. */
const stepMs = 900_000
const dayMs = 86_400_000

/** The local half-hours that ended in `(from, to]`, in order. Epoch milliseconds. */
export function slotsEndedBetween(from: number, to: number, timeZone: string): readonly PassedSlot[] {
  const rule = { timeZone, startMinute: 0 }
  const ended: PassedSlot[] = []
  const first = (Math.floor(from / stepMs) + 1) * stepMs
  for (let end = first; end <= to; end += stepMs) {
    const { halfHour } = slotOf(end - 1, timeZone)
    const date = dateOf(end - 1, rule)
    const next = slotOf(end, timeZone)
    if (next.halfHour === halfHour && dateOf(end, rule) === date) continue
    ended.push({ date, halfHour, spans: passedSpans(date, halfHour, end, timeZone) })
  }
  return ended
}

function passedSpans(date: string, halfHour: number, end: number, timeZone: string): readonly Span[] {
  const day = spanOfDay(date, { timeZone, startMinute: 0 })
  if (day.endsAt - day.startsAt === dayMs) return [{ startsAt: end - 2 * stepMs, endsAt: end }]
  return spansOfHalfHour(date, halfHour, timeZone).filter(({ endsAt }) => endsAt <= end)
}
