/** A day that is stored, with the bytes of its files. */
export interface StoredDay {
  readonly date: string
  readonly bytes: number
}

/**
 * The days to remove so that all files together hold at most `maxBytes`, oldest first. The newest day stays, whatever it
 * holds: it is being written.
 *
 * @param days in order of their dates
 * @param otherBytes what the remaining files hold
 */
export function daysToRemove(
  days: readonly StoredDay[],
  otherBytes: number,
  maxBytes: number,
): readonly string[] {
  const removed: string[] = []
  let total = days.reduce((sum, { bytes }) => sum + bytes, otherBytes)
  for (const { date, bytes } of days.slice(0, -1)) {
    if (total <= maxBytes) break
    removed.push(date)
    total -= bytes
  }
  return removed
}
