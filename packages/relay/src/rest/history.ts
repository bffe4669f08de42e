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
  /** The spans that overlap the requested time, in order; neighbours of one kind are one span. */
  sources: z.array(z.object({ dataSource: z.string(), spans: z.array(CoverageSpan) })),
})
export type HistoryCoverage = z.infer<typeof HistoryCoverage>

/** The longest span of one request for coverage. */
export const maxCoverageDays = 8
