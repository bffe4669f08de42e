import { countOf, percentiles, quantileOf, type Percentiles } from './distribution.ts'
import type { Principal } from '../live/hub/meter.ts'
import type { ClientRecord } from './client-records.ts'

/** The acknowledgement latency of one connected client. */
export interface ClientLatency extends Percentiles {
  readonly viewer: Principal
  readonly connectedSince: number
  readonly ackLagMs: number
  readonly isLagging: boolean
  readonly flushesSkipped: number
  readonly snapshotsSent: number
}

/**
 * The 95th percentile of acknowledgement latency: Infinity above all bounds, 0 without acknowledgements. For a lagging
 * client at least its present lag, so that a client that hangs does not rank among the fast ones.
 */
function slowness(client: ClientRecord): number {
  const p95 = quantileOf(client.ackLatency, 0.95) ?? (countOf(client.ackLatency) === 0 ? 0 : Infinity)
  return client.isLagging() ? Math.max(p95, client.ackLagMs()) : p95
}

/** The slowest clients first, and how many more there are. */
export function slowestClients(
  clients: Iterable<ClientRecord>,
  limit: number,
): { readonly rows: readonly ClientLatency[]; readonly more: number } {
  const ranked = [...clients]
    .map((client) => ({ client, slowness: slowness(client), ackLagMs: client.ackLagMs() }))
    // Equal values are compared separately: Infinity minus Infinity is NaN.
    .sort((a, b) => (a.slowness === b.slowness ? b.ackLagMs - a.ackLagMs : a.slowness < b.slowness ? 1 : -1))
  const rows = ranked.slice(0, limit).map(({ client, ackLagMs }) => ({
    ...percentiles(client.ackLatency),
    viewer: client.viewer,
    connectedSince: client.connectedSince,
    ackLagMs,
    isLagging: client.isLagging(),
    flushesSkipped: client.flushesSkipped,
    snapshotsSent: client.snapshotsSent,
  }))
  return { rows, more: ranked.length - rows.length }
}
