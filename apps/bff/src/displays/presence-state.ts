import type { DisplayReport } from '@wallboard/relay/rest/displays'
import type { DisplayHealth } from '@wallboard/relay/rest/display-list'

/** What is known of a screen while the server runs; instants are milliseconds of the monotonic clock. */
export interface DisplayPresence {
  /** Undefined for a screen that was paired before the server started. */
  readonly pairedAt: number | undefined
  readonly onlineSince: number | undefined
  readonly lastSeenAt: number | undefined
  readonly report: DisplayReport | undefined
  readonly reportedAt: number | undefined
  /** Instants at which a second screen took the token over from one that was still there. */
  readonly takeovers: readonly number[]
  /** When the token was last seen with two screens at once, or with a second one elsewhere. */
  readonly sharedAt: number | undefined
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

const quietMs = 60_000
const lostMs = 150_000
/** A wall is painted four times a second, and old figures are marked after 15 s. */
const latePaintMs = 15_000
const sharedWithinMs = 10 * 60_000
/** One takeover in one place, of a screen that says nothing any more, is a reload whose old socket lingered. */
const takeoversOfSharing = 3

/** How a screen stands at an instant; worst first: `shared`, `lost`, `quiet`, `late`, `well`. */
export function healthOf(seen: DisplayPresence, now: number): DisplayHealth {
  if (seen.sharedAt !== undefined && now - seen.sharedAt < sharedWithinMs) return 'conflict'
  const recent = seen.takeovers.filter((at) => now - at < sharedWithinMs)
  if (recent.length >= takeoversOfSharing) return 'conflict'
  const silentMs = now - (seen.lastSeenAt ?? seen.pairedAt ?? -Infinity)
  if (silentMs >= lostMs) return 'offline'
  if (silentMs >= quietMs) return 'silent'
  const paintedAgeMs = seen.report?.paintedAgeMs ?? 0
  return paintedAgeMs >= latePaintMs ? 'stale' : 'healthy'
}

const order: readonly DisplayHealth[] = ['conflict', 'offline', 'silent', 'stale', 'healthy']

/** Sorts the worst first; equal ones by name. */
export function byHealth(
  a: { readonly health: DisplayHealth; readonly name: string },
  b: { readonly health: DisplayHealth; readonly name: string },
): number {
  return order.indexOf(a.health) - order.indexOf(b.health) || a.name.localeCompare(b.name)
}

export const presencePaired = (seen: DisplayPresence, now: number): DisplayPresence => ({
  ...seen,
  pairedAt: now,
})

export const presenceConnected = (seen: DisplayPresence, now: number): DisplayPresence => ({
  ...seen,
  onlineSince: seen.onlineSince ?? now,
  lastSeenAt: now,
})

export const presenceReplaced = (seen: DisplayPresence, now: number): DisplayPresence => ({
  ...seen,
  takeovers: [...seen.takeovers, now].slice(-takeoversOfSharing),
})

export const presenceConflicted = (seen: DisplayPresence, now: number): DisplayPresence => ({
  ...seen,
  sharedAt: now,
})

export const presenceReported = (
  seen: DisplayPresence,
  report: DisplayReport,
  now: number,
): DisplayPresence => ({
  ...seen,
  report,
  reportedAt: now,
  lastSeenAt: now,
})

export const presenceDisconnected = (seen: DisplayPresence): DisplayPresence => ({
  ...seen,
  onlineSince: undefined,
})

/**
 * Age of the data that is painted on a connected screen, by its last word since it connected: Infinity where no data is on
 * it, undefined while it has not said.
 */
export function paintedAgeMsOf({ onlineSince, report, reportedAt }: DisplayPresence): number | undefined {
  const isCurrent = onlineSince !== undefined && reportedAt !== undefined && reportedAt >= onlineSince
  return isCurrent && report !== undefined ? (report.paintedAgeMs ?? Infinity) : undefined
}
