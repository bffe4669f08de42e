import { emptyDistribution, includeAll, type Distribution } from './distribution.ts'
import type { Principal } from '../live/hub/meter.ts'
import { millisecondBounds } from './histogram-bounds.ts'

/** A client that connects, and functions that read its present lag. */
export interface NewClient {
  readonly viewer: Principal
  /** Age of the oldest frame that the client has not acknowledged; 0 when it has acknowledged all. */
  readonly ackLagMs: () => number
  readonly isLagging: () => boolean
}

/** What is measured of one connected client: a few hundred bytes, of fixed size. */
export interface ClientRecord extends NewClient {
  /** Monotonic milliseconds. */
  readonly connectedSince: number
  /** Milliseconds from sending a frame to its acknowledgement. */
  readonly ackLatency: Distribution
  flushesSkipped: number
  snapshotsSent: number
}

/** A class, because a server has thousands of them. */
class ConnectedClient implements ClientRecord {
  private readonly client: NewClient
  readonly connectedSince: number
  readonly ackLatency = emptyDistribution(millisecondBounds)
  flushesSkipped = 0
  snapshotsSent = 0

  constructor(client: NewClient, connectedSince: number) {
    this.client = client
    this.connectedSince = connectedSince
  }

  get viewer(): Principal {
    return this.client.viewer
  }

  ackLagMs(): number {
    return this.client.ackLagMs()
  }

  isLagging(): boolean {
    return this.client.isLagging()
  }
}

/**
 * The records of connected clients. The totals of a display outlive its socket, so that its series do not fall back to
 * zero at each reconnect.
 */
export function createClientRecords(now: () => number) {
  const connected = new Set<ClientRecord>()
  /**
   * By display: the acknowledgement latency of its closed sockets, in the order of first connections. Undefined until the
   * first of them has closed: most sockets of a day stay open.
   */
  const closedByDisplay = new Map<string, Distribution | undefined>()

  function joined(client: NewClient): ClientRecord {
    const record = new ConnectedClient(client, now())
    const { viewer } = client
    connected.add(record)
    if (viewer.kind === 'display' && !closedByDisplay.has(viewer.id))
      closedByDisplay.set(viewer.id, undefined)
    return record
  }

  function left(record: ClientRecord): void {
    const { viewer, ackLatency } = record
    if (!connected.delete(record) || viewer.kind !== 'display') return
    const closed = closedByDisplay.get(viewer.id)
    if (closed !== undefined) includeAll(closed, ackLatency)
    else if (closedByDisplay.has(viewer.id)) closedByDisplay.set(viewer.id, ackLatency)
  }

  /** Removes the records of a display, and of its sockets that are still closing. */
  function removed(id: string): void {
    closedByDisplay.delete(id)
    for (const record of connected)
      if (record.viewer.kind === 'display' && record.viewer.id === id) connected.delete(record)
  }

  /** Since the server started, over all sockets of each display; the `limit` displays that connected first. */
  function ackLatencyByDisplay(limit: number): ReadonlyMap<string, Distribution> {
    const sums = new Map<string, Distribution>()
    for (const [id, closed] of closedByDisplay) {
      if (sums.size === limit) break
      const sum = emptyDistribution(millisecondBounds)
      if (closed !== undefined) includeAll(sum, closed)
      sums.set(id, sum)
    }
    for (const { viewer, ackLatency } of connected) {
      const sum = viewer.kind === 'display' ? sums.get(viewer.id) : undefined
      if (sum !== undefined) includeAll(sum, ackLatency)
    }
    return sums
  }

  return {
    joined,
    left,
    removed,
    ackLatencyByDisplay,
    connected: (): ReadonlySet<ClientRecord> => connected,
    laggingCount: () => [...connected].filter((client) => client.isLagging()).length,
    displayCount: () => closedByDisplay.size,
  }
}
