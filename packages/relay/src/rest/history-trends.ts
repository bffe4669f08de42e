import { z } from 'zod/mini'
import { GapSpan } from '../coverage.ts'

/**
 * One bucket of a trend: when it starts (epoch milliseconds), the time-weighted mean over its live time, and the
 * largest value in it. The maximum is null where only the mean is known: the calls of several queues are added, and
 * their maxima need not have happened at the same instant. Buckets that may hold the peak have a maximum.
 */
export type RecordedPoint = readonly [startsAt: number, mean: number, max: number | null]

const isNumber = (value: unknown) => typeof value === 'number'

const isPoint = (value: unknown): value is RecordedPoint =>
  Array.isArray(value) &&
  value.length === 3 &&
  isNumber(value[0]) &&
  isNumber(value[1]) &&
  (value[2] === null || isNumber(value[2]))

const Points = z.readonly(z.array(z.custom<RecordedPoint>(isPoint, 'no point: [start, mean, maximum]')))

/** The centre of a half-hour (epoch milliseconds), and the lowest and the highest value that is usual then. */
export type TrendBandReplyPoint = readonly [centre: number, low: number, high: number]

const isUsualPoint = (value: unknown): value is TrendBandReplyPoint =>
  Array.isArray(value) && value.length === 3 && value.every(isNumber)

/** What is usual for a figure: drawn behind its line, and told beside it in words. */
export const TrendBandReply = z.object({
  /** How many weeks are known of the present half-hour: fewer than four have no band. Null on a holiday, which has none. */
  weeks: z.nullable(z.number()),
  /** In order; half-hours without a band have no point. */
  points: z.readonly(z.array(z.custom<TrendBandReplyPoint>(isUsualPoint, 'no point: [centre, low, high]'))),
})
export type TrendBandReply = z.infer<typeof TrendBandReply>

/**
 * `GET /api/history/trends?board=<id>` and `GET /api/display/trends`: what the trends and spark lines of a board showed
 * before the page was loaded. Instants are epoch milliseconds of the server.
 */
export const HistoryTrends = z.object({
  /** The end of what is recorded: it is up to ten seconds old while the recorder runs. Null: nothing is recorded. */
  until: z.nullable(z.number()),
  bucketMs: z.number(),
  /** Spans without live data, in order, and why. */
  gaps: z.readonly(z.array(GapSpan)),
  /** By the key of the trend on its board. A bucket without live data has no point. */
  trends: z.readonly(
    z.array(
      z.object({
        key: z.string(),
        points: Points,
        /** When a figure of the floor counts only the queues that the person may see, because there were others. In order. */
        parts: z.optional(z.readonly(z.array(z.object({ startsAt: z.number(), endsAt: z.number() })))),
        /** The same time of the same day one week ago, dated as if it were today, for a trend that compares with it. */
        lastWeek: z.optional(Points),
        /** For a trend that compares with it; a group of several queues has none. */
        band: z.optional(TrendBandReply),
      }),
    ),
  ),
  /** Calls in queue of each queue that has a tile, over the last 20 minutes. */
  sparkLines: z.readonly(z.array(z.object({ queue: z.string(), points: Points }))),
  /** Around now, for the figures of queue tiles and number tiles, by `trendBandKey`. */
  usual: z.readonly(z.array(z.object({ key: z.string(), band: TrendBandReply }))),
})
export type HistoryTrends = z.infer<typeof HistoryTrends>

/** Nothing is recorded, or history is off. */
export const noTrends: HistoryTrends = {
  ...{ until: null, bucketMs: 60_000, gaps: [], trends: [] },
  ...{ sparkLines: [], usual: [] },
}
