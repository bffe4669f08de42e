import { countOf, quantile, percentiles, type Percentiles } from './distribution.ts'
import type { Principal } from '../live/hub/meter.ts'
import type { ClientRecord } from './client-records.ts'

/** How one connected screen fares. */
export interface ClientLatency extends Percentiles {
  readonly viewer: Principal
  readonly connectedSince: number
  readonly ackLagMs: number
  readonly isLagging: boolean
  readonly skipped: number
  readonly snapshots: number
}

/**
 * What 95 of a hundred acknowledgements took; beyond all edges counts most, nothing yet least. A screen that lags is as
 * slow as what it owes, or one that has hung up would stand among the fast ones.
 */
function slowness(screen: ClientRecord): number {
  const told = quantile(screen.painted, 0.95) ?? (countOf(screen.painted) === 0 ? 0 : Infinity)
  return screen.isLagging() ? Math.max(told, screen.ackLagMs()) : told
}

/** The slowest screens first, and how many more there are. */
export function slowestClients(
  screens: Iterable<ClientRecord>,
  limit: number,
): { readonly rows: readonly ClientLatency[]; readonly more: number } {
  const ranked = [...screens]
    .map((screen) => ({ screen, slowness: slowness(screen), ackLagMs: screen.ackLagMs() }))
    // Equals are compared apart: Infinity less Infinity is no number.
    .sort((a, b) => (a.slowness === b.slowness ? b.ackLagMs - a.ackLagMs : a.slowness < b.slowness ? 1 : -1))
  const rows = ranked.slice(0, limit).map(({ screen, ackLagMs }) => ({
    ...percentiles(screen.painted),
    viewer: screen.viewer,
    connectedSince: screen.connectedSince,
    ackLagMs,
    isLagging: screen.isLagging(),
    skipped: screen.skipped,
    snapshots: screen.snapshots,
  }))
  return { rows, more: ranked.length - rows.length }
}
