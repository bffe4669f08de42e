import { emptyDistribution, includeAll, type Distribution } from './distribution.ts'
import type { Principal } from '../live/hub/meter.ts'
import { milliseconds } from './bucket-bounds.ts'

/** A screen that connects, and how far it lags whenever that is asked. */
export interface NewClient {
  readonly viewer: Principal
  /** For how long the oldest send that is not acknowledged has been owed; 0 while nothing is. */
  readonly ackLagMs: () => number
  readonly isLagging: () => boolean
}

/** The figures of one connected screen: a few hundred bytes, of fixed size. */
export interface ClientRecord extends NewClient {
  readonly connectedSince: number
  /** Milliseconds from sends to the word that they were painted. */
  readonly painted: Distribution
  skipped: number
  snapshots: number
}

/** The figures of each screen. A display's outlive its socket, so that its series do not fall back at every reconnect. */
export function createClientRecords(now: () => number) {
  const connected = new Set<ClientRecord>()
  /** Of each display what its former sockets told, in the order in which displays first came. */
  const displays = new Map<string, Distribution>()

  function joined(screen: NewClient): ClientRecord {
    const painted = emptyDistribution(milliseconds)
    const record = { ...screen, connectedSince: now(), painted, skipped: 0, snapshots: 0 }
    const { viewer } = screen
    connected.add(record)
    if (viewer.kind === 'display' && !displays.has(viewer.id))
      displays.set(viewer.id, emptyDistribution(milliseconds))
    return record
  }

  function left(record: ClientRecord): void {
    if (!connected.delete(record) || record.viewer.kind !== 'display') return
    const former = displays.get(record.viewer.id)
    if (former !== undefined) includeAll(former, record.painted)
  }

  /** Drops all that is known of a display, and of its sockets that are still closing. */
  function removed(id: string): void {
    displays.delete(id)
    for (const record of connected)
      if (record.viewer.kind === 'display' && record.viewer.id === id) connected.delete(record)
  }

  /** Since the server started, over all sockets of each display: those that came first, up to `limit` of them. */
  function ofDisplays(limit: number): ReadonlyMap<string, Distribution> {
    const sums = new Map<string, Distribution>()
    for (const [id, former] of displays) {
      if (sums.size === limit) break
      const sum = emptyDistribution(milliseconds)
      includeAll(sum, former)
      sums.set(id, sum)
    }
    for (const { viewer, painted } of connected) {
      const sum = viewer.kind === 'display' ? sums.get(viewer.id) : undefined
      if (sum !== undefined) includeAll(sum, painted)
    }
    return sums
  }

  return {
    joined,
    left,
    removed,
    ofDisplays,
    connected: (): ReadonlySet<ClientRecord> => connected,
    laggingCount: () => [...connected].filter((screen) => screen.isLagging()).length,
    displayCount: () => displays.size,
  }
}
