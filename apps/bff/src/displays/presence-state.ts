import type { DisplayReport } from '@wallboard/relay/rest/displays'
import type { DisplayHealth } from '@wallboard/relay/rest/display-list'

/** What the server knows of a display while it runs; instants are monotonic milliseconds. */
export interface DisplayPresence {
  /** Undefined for a display that was paired before the server started. */
  readonly pairedAt: number | undefined
  readonly onlineSince: number | undefined
  readonly lastSeenAt: number | undefined
  readonly report: DisplayReport | undefined
  readonly reportedAt: number | undefined
  /** Instants at which a new socket replaced one that was still open. */
  readonly takeovers: readonly number[]
  /** When two screens were last seen with the token at once, or a second one elsewhere. */
  readonly sharedAt: number | undefined
}

/** Where the socket of a display comes from. */
export interface ClientOrigin {
  readonly address: string
  readonly browser: string
}

/** A display's presence with the origin of its latest socket. */
export interface KnownPresence extends DisplayPresence {
  readonly origin: ClientOrigin | undefined
}

export const initialPresence: DisplayPresence = {
  pairedAt: undefined,
  onlineSince: undefined,
  lastSeenAt: undefined,
  report: undefined,
  reportedAt: undefined,
  takeovers: [],
  sharedAt: undefined,
}

const silentAfterMs = 60_000
const offlineAfterMs = 150_000
/** A display paints four times a second, and marks data as stale after 15 s. */
const staleAfterMs = 15_000
const conflictMs = 10 * 60_000
/** A single takeover from the same address and browser is a reload whose old socket was still open. */
const conflictTakeovers = 3

/** The health of a display at an instant. */
export function healthOf(seen: DisplayPresence, now: number): DisplayHealth {
  if (seen.sharedAt !== undefined && now - seen.sharedAt < conflictMs) return 'conflict'
  const recent = seen.takeovers.filter((at) => now - at < conflictMs)
  if (recent.length >= conflictTakeovers) return 'conflict'
  const silentMs = now - (seen.lastSeenAt ?? seen.pairedAt ?? -Infinity)
  if (silentMs >= offlineAfterMs) return 'offline'
  if (silentMs >= silentAfterMs) return 'silent'
  const paintedAgeMs = seen.report?.paintedAgeMs ?? 0
  return paintedAgeMs >= staleAfterMs ? 'stale' : 'healthy'
}

const order: readonly DisplayHealth[] = ['conflict', 'offline', 'silent', 'stale', 'drill', 'healthy']

/** Sorts the worst first; equal ones by name. */
export function byHealth(
  a: { readonly health: DisplayHealth; readonly name: string },
  b: { readonly health: DisplayHealth; readonly name: string },
): number {
  return order.indexOf(a.health) - order.indexOf(b.health) || a.name.localeCompare(b.name)
}

export const presencePaired = <Presence extends DisplayPresence>(seen: Presence, now: number): Presence => ({
  ...seen,
  pairedAt: now,
})

export const presenceConnected = (
  seen: DisplayPresence,
  now: number,
  origin: ClientOrigin | undefined,
): KnownPresence => ({
  ...seen,
  origin,
  onlineSince: seen.onlineSince ?? now,
  lastSeenAt: now,
})

export const presenceReplaced = <Presence extends DisplayPresence>(
  seen: Presence,
  now: number,
): Presence => ({
  ...seen,
  takeovers: [...seen.takeovers, now].slice(-conflictTakeovers),
})

export const presenceConflicted = <Presence extends DisplayPresence>(
  seen: Presence,
  now: number,
): Presence => ({
  ...seen,
  sharedAt: now,
})

export const presenceReported = <Presence extends DisplayPresence>(
  seen: Presence,
  report: DisplayReport,
  now: number,
): Presence => ({
  ...seen,
  report,
  reportedAt: now,
  lastSeenAt: now,
})

export const presenceDisconnected = <Presence extends DisplayPresence>(seen: Presence): Presence => ({
  ...seen,
  onlineSince: undefined,
})

/**
 * Age of the data that a connected display shows, as last reported since it connected: Infinity without data, undefined
 * before its first report.
 */
export function paintedAgeMsOf({ onlineSince, report, reportedAt }: DisplayPresence): number | undefined {
  const isCurrent = onlineSince !== undefined && reportedAt !== undefined && reportedAt >= onlineSince
  return isCurrent && report !== undefined ? (report.paintedAgeMs ?? Infinity) : undefined
}
