import { siteDay } from '../../ui/format/site-day.ts'

/** Two instants in epoch milliseconds, both included. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** The first instant of the day of `at` and of the next day in a time zone, by default the browser's. */
export const dayOf = (at: number, timeZone?: string): Range => siteDay(at, timeZone)

/** The recorded part of the day of `at`; an empty part is the one instant next to it. */
export function recordedPartOf(at: number, recorded: Range, timeZone?: string): Range {
  const day = dayOf(at, timeZone)
  const clamp = (instant: number) => Math.min(Math.max(instant, recorded.from), recorded.to)
  return { from: clamp(day.from), to: clamp(day.to - 1) }
}

/** The place of an instant in a range, as a share from 0 to 1. */
export const shareOf = (at: number, { from, to }: Range): number =>
  to <= from ? 0 : Math.min(1, Math.max(0, (at - from) / (to - from)))
