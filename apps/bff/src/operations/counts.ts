import type { FrameKind, SnapshotReason } from '../live/hub/meter.ts'

/** What the hubs have done since the server started. */
export interface Counts {
  readonly framesEncoded: Record<FrameKind, number>
  readonly framesSent: Record<FrameKind, number>
  /** Snapshots sent, by reason. */
  readonly snapshotsSent: Record<SnapshotReason, number>
  /** Flushes that were not sent to a lagging client. */
  flushesSkipped: number
}

export const noCounts = (): Counts => ({
  framesEncoded: { changes: 0, snapshot: 0 },
  framesSent: { changes: 0, snapshot: 0 },
  snapshotsSent: { joined: 0, requested: 0, lagged: 0, view: 0, names: 0, rebuilt: 0 },
  flushesSkipped: 0,
})
