import type { ClientRecord } from './client-records.ts'
import type { Counts } from './counts.ts'
import { percentiles, type Distribution, type Percentiles } from './distribution.ts'
import { slowestClients, type ClientLatency } from './slowest-clients.ts'

interface NamedPercentiles extends Percentiles {
  readonly name: string
  readonly unit: 'ms' | 'bytes'
}

interface NamedCount {
  readonly name: string
  readonly count: number
}

/** The content of `/debug/latency`; its instants are epoch milliseconds of the wall clock. */
export interface LatencyReport {
  readonly at: number
  readonly clients: number
  readonly lagging: number
  readonly distributions: readonly NamedPercentiles[]
  readonly frames: readonly NamedCount[]
  /** Snapshots sent, by reason. */
  readonly snapshots: readonly NamedCount[]
  /** The slowest clients first. */
  readonly slowest: readonly (Omit<ClientLatency, 'viewer'> & {
    readonly name: string
    /** The label `display` of `/metrics`; null for a person's client, which has no series there. */
    readonly displayId: string | null
  })[]
  /** The number of clients beyond the limit of the table. */
  readonly more: number
}

/** Rows of the table: few enough for a page that reloads every few seconds. */
const maxRows = 200

export function latencyReport(deps: {
  /** Monotonic milliseconds. */
  readonly now: number
  /** Added to a monotonic instant, it gives the time of day. */
  readonly wallOffsetMs: number
  readonly connected: ReadonlySet<ClientRecord>
  readonly lagging: number
  readonly displayNames: ReadonlyMap<string, string>
  readonly counts: Counts
  readonly upstreamToSend: Distribution
  readonly ackLatency: Distribution
  readonly flushBytes: Distribution
}): LatencyReport {
  const { counts, connected, displayNames } = deps
  const { framesEncoded, framesSent, flushesSkipped, snapshotsSent } = counts
  const { rows, more } = slowestClients(connected, maxRows)
  return {
    at: deps.now + deps.wallOffsetMs,
    clients: connected.size,
    lagging: deps.lagging,
    distributions: [
      { name: 'Arrival from Five9 to send', unit: 'ms', ...percentiles(deps.upstreamToSend) },
      { name: 'Send to acknowledgement', unit: 'ms', ...percentiles(deps.ackLatency) },
      { name: 'Size of a flush', unit: 'bytes', ...percentiles(deps.flushBytes) },
    ],
    frames: [
      { name: 'Flushes encoded', count: framesEncoded.changes },
      { name: 'Snapshots encoded', count: framesEncoded.snapshot },
      { name: 'Flushes sent', count: framesSent.changes },
      { name: 'Flushes not sent to lagging clients', count: flushesSkipped },
    ],
    snapshots: [
      { name: 'The client connected, or could not resume', count: snapshotsSent.joined },
      { name: 'The client requested it', count: snapshotsSent.requested },
      { name: 'The client had lagged', count: snapshotsSent.lagged },
      { name: 'The view of the client changed', count: snapshotsSent.view },
      { name: 'Names changed', count: snapshotsSent.names },
      { name: 'The view failed and was rebuilt', count: snapshotsSent.rebuilt },
    ],
    slowest: rows.map(({ viewer, ...row }) => ({
      ...row,
      connectedSince: row.connectedSince + deps.wallOffsetMs,
      displayId: viewer.kind === 'display' ? viewer.id : null,
      name: viewer.kind === 'desk' ? viewer.username : (displayNames.get(viewer.id) ?? viewer.id),
    })),
    more,
  }
}
