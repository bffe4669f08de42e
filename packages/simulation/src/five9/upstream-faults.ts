/** The current faults of Five9. Times are true times. */
export interface UpstreamFaults {
  /** Until then it answers pings only, and drops what it would have sent. */
  silentUntil: number
  /** How many of the next frames are malformed, duplicated, … */
  malformed: number
  duplicated: number
  swapped: number
  poisoned: number
  strange: number
  unstamped: number
  /** How many replies to requests for full statistics are lost, and the delay of the others. */
  lostFull: number
  fullDelayMs: number
  /** Until then requests are answered with this status; 0: not at all. */
  restFailsUntil: number
  restStatus: number
  /** Until then requests for lists of names are answered with 503. */
  listsFailUntil: number
  upgradesRefusedUntil: number
  /** Event 5000 is sent in two frames. */
  splitsFull: boolean
  /** Rows of event 5012 hold only the changed fields. */
  isPartial: boolean
  /** An impossible time stamp for the next frame. */
  foolishStamp: number | undefined
  /** Whether a domain that announces a move tells its host. It has only one, so that it moves nowhere. */
  servesMetadata: boolean
}

export const noUpstreamFaults = (): UpstreamFaults => ({
  silentUntil: 0,
  malformed: 0,
  duplicated: 0,
  swapped: 0,
  poisoned: 0,
  strange: 0,
  unstamped: 0,
  lostFull: 0,
  fullDelayMs: 0,
  restFailsUntil: 0,
  restStatus: 503,
  listsFailUntil: 0,
  upgradesRefusedUntil: 0,
  splitsFull: false,
  isPartial: false,
  foolishStamp: undefined,
  servesMetadata: false,
})
