/**
 * The two clocks of a machine, both in milliseconds.
 *
 * Everything that is measured (a pause, a timeout, an age, a silence) and every instant of the relay protocol is read
 * from `monotonic`; `wall` is read only to show a time of day or to store an instant.
 */
export interface Clocks {
  /** Never steps. Starts at the epoch milliseconds of its machine's start, so that its instants compare and print. */
  readonly monotonic: () => number
  /** Epoch milliseconds. It may step either way at any moment. */
  readonly wall: () => number
}

/** What to add to an instant of the monotonic clock for the time of day that it had. */
export const wallOffsetMs = ({ monotonic, wall }: Clocks): number => wall() - monotonic()
