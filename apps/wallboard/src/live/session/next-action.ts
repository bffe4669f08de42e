/** What the caller has to do after a message or a look at the clocks. */
export type NextAction =
  /** Ask for a snapshot. */
  | 'gap'
  /** Acknowledge after the next paint. */
  | 'painted'
  /** Open a new connection: only that can tell how old the figures are. */
  | 'reconnect'
  | 'nothing'
