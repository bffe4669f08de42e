import type { Counts } from './counts.ts'
import { percentiles, type Distribution, type Percentiles } from './distribution.ts'
import { slowestClients, type ClientLatency } from './client-table.ts'
import type { ClientRecord } from './client-records.ts'

interface NamedShares extends Percentiles {
  readonly name: string
  readonly unit: 'ms' | 'bytes'
}

interface NamedCount {
  readonly name: string
  readonly count: number
}

/** What `/debug/latency` shows; its instants are epoch milliseconds of the wall clock. */
export interface LatencyReport {
  readonly at: number
  readonly screens: number
  readonly lagging: number
  readonly distributions: readonly NamedShares[]
  readonly frames: readonly NamedCount[]
  /** Snapshots sent, by the reason for each. */
  readonly snapshots: readonly NamedCount[]
  /** The slowest screens first. */
  readonly slowest: readonly (Omit<ClientLatency, 'viewer'> & {
    readonly name: string
    /** What `/metrics` calls it; null for a desk, of which it does not tell. */
    readonly displayId: string | null
  })[]
  /** Screens that the table has no room for. */
  readonly more: number
}

/** More than anybody reads, and few enough for a page that is read again every few seconds. */
const maxRows = 200

export function latencyReport(given: {
  /** Monotonic milliseconds. */
  readonly now: number
  /** Added to a monotonic instant, the time of day. */
  readonly wallOffsetMs: number
  readonly connected: ReadonlySet<ClientRecord>
  readonly lagging: number
  readonly displayNames: ReadonlyMap<string, string>
  readonly counts: Counts
  readonly upstreamToSend: Distribution
  readonly painted: Distribution
  readonly flushBytes: Distribution
}): LatencyReport {
  const { counts, connected, displayNames } = given
  const { rows, more } = slowestClients(connected, maxRows)
  return {
    at: given.now + given.wallOffsetMs,
    screens: connected.size,
    lagging: given.lagging,
    distributions: [
      { name: 'From Five9 to the screens’ sockets', unit: 'ms', ...percentiles(given.upstreamToSend) },
      { name: 'From a socket to “painted”', unit: 'ms', ...percentiles(given.painted) },
      { name: 'Size of a flush', unit: 'bytes', ...percentiles(given.flushBytes) },
    ],
    frames: [
      { name: 'Flushes encoded', count: counts.encodings.changes },
      { name: 'Snapshots encoded', count: counts.encodings.snapshot },
      { name: 'Flushes sent', count: counts.sends.changes },
      { name: 'Flushes skipped from screens that lag', count: counts.skipped },
    ],
    snapshots: [
      { name: 'The screen came, or came back too late to resume', count: counts.snapshots.joined },
      { name: 'The screen asked for one', count: counts.snapshots.asked },
      { name: 'The screen had lagged', count: counts.snapshots.lagged },
      { name: 'The screen is to show something else', count: counts.snapshots.view },
      { name: 'Names changed', count: counts.snapshots.names },
      { name: 'Its view failed and was rebuilt', count: counts.snapshots.rebuilt },
    ],
    slowest: rows.map(({ viewer, ...row }) => ({
      ...row,
      connectedSince: row.connectedSince + given.wallOffsetMs,
      displayId: viewer.kind === 'display' ? viewer.id : null,
      name: viewer.kind === 'desk' ? viewer.username : (displayNames.get(viewer.id) ?? viewer.id),
    })),
    more,
  }
}
