import { z } from 'zod/mini'

/** Why a data source was not recorded live. New kinds go to the end: the stored numbers are the places. */
export const gapKinds = [
  /** This server did not run. */
  'server-off',
  /** The connection to Five9 was lost. */
  'link-down',
  'migrating',
  /** Another session of the same Five9 user took over. */
  'evicted',
  'signed-out',
  /** The connection stood, and Five9 sent nothing. */
  'silent',
  /** Increments were lost, and full statistics had not come yet. */
  'unconfirmed',
  /** The clock of the server was set forward, or far back. */
  'clock-step',
  /** The server could not write what it received. */
  'shed',
  /** What was written cannot be read. */
  'damaged',
  /** It was recorded, and removed when it became old. */
  'compacted',
  /** The server that recorded it was lost, and another one had not taken over yet. */
  'fail-over',
] as const
export type GapKind = (typeof gapKinds)[number]

/** `live`, or why not. */
export const coverageKinds = ['live', ...gapKinds] as const
export type CoverageKind = (typeof coverageKinds)[number]

/** One span of time of one data source, epoch milliseconds: `startsAt` belongs to it, `endsAt` to the next one. */
export const CoverageSpan = z.readonly(
  z.strictObject({ kind: z.enum(coverageKinds), startsAt: z.number(), endsAt: z.number() }),
)
export type CoverageSpan = z.infer<typeof CoverageSpan>

/** A span that was not recorded live, and why. */
export const GapSpan = z.readonly(
  z.strictObject({ kind: z.enum(gapKinds), startsAt: z.number(), endsAt: z.number() }),
)
export type GapSpan = z.infer<typeof GapSpan>

/** How much of a span of time is recorded of one data source. What the recorder has not written yet counts as neither. */
export const RecordedShare = z.readonly(
  z.strictObject({
    dataSource: z.string(),
    liveMs: z.number(),
    /** Live, or in a gap whose reason is known. */
    knownMs: z.number(),
    /** Without a record. */
    unknownMs: z.number(),
  }),
)
export type RecordedShare = z.infer<typeof RecordedShare>
