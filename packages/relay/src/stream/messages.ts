import { z } from 'zod/mini'
import { Directory } from './directory.ts'
import { CampaignOutOfNumbers, Maintenance, NamedId } from './five9-notices.ts'
import { LinkReason, UnreadList } from './link-reason.ts'
import { DisplayReport, DisplayIdentity } from '../rest/displays.ts'
import { ViewSpec } from './view-spec.ts'

/** The version of this protocol. A page that receives another version reloads. */
export const relayVersion = 10

/** Path of the relay's WebSocket on the BFF. */
export const relayPath = '/api/live'

/**
 * The HTTP header with the build id of a page, and in a request with that of the page that is looked for; `hello` has the
 * build id of the server.
 */
export const buildHeader = 'x-wallboard-build'

/** Close codes of the BFF; docs/relay-protocol.md explains each. */
export const CloseCode = {
  /** The feed of the client has started or ended. */
  GoingAway: 1001,
  BadMessage: 1008,
  /** The BFF cannot encode the data of the view. */
  InternalError: 1011,
  /** The server is stopping; another one probably starts. */
  Restarting: 1012,
  SignedOut: 4401,
  TooSlow: 4408,
  /** A newer connection of the same display has replaced this one. */
  Replaced: 4409,
  VersionMismatch: 4426,
} as const

/**
 * The server is a node that lacks what another node has: what the client shows already, or the cluster. No part of what a
 * page loads.
 */
export const behindCloseCode = 4503

/** Milliseconds of the BFF's monotonic clock (`Clocks`), unless stated otherwise. */
const Instant = z.number()
/** Add it to an `Instant` to get epoch milliseconds of the BFF's wall clock. */
const WallOffset = z.number()

/**
 * A data source that is not confirmed: increments were or may have been lost, and no full statistics of it have been
 * received since on the present connection. `confirmedAt` is the last instant at which its rows were complete.
 */
const UnconfirmedSource = z.strictObject({ dataSource: z.string(), confirmedAt: z.nullable(Instant) })
export type UnconfirmedSource = z.infer<typeof UnconfirmedSource>

/**
 * The BFF's link to Five9. `up` means that the socket is open. `confirmedAt` is the instant of the last statistics; it
 * determines the freshness of every data source that is not in `unconfirmed`.
 */
export const Link = z.strictObject({
  state: z.enum(['connecting', 'up', 'down', 'migrating', 'ended']),
  since: Instant,
  reason: z.nullable(LinkReason),
  confirmedAt: z.nullable(Instant),
  unconfirmed: z.readonly(z.array(UnconfirmedSource)),
  unreadLists: z.readonly(z.array(UnreadList)),
  /** Add it to an instant that Five9 wrote (`stateSince`, `sessionStart`) to get one of the BFF's monotonic clock. */
  domainOffsetMs: z.number(),
  /** Present from its announcement until it is over. */
  maintenance: z.optional(Maintenance),
})
export type Link = z.infer<typeof Link>

/** A row as in `packages/statistics`. On the wire a row may omit `asOf`: it is then the `asOf` of the message. */
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
 * Checked without a schema for speed: most of every message is rows, and a television has a few milliseconds for each
 * message. All other fields of a row are open.
 */
const WireRows = z.custom<WireRow[]>((value) => Array.isArray(value) && value.every(isWireRow))
const WireSource = z.strictObject({ dataSource: z.string(), data: WireRows })
const WireChange = z.strictObject({
  dataSource: z.string(),
  added: WireRows,
  updated: WireRows,
  removed: z.array(z.string()),
})

/**
 * What the stream of a connection is, when it is not live. `replay`: a recording that a person watches. `drill`: a
 * recording or a simulation on a display. Its instants are epoch milliseconds of the past; they advance in steps, and the
 * clock of a client stands still between two messages.
 */
const StreamMode = z.enum(['replay', 'drill'])
export type StreamMode = z.infer<typeof StreamMode>

/** Open, like `Subscription`: the version of a peer must be readable, whatever else it sends. */
const Hello = z.object({
  type: z.literal('hello'),
  version: z.number(),
  build: z.string(),
  serverTime: Instant,
  wallOffsetMs: WallOffset,
  /** Absent for a live stream. */
  mode: z.optional(StreamMode),
  /** A drill of a simulated day; absent for one of a recording. */
  isSimulated: z.optional(z.boolean()),
})

