import type { Link, Position, ServerMessage, SnapshotMessage } from '@wallboard/relay'
import {
  initialServerClock,
  isClockUncertain,
  serverClockAfterSleep,
  serverClockReceived,
  type ServerClock,
} from './server-clock-state.ts'
import { sleptSince, type ClockReading } from './sleep-state.ts'
import type { StatusInput } from './source-freshness-state.ts'

/** What a page knows of its stream from the server. Instants are of the page's monotonic clock unless stated otherwise. */
export interface StreamSession {
  /** The position that the stores hold; undefined before the first snapshot. */
  readonly position: Position | undefined
  readonly link: Link | undefined
  readonly serverClock: ServerClock | undefined
  /** Add this to an instant of the server for the time of day. The page's own until the server sends its own. */
  readonly wallOffsetMs: number
  /** When the connection opened; undefined once its first message is read. */
  readonly openedAt: number | undefined
  /** A disconnection ends with a snapshot or a resumption, not with an open socket. */
  readonly disconnectedSince: number | undefined
  /** Why the server's clock is uncertain; only the first message of a new connection ends that. */
  readonly clockDoubt: 'slept' | 'server-clock' | undefined
  readonly hasGap: boolean
  readonly isSocketBlocked: boolean
  /** When the shown saved snapshot was current, by the server's clock; undefined for data of the server. */
  readonly savedAt: number | undefined
  /** The data sources of the board; undefined without a board. */
  readonly shownSources: readonly string[] | undefined
  /** The reading of both clocks to compare the next one with. */
  readonly lastReading: ClockReading
}

export type StreamEvent =
  | { readonly type: 'clocks-read' }
  /** A connection has opened: the server sends its first message now, even if the page reads it later. */
  | { readonly type: 'opened' }
  | { readonly type: 'lost' }
  /** Changes were lost: nothing is live until a snapshot or a resumption. */
  | { readonly type: 'changes-missed' }
  /** Whether the server answers requests while live connections fail. */
  | { readonly type: 'socket-blocked'; readonly isBlocked: boolean }
  | { readonly type: 'board-shown'; readonly dataSources: readonly string[] }
  | { readonly type: 'snapshot-restored'; readonly snapshot: SnapshotMessage; readonly ageMs: number }
  | { readonly type: 'message'; readonly message: ServerMessage }

export const initialStreamSession = (reading: ClockReading): StreamSession => ({
  position: undefined,
  link: undefined,
  serverClock: undefined,
  wallOffsetMs: reading.wall - reading.monotonic,
  openedAt: undefined,
  disconnectedSince: reading.monotonic,
  clockDoubt: undefined,
  hasGap: false,
  isSocketBlocked: false,
  savedAt: undefined,
  shownSources: undefined,
  lastReading: reading,
})

/** The session after an event at the instant of `reading`. */
export function reduceStreamSession(
  session: StreamSession,
  event: StreamEvent,
  reading: ClockReading,
): StreamSession {
  const { monotonic } = reading
  switch (event.type) {
    case 'clocks-read':
      return clocksRead(session, reading)
    case 'opened':
      return { ...session, openedAt: monotonic }
    case 'lost':
      return { ...session, disconnectedSince: session.disconnectedSince ?? monotonic, hasGap: false }
    case 'changes-missed':
      return {
        ...session,
        hasGap: session.hasGap || session.disconnectedSince === undefined,
        disconnectedSince: session.disconnectedSince ?? monotonic,
      }
    case 'socket-blocked':
      return { ...session, isSocketBlocked: event.isBlocked }
    case 'board-shown':
      return { ...session, shownSources: event.dataSources }
    case 'snapshot-restored': {
      const { snapshot, ageMs } = event
      const { serverTime, link, wallOffsetMs } = snapshot
      const serverClock = initialServerClock({ serverTime: serverTime + ageMs, readAt: monotonic })
      const disconnectedSince = monotonic - ageMs
      return { ...session, serverClock, link, wallOffsetMs, savedAt: serverTime, disconnectedSince }
    }
    case 'message':
      return messageReceived(session, event.message, monotonic)
  }
}

