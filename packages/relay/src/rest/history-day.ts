import { z } from 'zod/mini'

/** The mean of a bucket: when it starts (epoch milliseconds), and the calls that waited, averaged over its live time. */
export type DayPoint = readonly [startsAt: number, waiting: number]

const isPoint = (value: unknown): value is DayPoint =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number')

/** When a threshold of a board was exceeded, from the first to the last instant at which it held. */
export const DayAlert = z.object({
  startsAt: z.number(),
  endsAt: z.number(),
  level: z.enum(['warn', 'critical']),
  /** Of the queue, group or campaign; null for a figure without a name, which `metric` describes. */
  name: z.nullable(z.string()),
  metric: z.string(),
})
export type DayAlert = z.infer<typeof DayAlert>

/** When a total counts only the queues that the person may see, because others were counted then: `[startsAt, endsAt)`. */
const Parts = z.readonly(z.array(z.object({ startsAt: z.number(), endsAt: z.number() })))

/**
 * `GET /api/history/day?from=<ISO instant>&to=<ISO instant>&board=<id>`, or `&queue=<id>`: what the strip of a day shows.
 * All instants are epoch milliseconds.
 */
export const HistoryDay = z.object({
  bucketMs: z.number(),
  /** In order. A bucket without live data has no point. */
  points: z.readonly(z.array(z.custom<DayPoint>(isPoint, 'no point: [start, waiting calls]'))),
  /** In order. */
  parts: Parts,
  /** By their start. A queue has none: thresholds belong to boards. */
  alerts: z.readonly(z.array(DayAlert)),
  /** There were more alerts than `maxDayAlerts`: the least urgent ones are left out. */
  isCapped: z.boolean(),
})
export type HistoryDay = z.infer<typeof HistoryDay>

/** Alerts of one reply. */
export const maxDayAlerts = 200

/** The longest span of one request: a day on which the clocks are set back. */
export const maxDayMs = 25 * 3_600_000

/** A day that is left out of what is usual, and has no normal band. */
export const MarkedDay = z.object({
  /** The local date in the time zone of the domain, such as `2026-12-25`. */
  date: z.string(),
  note: z.string(),
  /** The Five9 user; null for a day of the server's configuration, which cannot be changed here. */
  markedBy: z.nullable(z.string()),
})
export type MarkedDay = z.infer<typeof MarkedDay>

/** Characters of a note. */
export const maxMarkNote = 100

/** `PUT /api/history/days/<date>` marks a day; `DELETE` removes the mark. */
export const DayMark = z.strictObject({ note: z.string().check(z.trim(), z.maxLength(maxMarkNote)) })
export type DayMark = z.infer<typeof DayMark>

/** `GET /api/history/days`: what is known of days. */
export const HistoryDays = z.object({
  /** When queues were recorded live, `[from, to)` in epoch milliseconds, without short gaps. */
  spans: z.readonly(z.array(z.object({ from: z.number(), to: z.number() }))),
  /** In order of their dates. */
  marked: z.readonly(z.array(MarkedDay)),
  /** An IANA name: the zone of the dates. */
  timeZone: z.string(),
  /** When a day starts, in minutes after midnight. */
  dayStartMinute: z.int(),
})
export type HistoryDays = z.infer<typeof HistoryDays>
