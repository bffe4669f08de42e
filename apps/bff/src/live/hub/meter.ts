/** What a frame to a screen can be. */
export type FrameKind = 'changes' | 'snapshot'

/**
 * Why a screen was sent a snapshot: it came, or came back too late to resume; it asked for one; it had lagged; what it
 * may be sent is another; names have changed; its view had failed and was made anew.
 */
export type SnapshotReason = 'joined' | 'requested' | 'lagged' | 'view' | 'names' | 'rebuilt'

/** Who watches a screen: a paired display, or a person at a desk. */
export type Principal =
  { readonly kind: 'display'; readonly id: string } | { readonly kind: 'desk'; readonly username: string }

/** Records what happens to one client. It sits on the hot path: no labels, no allocation per message. */
export interface ClientMeter {
  /** A frame was handed to the screen's socket: changes, or a snapshot for a reason. */
  readonly sent: (what: 'changes' | SnapshotReason) => void
  /** The screen lags and was sent nothing. */
  readonly skipped: () => void
  /** The screen painted what it was sent so many milliseconds before. */
  readonly acknowledged: (sinceSentMs: number) => void
  readonly left: () => void
}

/** Records what the hub does, once for each action. */
export interface FanOutMeter {
  /** One frame was built, for all screens of its view. */
  readonly encoded: (kind: FrameKind, bytes: number) => void
  /** A view was flushed; its oldest change had come from Five9 so many milliseconds before. */
  readonly flushed: (sinceUpstreamMs: number) => void
  /** A screen has connected; how far it lags may be asked at any time. */
  readonly joined: (screen: {
    readonly viewer: Principal
    readonly ackLagMs: () => number
    readonly isLagging: () => boolean
  }) => ClientMeter
}

const ignore = () => undefined

/** Counts nothing. */
export const unmetered: FanOutMeter & ClientMeter = {
  encoded: ignore,
  flushed: ignore,
  joined: () => unmetered,
  sent: ignore,
  skipped: ignore,
  acknowledged: ignore,
  left: ignore,
}
