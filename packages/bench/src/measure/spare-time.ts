/** The time that repetitions beyond the planned ones may take together, so that the whole bench ends in time. */
let remainingMs = Infinity

/** @param ms Infinity: no limit */
export function limitSpareTime(ms: number): void {
  remainingMs = ms
}

/** Takes this time when as much remains. */
export function takeSpareTime(ms: number): boolean {
  if (ms > remainingMs) return false
  remainingMs -= ms
  return true
}
