/** The kinds of frames that are metered. */
export type FrameKind = 'changes' | 'snapshot'

/**
 * Why a client was sent a snapshot. `joined`: it connected and could not resume; `requested`: it requested one; `lagged`: it
 * had lagged; `view`: its view spec changed; `names`: names changed; `rebuilt`: its view failed and was rebuilt.
 */
export type SnapshotReason = 'joined' | 'requested' | 'lagged' | 'view' | 'names' | 'rebuilt'

/** Who a client is: a paired display, or a person at a desk. */
export type Principal =
  { readonly kind: 'display'; readonly id: string } | { readonly kind: 'desk'; readonly username: string }

/** Records what happens to one client. It is on the hot path: no labels, no allocation per message. */
export interface ClientMeter {
  /** A frame was written to the client's socket: changes, or a snapshot for a reason. */
  readonly sent: (what: 'changes' | SnapshotReason) => void
  /** The client lags and was not sent a flush. */
  readonly skipped: () => void
  /** The client painted a frame this many milliseconds after it was sent. */
  readonly acknowledged: (sinceSentMs: number) => void
  readonly left: () => void
}

/** Records what the hub does. */
export interface FanOutMeter {
  /** One frame was encoded for all clients of its view. */
  readonly encoded: (kind: FrameKind, bytes: number) => void
  /** A view was flushed, this many milliseconds after its oldest change was received from Five9. */
  readonly flushed: (sinceUpstreamMs: number) => void
  /** A client has connected. Its functions may be called at any time. */
  readonly joined: (client: {
    readonly viewer: Principal
    readonly ackLagMs: () => number
    readonly isLagging: () => boolean
  }) => ClientMeter
}

const ignore = () => undefined

/** Records nothing. */
export const unmetered: FanOutMeter & ClientMeter = {
  encoded: ignore,
  flushed: ignore,
  joined: () => unmetered,
  sent: ignore,
  skipped: ignore,
  acknowledged: ignore,
  left: ignore,
}
