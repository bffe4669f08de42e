/** What the caller must do after a message or a check of the clocks. */
export type NextAction =
  /** Request a snapshot. */
  | 'gap'
  /** Acknowledge after the next paint. */
  | 'painted'
  /** Open a new connection: only its first message shows how old the figures are. */
  | 'reconnect'
  | 'nothing'
