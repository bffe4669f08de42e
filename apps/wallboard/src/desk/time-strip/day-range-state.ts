import { siteDay, type SiteDayRule } from '../../ui/format/site-day.ts'

/** Two instants in epoch milliseconds, both included. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** The recorded part of the site's day of `at`; an empty part is the one instant next to it. */
export function recordedPartOf(at: number, recorded: Range, rule: SiteDayRule): Range {
  const day = siteDay(at, rule)
  const clamp = (instant: number) => Math.min(Math.max(instant, recorded.from), recorded.to)
  return { from: clamp(day.from), to: clamp(day.to - 1) }
}

/** The place of an instant in a range, as a share from 0 to 1. */
export const shareOf = (at: number, { from, to }: Range): number =>
  to <= from ? 0 : Math.min(1, Math.max(0, (at - from) / (to - from)))
