import { gapKinds } from '@wallboard/relay/coverage'
import type { Row } from '@wallboard/statistics'
import { z } from 'zod'

/*
 * What the server's main thread posts to the thread that writes history. Instants are epoch milliseconds of the
 * recording clock, except those of rows, which are of the monotonic clock: `offsetMs` turns them into instants of
 * the recording clock.
 */

const Feed = z.string()
const Instant = z.number()

const SourceState = z.union([
  z.strictObject({ confirmedAt: Instant }),
  z.strictObject({ gap: z.enum(gapKinds), since: Instant }),
])

/** A row that was parsed for this thread alone, which may therefore date it in place. */
export type PostedRow = Row & { asOf: number }

const isRow = (value: unknown): value is PostedRow =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'asOf' in value &&
  typeof value.asOf === 'number'
const Rows = z.custom<readonly PostedRow[]>((value) => Array.isArray(value) && value.every(isRow))

/** Of each change its data source, and its rows as `encodeRows` makes them. */
const PostedChanges = z.array(z.tuple([z.string(), z.string()]))
export type PostedChanges = z.infer<typeof PostedChanges>
/** The `text` of `full`. */
export const PostedSources = z.array(z.strictObject({ dataSource: z.string(), data: Rows }))

const Name = z.strictObject({ org: z.string(), username: z.string() })

/** A part of a recording that cannot be read. */
export const Damage = z.strictObject({
  name: Name,
  isPersonal: z.boolean(),
  dataSource: z.string(),
  from: Instant,
})
export type Damage = z.infer<typeof Damage>

export const WriterMessage = z.discriminatedUnion('type', [
  /**
   * Recording of a feed starts. `isPersonal`: of a person's own feed, which is kept for a day. `fence`: higher than that of
   * all its recordings before, on any server; null where this process is the only one.
   */
  z.strictObject({
    type: z.literal('start'),
    ...{ feed: Feed, at: Instant, name: Name, isPersonal: z.boolean() },
    fence: z.number().nullable(),
    /** When this server started. */
    serverStartedAt: Instant,
  }),
  z.strictObject({
    type: z.literal('changes'),
    ...{ feed: Feed, at: Instant, seq: z.int(), offsetMs: z.number(), changes: PostedChanges },
  }),
  /** `text` is a `DatedSource[]` as JSON: all rows, after changes may have been lost. */
  z.strictObject({
    type: z.literal('full'),
    ...{ feed: Feed, at: Instant, seq: z.int(), offsetMs: z.number(), text: z.string() },
  }),
  /** What is live at `at`, and why the rest is not. */
  z.strictObject({
    type: z.literal('state'),
    ...{ feed: Feed, at: Instant, sources: z.array(z.tuple([z.string(), SourceState])) },
  }),
  /** `text` is a `RecordedNames` as JSON. */
  z.strictObject({ type: z.literal('names'), feed: Feed, at: Instant, text: z.string() }),
  z.strictObject({ type: z.literal('gap'), feed: Feed, at: Instant, kind: z.enum(gapKinds) }),
  /** The feed has ended: its last changes are written. */
  z.strictObject({ type: z.literal('stop'), feed: Feed, at: Instant }),
  /** Writes what was recorded since the last flush. */
  z.strictObject({ type: z.literal('flush'), at: Instant }),
  /**
   * Removes days before `at` and the oldest beyond `maxBytes`, minutes before `minutesAt`, other aggregates before
   * `aggregatesAt`, and of personal feeds all of it before `personalAt`.
   */
  z.strictObject({
    type: z.literal('retain'),
    ...{ at: Instant, minutesAt: Instant, aggregatesAt: Instant, personalAt: Instant, maxBytes: z.number() },
  }),
  /** Compacts finished days for about `forMs` milliseconds; of days before `dropBefore` agent statistics are removed. */
  z.strictObject({
    type: z.literal('compact'),
    ...{ at: Instant, dropBefore: Instant, forMs: z.number() },
  }),
  /** Screens show normal bands of these groups of queues: their half-hours are stored from now on. */
  z.strictObject({
    type: z.literal('groups'),
    ...{ at: Instant, name: Name, groups: z.array(z.array(z.string()).readonly()).readonly() },
  }),
  /** Reading found damage: from `from` until the next keyframe nothing can be read. */
  z.strictObject({ type: z.literal('damaged'), at: Instant, ...Damage.shape }),
  z.strictObject({ type: z.literal('close'), at: Instant }),
])
export type WriterMessage = z.infer<typeof WriterMessage>

/** The length of what a message holds of rows and names. */
export function charactersOf(message: WriterMessage): number {
  if (message.type === 'changes') return message.changes.reduce((sum, [, rows]) => sum + rows.length, 0)
  return 'text' in message ? message.text.length : 0
}

/** What is posted to the thread at once: messages in their order. */
export const PostedMessages = z.array(WriterMessage)

/** What the thread answers. */
export const WriterReport = z.discriminatedUnion('type', [
  /** This many characters were handled. */
  z.strictObject({ type: z.literal('handled'), characters: z.int() }),
  /** The files are open. `setAside` is the directory that holds damaged ones. */
  z.strictObject({ type: z.literal('opened'), setAside: z.string().nullable() }),
  /** The files cannot be opened, or the thread has ended: nothing is recorded. */
  z.strictObject({ type: z.literal('off'), reason: z.string() }),
  /** A flush of a feed was written. */
  z.strictObject({ type: z.literal('written'), feed: Feed, at: Instant }),
  /** A flush of a feed could not be written: what it held is a gap of the kind `shed`. */
  z.strictObject({ type: z.literal('failed'), feed: Feed, reason: z.string() }),
  /** PostgreSQL is unreachable: what is recorded waits, up to a limit. */
  z.strictObject({ type: z.literal('waiting'), feed: Feed, reason: z.string() }),
  /** Another server has taken over the recording of a feed: nothing more of it is written here. */
  z.strictObject({ type: z.literal('fenced-out'), feed: Feed }),
  /** A message about a feed could not be handled: the thread needs all its rows. */
  z.strictObject({ type: z.literal('behind'), feed: Feed, reason: z.string() }),
  /** Old days could not be removed. */
  z.strictObject({ type: z.literal('not-removed'), reason: z.string() }),
  /** The half-hours of normal bands could not be folded: the next flush tries again. */
  z.strictObject({ type: z.literal('not-folded'), reason: z.string() }),
  /** A slice of compaction has ended. */
  z.strictObject({ type: z.literal('compacted'), hasMore: z.boolean() }),
  /** A day could not be compacted: it stays as it is. */
  z.strictObject({ type: z.literal('not-compacted'), reason: z.string() }),
  /** A damaged part could not be marked as such. */
  z.strictObject({ type: z.literal('not-marked'), reason: z.string() }),
  /** The bytes of all files. */
  z.strictObject({ type: z.literal('size'), bytes: z.number() }),
  z.strictObject({ type: z.literal('closed') }),
])
export type WriterReport = z.infer<typeof WriterReport>
