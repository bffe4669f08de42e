import { DisplayReport } from '@wallboard/relay/rest/displays'
import { z } from 'zod'
import type { SharedRecords } from '../cluster/node-records.ts'
import type { DisplayPresence, KnownPresence } from './presence-state.ts'

const Instant = z.number().nullable()

/** What a node shares of a display that is, or was, connected to it. Instants are those of the cluster's clock. */
export const SharedPresence = z.object({
  org: z.string(),
  room: z.string(),
  /** Whether the display may sound alarms. */
  sounds: z.boolean(),
  /** The number of its socket: of two sockets in the cluster the one with the higher number is the newer. */
  claim: z.number().nullable(),
  pairedAt: Instant,
  onlineSince: Instant,
  lastSeenAt: Instant,
  report: z.nullable(DisplayReport),
  reportedAt: Instant,
  takeovers: z.array(z.number()),
  sharedAt: Instant,
  origin: z.object({ address: z.string(), browser: z.string() }).nullable(),
})
export type SharedPresence = z.infer<typeof SharedPresence>

/** The port to the nodes of a cluster. */
export interface PresenceSharing {
  readonly records: SharedRecords<SharedPresence>
  /** What to add to a monotonic instant of this node for one of the cluster's clock, now. */
  readonly offsetMs: () => number
}

/** @param offsetMs is added to all instants */
export function toShared(
  presence: KnownPresence,
  offsetMs: number,
): Omit<SharedPresence, 'org' | 'room' | 'sounds' | 'claim'> {
  const shifted = (at: number | undefined) => (at === undefined ? null : at + offsetMs)
  return {
    pairedAt: shifted(presence.pairedAt),
    onlineSince: shifted(presence.onlineSince),
    lastSeenAt: shifted(presence.lastSeenAt),
    report: presence.report ?? null,
    reportedAt: shifted(presence.reportedAt),
    takeovers: presence.takeovers.map((at) => at + offsetMs),
    sharedAt: shifted(presence.sharedAt),
    origin: presence.origin ?? null,
  }
}

/** @param isAlive a display is not connected to a node that has stopped */
export function fromShared(shared: SharedPresence, offsetMs: number, isAlive: boolean): KnownPresence {
  const shifted = (at: number | null) => (at === null ? undefined : at - offsetMs)
  return {
    pairedAt: shifted(shared.pairedAt),
    onlineSince: isAlive ? shifted(shared.onlineSince) : undefined,
    lastSeenAt: shifted(shared.lastSeenAt),
    report: shared.report ?? undefined,
    reportedAt: shifted(shared.reportedAt),
    takeovers: shared.takeovers.map((at) => at - offsetMs),
    sharedAt: shifted(shared.sharedAt),
    origin: shared.origin ?? undefined,
  }
}

const latest = (...instants: readonly (number | undefined)[]): number | undefined => {
  const known = instants.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}

/** Orders two presences of one display: by connection, then by what was seen last, then by anything that differs. */
function isNewer(a: KnownPresence, b: KnownPresence): boolean {
  const keys = (presence: DisplayPresence) =>
    [presence.onlineSince, presence.lastSeenAt, presence.reportedAt, presence.pairedAt].map(
      (at) => at ?? -Infinity,
    )
  const [before, after] = [keys(b), keys(a)]
  const index = before.findIndex((at, position) => at !== after[position])
  if (index >= 0) return (after[index] ?? 0) > (before[index] ?? 0)
  return JSON.stringify(a) > JSON.stringify(b)
}

/**
 * What two nodes know of one display, in any order: its connection and origin are those of the newer socket, its report is
 * the latest, and each takeover counts once.
 */
export function mergePresences(a: KnownPresence, b: KnownPresence): KnownPresence {
  const [newer, older] = isNewer(a, b) ? [a, b] : [b, a]
  const isReportOlder = (newer.reportedAt ?? -Infinity) < (older.reportedAt ?? -Infinity)
  const { report, reportedAt } = isReportOlder ? older : newer
  return {
    ...{ report, reportedAt },
    pairedAt: latest(a.pairedAt, b.pairedAt),
    onlineSince: newer.onlineSince,
    lastSeenAt: latest(a.lastSeenAt, b.lastSeenAt),
    takeovers: [...new Set([...a.takeovers, ...b.takeovers])].sort((one, other) => one - other),
    sharedAt: latest(a.sharedAt, b.sharedAt),
    origin: newer.origin ?? older.origin,
  }
}
