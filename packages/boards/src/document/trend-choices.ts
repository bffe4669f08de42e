/** The spans of time that a trend can show, in milliseconds. */
export const trendSpans = {
  '15min': 900_000,
  '30min': 1_800_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '8h': 28_800_000,
  '24h': 86_400_000,
} as const
export type TrendSpan = keyof typeof trendSpans

/** What a trend can be compared with: the same day of last week, or what is usual at this time of the week. */
export const trendComparisons = ['none', 'last-week', 'normal-band'] as const
export type TrendComparison = (typeof trendComparisons)[number]
