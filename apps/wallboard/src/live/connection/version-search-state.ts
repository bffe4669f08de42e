/**
 * Decides what a page does that meets servers of another version of the protocol, as while the nodes of a cluster are
 * upgraded in turn. The next connection may reach a server of its own version. After some mismatches in a row the page
 * finds out whether it would be served the page of the other version, and loads that. Pure.
 */
export interface VersionSearch {
  /** Mismatches in a row. */
  readonly count: number
}

export const initialVersionSearch: VersionSearch = { count: 0 }

/** A page goes to a newer version sooner than back to an older one. */
const looksAfter = { newer: 2, older: 3 } as const

/** A connection has ended because its server speaks another version. `looks`: find out which page is served. */
export function versionDiffered(
  { count }: VersionSearch,
  server: keyof typeof looksAfter,
): { readonly state: VersionSearch; readonly looks: boolean } {
  const next = count + 1
  return { state: { count: next }, looks: next % looksAfter[server] === 0 }
}

/** The reloads of a page by which it has found no server of its version. */
export interface Reloads {
  /** The last one, in epoch milliseconds: it survives the page. */
  readonly at: number
  readonly count: number
}

const firstPauseMs = 5_000
const maxPauseMs = 300_000

/** The reloads including one that is due now; undefined while the page has to wait. Also when the clock was set back. */
export function nextReload(before: Reloads | undefined, now: number): Reloads | undefined {
  const sinceMs = before === undefined ? Infinity : Math.abs(now - before.at)
  if (before === undefined || sinceMs >= maxPauseMs) return { at: now, count: 1 }
  const pauseMs = Math.min(maxPauseMs, firstPauseMs * 2 ** (before.count - 1))
  return sinceMs < pauseMs ? undefined : { at: now, count: before.count + 1 }
}
