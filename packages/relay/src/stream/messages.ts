import { z } from 'zod/mini'
import { Directory } from './directory.ts'
import { LinkReason, UnreadList } from './link-reason.ts'
import { DisplayReport, DisplayIdentity } from '../rest/displays.ts'
import { ViewSpec } from './view-spec.ts'

/** The version of this protocol: a screen that meets another one reloads itself once. */
export const relayVersion = 4

/** Path of the relay's WebSocket on the BFF. */
export const relayPath = '/api/live'

/** Says with the page of which build it is, as `hello` does with the stream. */
export const buildHeader = 'x-wallboard-build'

/** Why the BFF closed a browser's socket. */
export const CloseCode = {
  /** The feed of the screen starts, or has ended. */
  GoingAway: 1001,
  BadMessage: 1008,
  /** The BFF cannot encode what the screen wants. */
  InternalError: 1011,
  /** The server stops; another one starts, most likely. */
  Restarting: 1012,
  SignedOut: 4401,
  TooSlow: 4408,
  /** A newer socket of the same display took over. */
  Replaced: 4409,
  VersionMismatch: 4426,
} as const

/** Milliseconds of the BFF's monotonic clock (`Clocks`), unless a field says otherwise. */
const Instant = z.number()
/** What to add to an `Instant` for the time of day, epoch milliseconds of the BFF's wall clock. */
const WallOffset = z.number()

/**
 * A data source whose figures are old: increments were or may have been lost, and no full statistics of it have come
 * since, on the present connection. `confirmedAt` is the last instant at which its figures were complete.
 */
const UnconfirmedSource = z.strictObject({ dataSource: z.string(), confirmedAt: z.nullable(Instant) })
export type UnconfirmedSource = z.infer<typeof UnconfirmedSource>

/**
 * The BFF's link to Five9. `up` means that the socket is open. Whether figures are fresh follows from `confirmedAt`, the
 * instant of the last statistics event, for every source that is not in `unconfirmed`.
 */
export const Link = z.strictObject({
  state: z.enum(['connecting', 'up', 'down', 'migrating', 'ended']),
  since: Instant,
  reason: z.nullable(LinkReason),
  confirmedAt: z.nullable(Instant),
  unconfirmed: z.readonly(z.array(UnconfirmedSource)),
  unreadLists: z.readonly(z.array(UnreadList)),
  /** What to add to an instant that Five9 wrote (`stateSince`, `sessionStart`) for one of the BFF's clock. */
  domainOffsetMs: z.number(),
})
export type Link = z.infer<typeof Link>

/** A row as in `packages/statistics`. On the wire a row may leave `asOf` out: then the message's counts. */
export interface WireRow {
  readonly id: string
  asOf?: number
  readonly [field: string]: unknown
}

export function isWireRow(value: unknown): value is WireRow {
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string')
    return false
  return !('asOf' in value) || typeof value.asOf === 'number'
}

/**
 * Checked by hand: most of every message is rows, their other fields are open anyway, and a television has a few
 * milliseconds for each.
 */
const WireRows = z.custom<WireRow[]>(
  (value) => Array.isArray(value) && value.every(isWireRow),
  'no list of rows',
)
const WireSource = z.strictObject({ dataSource: z.string(), data: WireRows })
const WireChange = z.strictObject({
  dataSource: z.string(),
  added: WireRows,
  updated: WireRows,
  removed: z.array(z.string()),
})
const Queue = z.strictObject({ id: z.string(), name: z.string() })

/** Open, like `Subscription`: a peer of another version must get the version refusal, whatever else it sends. */
const Hello = z.object({
  type: z.literal('hello'),
  version: z.number(),
  build: z.string(),
  serverTime: Instant,
  wallOffsetMs: WallOffset,
})

const Snapshot = z.strictObject({
  type: z.literal('snapshot'),
  eventId: z.literal('5000'),
  epoch: z.string(),
  seq: z.int(),
  asOf: Instant,
  serverTime: Instant,
  wallOffsetMs: WallOffset,
  queues: z.array(Queue),
  payLoad: z.array(WireSource),
  /** Sent where agents or campaigns are; when it changes, a new snapshot comes. */
  directory: z.optional(Directory),
  link: Link,
})

const Changes = z.strictObject({
  type: z.literal('changes'),
  eventId: z.literal('5012'),
  epoch: z.string(),
  prev: z.int(),
  seq: z.int(),
  asOf: Instant,
  payLoad: z.array(WireChange),
  queues: z.optional(z.array(Queue)),
})

const Resumed = z.strictObject({
  type: z.literal('resumed'),
  epoch: z.string(),
  seq: z.int(),
  serverTime: Instant,
  wallOffsetMs: WallOffset,
  link: Link,
})

const Heartbeat = z.strictObject({
  type: z.literal('heartbeat'),
  serverTime: Instant,
  wallOffsetMs: WallOffset,
  link: Link,
})
const LinkChanged = z.strictObject({
  type: z.literal('link'),
  serverTime: Instant,
  wallOffsetMs: WallOffset,
  link: Link,
})

const Five9EventNotice = z.strictObject({
  type: z.literal('event'),
  eventId: z.string(),
  eventReason: z.nullable(z.string()),
  timeStamp: z.nullable(Instant),
})

/** What a wall display is and shows: first of all on its socket, and again whenever a desk changes it. */
const DisplayBoard = z.strictObject({
  type: z.literal('board'),
  display: DisplayIdentity,
  boardId: z.string(),
  revision: z.int(),
  /** A board document; its schema is a part of its own, which only those load who draw boards. */
  board: z.unknown(),
})

const Command = z.strictObject({ type: z.literal('command'), command: z.enum(['identify', 'reload']) })

/** To a wall display that may sound alarms: whether it is the one of its room that does. */
const Speaker = z.strictObject({ type: z.literal('speaker'), isSpeaker: z.boolean() })

/** Everything that the BFF says to a browser. */
export const ServerMessage = z.discriminatedUnion('type', [
  Hello,
  Snapshot,
  Changes,
  Resumed,
  Heartbeat,
  LinkChanged,
  Five9EventNotice,
  DisplayBoard,
  Command,
  Speaker,
])
export type WireServerMessage = z.infer<typeof ServerMessage>

const ResumePosition = z.strictObject({
  epoch: z.string().check(z.maxLength(64)),
  seq: z.int().check(z.nonnegative()),
})

/** What a browser asks for in the address at which it connects. Open: a peer of another version may add fields. */
export const Subscription = z.object({
  version: z.number(),
  /** The server reduces it to what the client may see. */
  view: ViewSpec,
  /** The client can read binary messages: deflated text. */
  inflates: z.optional(z.boolean()),
  resume: z.optional(ResumePosition),
})
export type Subscription = z.infer<typeof Subscription>

/** Everything that a browser says to the BFF once it is connected. */
export const ClientMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ack'),
    epoch: z.string().check(z.maxLength(64)),
    seq: z.int().check(z.nonnegative()),
    /** How long ago it was painted, in ms, where the screen knows: it does not time every paint. */
    paintedAgoMs: z.optional(z.number().check(z.nonnegative())),
  }),
  z.strictObject({ type: z.literal('resync') }),
  /** Changes what this connection is sent, without a reconnect. */
  z.strictObject({ type: z.literal('subscribe'), view: ViewSpec, resume: z.optional(ResumePosition) }),
  z.strictObject({ type: z.literal('report'), report: DisplayReport }),
])
export type ClientMessage = z.infer<typeof ClientMessage>
