import { dateOf } from '@wallboard/history'

/** Days are compacted from 03:00 on, by the clock of the domain. */
const startMinute = 180

/** When the next slice of compaction is due: one after another, from 03:00 local time until all days are compacted. */
export function createCompactionSchedule(startedAt: number, timeZone: string) {
  const nightOf = (at: number) => dateOf(at, { timeZone, startMinute })
  let night = nightOf(startedAt)
  let isRunning = false
  let hasMore = false
  return {
    /** Whether a slice is to start now (epoch milliseconds); then it is running until `ended`. */
    isDue(at: number): boolean {
      if (isRunning) return false
      const current = nightOf(at)
      if (current === night && !hasMore) return false
      night = current
      isRunning = true
      return true
    },
    /** A slice has ended. */
    ended(more: boolean): void {
      isRunning = false
      hasMore = more
    },
  }
}
