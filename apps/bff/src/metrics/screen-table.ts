import { countOf, edgeWithin, sharesOf, type Shares } from './distribution.ts'
import type { ScreenRecord, Viewer } from './screens.ts'

/** How one connected screen fares. */
export interface ScreenRow extends Shares {
  readonly viewer: Viewer
  readonly connectedSince: number
  readonly owedMs: number
  readonly isLagging: boolean
  readonly withheld: number
  readonly snapshots: number
}

/**
 * What 95 of a hundred acknowledgements took; beyond all edges counts most, nothing yet least. A screen that lags is as
 * slow as what it owes, or one that has hung up would stand among the fast ones.
 */
function slownessOf(screen: ScreenRecord): number {
  const told = edgeWithin(screen.painted, 0.95) ?? (countOf(screen.painted) === 0 ? 0 : Infinity)
  return screen.isLagging() ? Math.max(told, screen.owedMs()) : told
}

/** The slowest screens first, and how many more there are. */
export function slowestScreens(
  screens: Iterable<ScreenRecord>,
  limit: number,
): { readonly rows: readonly ScreenRow[]; readonly more: number } {
  const ranked = [...screens]
    .map((screen) => ({ screen, slowness: slownessOf(screen), owedMs: screen.owedMs() }))
    // Equals are compared apart: Infinity less Infinity is no number.
    .sort((a, b) => (a.slowness === b.slowness ? b.owedMs - a.owedMs : a.slowness < b.slowness ? 1 : -1))
  const rows = ranked.slice(0, limit).map(({ screen, owedMs }) => ({
    ...sharesOf(screen.painted),
    viewer: screen.viewer,
    connectedSince: screen.connectedSince,
    owedMs,
    isLagging: screen.isLagging(),
    withheld: screen.withheld,
    snapshots: screen.snapshots,
  }))
  return { rows, more: ranked.length - rows.length }
}
