import { CampaignOutOfNumbers, Directory, Link } from '@wallboard/relay'
import type { Change, DatedSource, Row } from '@wallboard/statistics'
import { z } from 'zod'
import type { StreamEntry } from './redis.ts'

/*
 * The entries of the stream by which the owner of a feed sends its changes to the other nodes, and the snapshot with
 * which a follower begins. All instants are of the owner's monotonic clock; `offsetMs` leads to the clock of Redis.
 */

const isDatedRow = (value: unknown): value is Row =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'asOf' in value &&
  typeof value.asOf === 'number'
/** Not checked field by field: a frame may hold a thousand rows. */
const Rows = z.custom<readonly Row[]>((value) => Array.isArray(value) && value.every(isDatedRow))
const SourceChange = z.object({
  ...{ dataSource: z.string(), added: Rows, updated: Rows },
  removed: z.array(z.string()),
}) satisfies z.ZodType<Change>
const Source = z.object({ dataSource: z.string(), data: Rows }) satisfies z.ZodType<DatedSource>
const Queue = z.object({ id: z.string(), name: z.string() })

const Items = z.array(z.tuple([z.string(), z.unknown()]))
/** Items that changed, by id, and the ids of those that are gone. */
const ItemChanges = z.object({
  /** The revision that it continues; null: the changed ones are all. */
  prev: z.nullable(z.int()),
  changed: Items,
  removed: z.array(z.string()),
})
export type ItemChanges = z.infer<typeof ItemChanges>

const common = {
  /** When it was written. */
  at: z.number(),
  /** Add it to an instant of the owner to get one of Redis's clock. */
  offsetMs: z.number(),
  /** Five9's id of the domain; null until Five9 has sent it. */
  org: z.nullable(z.string()),
  seq: z.int(),
  asOf: z.number(),
  link: Link,
  /** How often the alerts of followers have changed under this fence: a follower notices that it missed a change. */
  alertRevision: z.optional(z.int()),
}

/** Sent at most ten times a second, and at least once a second: the owner is alive. */
const FeedFrame = z.object({
  ...common,
  /** False while a new owner has no complete data: followers continue to show the data of the former one. */
  isReady: z.boolean(),
  /** The position before the changes. */
  prev: z.int(),
  changes: z.optional(z.array(SourceChange)),
  queues: z.optional(z.array(Queue)),
  directory: z.optional(Directory),
  events: z.optional(z.array(CampaignOutOfNumbers)),
  alertChanges: z.optional(ItemChanges),
})
export type FeedFrame = z.infer<typeof FeedFrame>

/** The whole state of a feed at one entry of its stream. */
const FeedSnapshot = z.object({
  ...common,
  /** The entry that it includes. */
  fence: z.int(),
  entry: z.int(),
  /** The sources whose rows are all known. */
  complete: z.array(z.string()),
  sources: z.array(Source),
  queues: z.array(Queue),
  directory: Directory,
  /** The alerts of followers; absent until the owner has evaluated. */
  alertItems: z.optional(Items),
})
export type FeedSnapshot = z.infer<typeof FeedSnapshot>

export type StreamedEntry = { readonly fence: number; readonly entry: number } & (
  | { readonly type: 'acquired'; readonly node: string }
  | { readonly type: 'frame'; readonly frame: FeedFrame }
  /** A snapshot is stored. */
  | { readonly type: 'snapshot' }
)

/** Keys and channel of a feed, beside those of its lease. */
export const feedKeys = (feed: string) => ({
  changes: `wb:{${feed}}:changes`,
  snapshot: `wb:{${feed}}:snapshot`,
  /** Followers ask for a snapshot on this channel. */
  request: `wb:{${feed}}:request`,
})

export const entryId = (fence: number, entry: number): string => `${fence}-${entry}`

/** @throws when this is not an entry of a feed's stream, or has an incompatible version */
export function parseEntry({ id, fields }: StreamEntry): StreamedEntry {
  const [fence = NaN, entry = NaN] = id.split('-').map(Number)
  const body = () => fields.get('b')?.toString() ?? ''
  const kind = fields.get('k')?.toString()
  switch (kind) {
    case 'acquired':
      return { fence, entry, type: kind, node: body() }
    case 'snapshot':
      return { fence, entry, type: kind }
    case 'frame':
      return { fence, entry, type: kind, frame: FeedFrame.parse(JSON.parse(body())) }
    case undefined:
    default:
      throw new Error(`the stream of a feed holds an entry of the kind ${kind ?? 'none'}`)
  }
}

/** @throws when the text is no snapshot of a compatible version */
export const parseSnapshot = (text: string): FeedSnapshot => FeedSnapshot.parse(JSON.parse(text))
