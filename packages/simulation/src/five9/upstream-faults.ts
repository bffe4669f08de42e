/** What Five9 does wrong at the moment. Times are true times. */
export interface UpstreamFaults {
  /** Until then it sends nothing, answers pings, and forgets what it would have sent. */
  silentUntil: number
  /** So many of the next frames are … */
  malformed: number
  duplicated: number
  swapped: number
  poisoned: number
  strange: number
  unstamped: number
  /** Answers to a request for full statistics that get lost, and how late the others come. */
  lostFull: number
  fullDelayMs: number
  /** Until then requests are answered with this status, or not at all. */
  restFailsUntil: number
  restStatus: number
  /** Until then lists of names are answered 503. */
  listsFailUntil: number
  upgradesRefusedUntil: number
  /** Event 5000 comes in two frames. */
  splitsFull: boolean
  /** Rows of event 5012 hold the changed fields only. */
  isPartial: boolean
  /** A stamp that no clock has, on the next frame. */
  foolishStamp: number | undefined
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
})