/** Compares the two clocks of the machine: they drift apart while it sleeps. */
function clocksRead(session: StreamSession, reading: ClockReading): StreamSession {
  const { sleptMs, before: lastReading } = sleptSince(session.lastReading, reading)
  const { serverClock, clockDoubt, disconnectedSince } = session
  if (serverClock === undefined) return { ...session, lastReading }
  const moved = sleptMs > 0 ? serverClockAfterSleep(serverClock, sleptMs) : serverClock
  const next = { ...session, lastReading, serverClock: moved }
  if (clockDoubt !== undefined || disconnectedSince !== undefined) return next
  const doubt =
    sleptMs > 0 ? 'slept' : isClockUncertain(moved, reading.monotonic) ? 'server-clock' : clockDoubt
  if (doubt === undefined) return next
  // By the moved clock the page was connected until the sleep began, not until it ended.
  return { ...next, disconnectedSince: reading.monotonic - sleptMs, clockDoubt: doubt }
}

/** True when only a new connection can show how old the data is. */
export const mustReconnect = (before: StreamSession, after: StreamSession): boolean =>
  before.clockDoubt === undefined && after.clockDoubt !== undefined

function messageReceived(session: StreamSession, message: ServerMessage, readAt: number): StreamSession {
  switch (message.type) {
    case 'hello':
      return { ...timeReceived(session, message, readAt), clockDoubt: undefined }
    case 'snapshot':
    case 'resumed':
      return complete({
        ...timeReceived(session, message, readAt),
        link: message.link,
        position: message.type === 'snapshot' ? positionOf(message) : session.position,
      })
    case 'changes':
      return { ...session, position: positionOf(message) }
    case 'heartbeat':
    case 'link':
      return { ...timeReceived(session, message, readAt), link: message.link }
    case 'event':
    case 'board':
    case 'command':
    case 'speaker':
    case 'alerts':
    case 'alert-changes':
      return session
  }
}

const positionOf = ({ epoch, seq }: Position): Position => ({ epoch, seq })

function timeReceived(
  session: StreamSession,
  message: Extract<ServerMessage, { readonly serverTime: number }>,
  readAt: number,
): StreamSession {
  const { serverTime, type } = message
  const { serverClock, openedAt } = session
  // Each connection has its own delay: its first message starts a new estimate.
  const isFirst = serverClock === undefined || type === 'hello'
  return {
    ...session,
    wallOffsetMs: steadyWallOffset(session.wallOffsetMs, message.wallOffsetMs),
    openedAt: undefined,
    serverClock: isFirst
      ? initialServerClock({ serverTime, readAt, openedAt })
      : serverClockReceived(serverClock, serverTime, readAt),
  }
}

/** The server reads its two clocks one after the other, in whole and in parts of milliseconds: each reading differs. */
const sameWallOffsetMs = 10

/** The offset from before while it is the same: a clock that moves a little with each message draws the page once more. */
const steadyWallOffset = (before: number, now: number): number =>
  Math.abs(now - before) < sameWallOffsetMs ? before : now

/** The stores are complete. A message of a connection from before a sleep proves nothing. */
function complete(session: StreamSession): StreamSession {
  if (session.clockDoubt !== undefined) return session
  return {
    ...session,
    disconnectedSince: undefined,
    savedAt: undefined,
    isSocketBlocked: false,
    hasGap: false,
  }
}

/** The server's monotonic clock at an instant of the page's. */
export const serverInstant = ({ serverClock }: StreamSession, monotonic: number): number =>
  monotonic + (serverClock?.offsetMs ?? 0)

/** The input of the status. Without a board every source that the server reported on counts. */
export function toStatusInput(session: StreamSession, monotonic: number, queueSource: string): StatusInput {
  const { link, position, savedAt, isSocketBlocked, hasGap, disconnectedSince, shownSources } = session
  const reported = (link?.unconfirmed ?? []).map(({ dataSource }) => dataSource)
  return {
    link,
    position,
    savedAt,
    isSocketBlocked,
    hasGap,
    hasSlept: session.clockDoubt === 'slept',
    shownSources: shownSources ?? [...new Set([queueSource, ...reported])],
    disconnectedSince:
      disconnectedSince === undefined ? undefined : serverInstant(session, disconnectedSince),
    now: serverInstant(session, monotonic),
  }
}