const Snapshot = z.strictObject({
  type: z.literal('snapshot'),
  eventId: z.literal('5000'),
  epoch: z.string(),
  seq: z.int(),
  asOf: Instant,
  serverTime: Instant,
  wallOffsetMs: WallOffset,
  queues: z.array(NamedId),
  payLoad: z.array(WireSource),
  /** Sent with agents or campaigns. When it changes, a new snapshot is sent. */
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
  queues: z.optional(z.array(NamedId)),
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

/** What a display is and shows: sent before the first snapshot and on each change. */
const DisplayBoard = z.strictObject({
  type: z.literal('board'),
  display: DisplayIdentity,
  boardId: z.string(),
  revision: z.int(),
  /** A board document. Its schema is in packages/boards, which only pages that draw boards load. */
  board: z.unknown(),
})

const Command = z.strictObject({ type: z.literal('command'), command: z.enum(['identify', 'reload']) })

/** To a display that may sound alarms: whether it is the room speaker. */
const Speaker = z.strictObject({ type: z.literal('speaker'), isSpeaker: z.boolean() })

/** One active alert as a client shows it. */
export interface AlertOnScreen {
  readonly id: string
  readonly rule: { readonly id: string; readonly name: string }
  /** The board and the key of the tile whose threshold it is; null for a rule by itself. */
  readonly board: { readonly id: string; readonly tile: string } | null
  readonly entity: { readonly kind: string; readonly id: string; readonly name: string }
  readonly level: 'warn' | 'critical'
  readonly state: 'firing' | 'acknowledged' | 'recovering' | 'suppressed' | 'snoozed' | 'no-data'
  /** An `Instant`. */
  readonly since: number
  readonly metric: string
  readonly when: 'above' | 'below' | 'increase'
  /** In the unit of the metric. */
  readonly limit: number
  /** The value at the last change of any other field. */
  readonly value: number | null
  /** The name of the person is not sent: a display shows no names. */
  readonly isAcknowledged: boolean
  /** How often it has alarmed: sound is due when this grows. */
  readonly alarms: number
}

/** Not checked one by one, for the size of a display's first script: both ends are of one version. */
const AlertsOnScreen = z.custom<readonly AlertOnScreen[]>(Array.isArray)

/** The active alerts that the client may see, whole: sent after each snapshot or resume. */
const Alerts = z.strictObject({ type: z.literal('alerts'), alerts: AlertsOnScreen })

/** What has changed since the list that the connection was sent last: alerts that began or changed, and ids of ended ones. */
const AlertChanges = z.strictObject({
  ...{ type: z.literal('alert-changes'), changed: AlertsOnScreen, removed: z.readonly(z.array(z.string())) },
})

/** All messages of the BFF. */
export const ServerMessage = z.discriminatedUnion('type', [
  Hello,
  Snapshot,
  Changes,
  Resumed,
  Heartbeat,
  LinkChanged,
  CampaignOutOfNumbers,
  DisplayBoard,
  Command,
  Speaker,
  Alerts,
  AlertChanges,
])
export type WireServerMessage = z.infer<typeof ServerMessage>

const ResumePosition = z.strictObject({
  epoch: z.string().check(z.maxLength(64)),
  seq: z.int().check(z.nonnegative()),
})

/** What a client requests in the address at which it connects. Open: a client of another version may add fields. */
export const Subscription = z.object({
  version: z.number(),
  /** The BFF reduces it to what the client may see. */
  view: ViewSpec,
  /** The client can read binary messages: deflated text. */
  inflates: z.optional(z.boolean()),
  resume: z.optional(ResumePosition),
})
export type Subscription = z.infer<typeof Subscription>

/** All messages of a browser on an open connection. */
export const ClientMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ack'),
    epoch: z.string().check(z.maxLength(64)),
    seq: z.int().check(z.nonnegative()),
    /** Milliseconds since the paint; clients do not measure every paint. */
    paintedAgoMs: z.optional(z.number().check(z.nonnegative())),
  }),
  z.strictObject({ type: z.literal('resync') }),
  /** Changes the view of this connection without a reconnect. */
  z.strictObject({ type: z.literal('subscribe'), view: ViewSpec, resume: z.optional(ResumePosition) }),
  z.strictObject({ type: z.literal('report'), report: DisplayReport }),
])
export type ClientMessage = z.infer<typeof ClientMessage>
