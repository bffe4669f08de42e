/** How many alerts started in an hour; `at` is its start. */
export interface HourCount {
  readonly at: number
  readonly fired: number
}

const hourMs = 3_600_000

/**
 * Counts alerts by whole hours of epoch time. Hours without alerts have a zero.
 *
 * @param to the end of the span, which belongs to it no more
 */
export function countByHour(starts: Iterable<number>, from: number, to: number): readonly HourCount[] {
  const first = Math.floor(from / hourMs)
  const counts = Array.from({ length: Math.max(0, Math.ceil(to / hourMs) - first) }, () => 0)
  for (const start of starts) {
    const index = Math.floor(start / hourMs) - first
    const count = counts[index]
    if (count !== undefined) counts[index] = count + 1
  }
  return counts.map((fired, index) => ({ at: (first + index) * hourMs, fired }))
}
