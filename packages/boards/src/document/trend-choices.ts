/** The spans of time that a trend can show. */
export const trendSpanNames = ['15min', '30min', '1h', '4h', '8h', '24h'] as const
export type TrendSpan = (typeof trendSpanNames)[number]

/** What a trend can be compared with: the same day of last week, or what is usual at this time of the week. */
export const trendComparisons = ['none', 'last-week', 'normal-band'] as const
export type TrendComparison = (typeof trendComparisons)[number]
