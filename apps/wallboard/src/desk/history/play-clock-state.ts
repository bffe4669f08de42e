import type { Speed } from '../time-strip/speeds.ts'

/** A replay that plays: it showed the instant `from` (epoch milliseconds) at `startedAt` of the page's monotonic clock. */
export interface PlayClock {
  readonly from: number
  readonly startedAt: number
  readonly speed: Speed
}

/** The instant that a playing replay shows, in epoch milliseconds; it stops at `end`. */
export function playedInstant(
  { from, startedAt, speed }: PlayClock,
  now: number,
  end: number,
): { readonly at: number; readonly hasEnded: boolean } {
  const at = Math.round(from + Math.max(0, now - startedAt) * speed)
  return at < end ? { at, hasEnded: false } : { at: end, hasEnded: true }
}
