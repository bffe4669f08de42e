import type { FrameKind, SnapshotReason } from '../live/hub/meter.ts'

/** What has happened since the server started. */
export interface Counts {
  readonly encodings: Record<FrameKind, number>
  readonly sends: Record<FrameKind, number>
  /** Snapshots sent, by the reason for each. */
  readonly snapshots: Record<SnapshotReason, number>
  skipped: number
}

export const noCounts = (): Counts => ({
  encodings: { changes: 0, snapshot: 0 },
  sends: { changes: 0, snapshot: 0 },
  snapshots: { joined: 0, asked: 0, lagged: 0, view: 0, names: 0, rebuilt: 0 },
  skipped: 0,
})
