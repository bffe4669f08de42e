import type { TrendSpan } from './trend-choices.ts'

/** The spans of time that a trend can show, in milliseconds. */
export const trendSpans: Readonly<Record<TrendSpan, number>> = {
  '15min': 900_000,
  '30min': 1_800_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '8h': 28_800_000,
  '24h': 86_400_000,
}
