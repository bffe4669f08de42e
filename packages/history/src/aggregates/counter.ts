/** How much a daily counter grew. A counter that falls was reset: what it shows now came after the reset. */
export function counterIncrease(previous: number, current: number): number {
  return current < previous ? current : current - previous
}

/** The growth of a counter over a series of readings in order. */
export function totalIncrease(readings: readonly number[]): number {
  return readings
    .slice(1)
    .reduce((sum, current, index) => sum + counterIncrease(readings[index] ?? current, current), 0)
}
