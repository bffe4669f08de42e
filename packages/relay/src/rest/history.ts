import { z } from 'zod/mini'
import { CoverageSpan } from '../coverage.ts'
import { Directory } from '../stream/directory.ts'
import { isWireRow, type WireRow } from '../stream/messages.ts'

const Rows = z.readonly(z.array(z.custom<WireRow>(isWireRow, 'no row: an object with the text "id"')))

/**
 * `GET /api/history/state?at=<ISO instant>&board=<id>`: what a board would have shown at an instant. All instants are
 * epoch milliseconds.
 */
export const HistoryState = z.object({
  at: z.number(),
  queues: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Names of agents, campaigns and reasons, where the board shows some. */
  directory: z.optional(Directory),
  /** What to add to an instant that Five9 wrote for one of this server's clock. */
  domainOffsetMs: z.number(),
  /** Whether each data source was live then; null where nothing was recorded. */
  sources: z.array(z.object({ dataSource: z.string(), coverage: z.nullable(CoverageSpan) })),
  payLoad: z.array(z.object({ dataSource: z.string(), data: Rows })),
})
export type HistoryState = z.infer<typeof HistoryState>

/**
 * `GET /api/history/coverage?from=<ISO instant>&to=<ISO instant>`: what is recorded, and when each data source was live
 * in a span of at most `maxCoverageDays` days. All instants are epoch milliseconds.
 */
export const HistoryCoverage = z.object({
  /** From when to when something is recorded, whatever the request; null when nothing is. */
  recorded: z.nullable(z.object({ from: z.number(), to: z.number() })),
  /**
   * By how many milliseconds the recording is dated ahead of the server's clock, because that was set far back; 0 else.
   * Instants after the present are those that were recorded since.
   */
  aheadOfClockMs: z.number(),
  /** How many days of the demo's past are filled in, while a program does that; else null. */
  filling: z.nullable(z.object({ done: z.number(), total: z.number() })),
  /** The spans that overlap the requested time, in order; neighbours of one kind are one span. */
  sources: z.array(z.object({ dataSource: z.string(), spans: z.array(CoverageSpan) })),
})
export type HistoryCoverage = z.infer<typeof HistoryCoverage>

/** The longest span of one request for coverage. */
export const maxCoverageDays = 8

/** The figures that have a normal band: levels of queues, and the calls that arrive on the whole floor. */
export const bandFigures = [
  'callsInQueue',
  'agentsInQueue',
  'currentLongestQueueTime',
  'agentsOnCall',
  'agentsNotReadyForCalls',
  'agentsLoggedIn',
  /** Calls that arrive in a half-hour; without `queue` only. */
  'calls',
] as const
export type BandFigure = (typeof bandFigures)[number]

/** A half-hour of the band; `weeksKnown` where fewer than four weeks are known. Epoch milliseconds. */
export const BandSlot = z.union([
  z.object({
    startsAt: z.number(),
    endsAt: z.number(),
    low: z.number(),
    median: z.number(),
    high: z.number(),
    /** How many weeks it is made of. */
    weeks: z.number(),
  }),
  z.object({ startsAt: z.number(), endsAt: z.number(), weeksKnown: z.number() }),
])
export type BandSlot = z.infer<typeof BandSlot>

/**
 * `GET /api/history/band?figure=<name>&day=<date>&queue=<id>`: what is usual for a figure of a queue on a day, by
 * half-hours of the local clock, from the same weekday of up to eight weeks before. Without `queue` it is the figure of
 * the whole floor. A person whose own feed does not show that queue, or not every queue, gets a band without weeks.
 */
export const HistoryBand = z.object({
  day: z.string(),
  /** The time zone of the half-hours. */
  timeZone: z.string(),
  figure: z.enum(bandFigures),
  /** A holiday of the configuration has no band, and no slots. */
  isHoliday: z.boolean(),
  /** In order. An hour that spring skips is absent; one that autumn repeats is there twice. */
  slots: z.array(BandSlot),
})
export type HistoryBand = z.infer<typeof HistoryBand>

/** What a day is shown of: the queues of a board, or one queue. */
export type DaySubject = { readonly board: string } | { readonly queue: string }
