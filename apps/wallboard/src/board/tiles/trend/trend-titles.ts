import type { TrendSpan } from '@wallboard/boards'
import { tiles } from '../../../i18n/index.ts'
import type { TrendSummary } from './trend-summary-state.ts'

/** A title in three parts, of which the second is emphasized; parts may be empty. */
export type TrendTitle = readonly [subject: string, peak: string, compared: string]

interface TitleParts {
  /** What is shown: the figure, with the name of the tile. */
  readonly name: string
  readonly span: TrendSpan
  readonly summary: TrendSummary | undefined
  /** What the figure is compared with. */
  readonly compared: string | undefined
  readonly timeOf: (at: number) => string
  readonly figureOf: (value: number, isAtLeast: boolean) => string
  /** Shown in place of an unknown peak. */
  readonly unknown: string
  /** The time zone of the site, in which days begin. */
  readonly zone: string | undefined
  readonly epochOffsetMs: number
}

const text = tiles.trend

/** Whether two instants (epoch milliseconds) are on one day. */
export function isSameDay(one: number, other: number, zone: string | undefined): boolean {
  const dateOf = (at: number, timeZone: string | undefined) =>
    new Date(at).toLocaleDateString('en-CA', { timeZone })
  try {
    return dateOf(one, zone) === dateOf(other, zone)
  } catch {
    return dateOf(one, undefined) === dateOf(other, undefined) // a time zone that this browser does not know
  }
}

/** The title of a trend in all lengths, the longest first. */
export function titlesOf(parts: TitleParts): readonly TrendTitle[] {
  const { name, span, summary, compared, timeOf, figureOf, unknown, zone, epochOffsetMs } = parts
  if (summary?.peak === undefined) return [[name, unknown, '']]
  const { value, at, isMean } = summary.peak
  // The highest mean of a minute is a lower bound: the figure was higher for a moment, or the same for all of it.
  const figure = figureOf(value, isMean)
  const isToday = isSameDay(at + epochOffsetMs, summary.to + epochOffsetMs, zone)
  const peak = (isToday ? text.peak : text.peakYesterday)(figure, timeOf(at))
  const title = text.title(name, summary.isWhole ? text.spans[span] : text.since(timeOf(summary.from)))
  return [
    ...(compared === undefined ? [] : [[title, peak, compared] as const]),
    [title, peak, ''],
    [name, peak, ''],
    [name, text.peakOnly(figure), ''],
    ['', text.peakOnly(figure), ''],
  ]
}
