/** What a frame to a screen can be. */
export type FrameKind = 'changes' | 'snapshot'

/** Is told what the fan-out does, once per act. It sits on the hot path: no labels, no allocation per screen. */
export interface FanOutMeter {
  /** One frame was built, for all screens of its view. */
  readonly encoded: (kind: FrameKind, bytes: number) => void
  /** A view was flushed; its oldest change had come from Five9 so many milliseconds before. */
  readonly flushed: (sinceUpstreamMs: number) => void
  /** A frame was handed to one screen's socket. */
  readonly sent: (kind: FrameKind) => void
  /** A screen that lags was sent nothing. */
  readonly withheld: () => void
  /** A screen acknowledged painting what it was sent so many milliseconds before. */
  readonly acknowledged: (sinceSentMs: number) => void
}

const ignore = () => undefined

/** Counts nothing. */
export const unmetered: FanOutMeter = {
  encoded: ignore,
  flushed: ignore,
  sent: ignore,
  withheld: ignore,
  acknowledged: ignore,
}
