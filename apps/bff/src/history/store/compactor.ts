import { compactDay, type Dropped } from './compaction.ts'
import type { DayFiles } from './day-files.ts'

const dayMs = 86_400_000
/** A day is finished when the last flush of its time is written for certain. */
const finishedAfterMs = 3_600_000

/** Which data source is removed, and of which days. */
export interface CompactionRule {
  /** Epoch milliseconds: days that ended an hour before are finished. */
  readonly now: number
  /** The data sources that are removed of days that ended before `dropBefore`. */
  readonly dropped: readonly number[]
  readonly dropBefore: number
}

/** Compacts finished days in the background, a slice at a time. */
export interface Compactor {
  /**
   * Works for about so many milliseconds.
   * @returns whether there is more to do
   * @throws StorageError when a day cannot be compacted: it stays as it is until the next start
   */
  readonly work: (rule: CompactionRule, forMs: number) => boolean
}

export function createCompactor(deps: {
  readonly directory: string
  readonly days: DayFiles
  /** Days on which something is still to be written, such as days of the demo's past. */
  readonly isBusy: (startsAt: number, endsAt: number) => boolean
  /** Data sources were left out of a day. */
  readonly onDropped: (dropped: readonly Dropped[], startsAt: number, endsAt: number) => void
  readonly monotonic: () => number
}): Compactor {
  const { directory, days } = deps
  let running: { readonly date: string; readonly steps: Generator<void, readonly Dropped[]> } | undefined
  /** Days that are compacted, or cannot be. */
  const done = new Map<string, 'whole' | 'dropped'>()

  function isDue(date: string, dropped: readonly number[]): boolean {
    const [newest, ...older] = days.numbers(date)
    if (newest === undefined) return false
    const file = days.open(date, newest)
    if (!file.isCompacted()) return older.length === 0
    // A crash between the two steps of a replacement leaves the replaced file.
    for (const number of older) days.removeFile(date, number)
    return file.keys().some(({ source }) => dropped.includes(source))
  }

  function next({ now, dropped, dropBefore }: CompactionRule) {
    for (const date of days.dates()) {
      const startsAt = Date.parse(date)
      const endsAt = startsAt + dayMs
      const isOld = endsAt <= dropBefore && dropped.length > 0
      const state = isOld ? 'dropped' : 'whole'
      if (endsAt + finishedAfterMs > now || done.get(date) === state || deps.isBusy(startsAt, endsAt))
        continue
      done.set(date, state)
      if (!isDue(date, isOld ? dropped : [])) continue
      const steps = compactDay(directory, days, date, (source) => isOld && dropped.includes(source))
      return { date, steps }
    }
    return undefined
  }

  return {
    work(rule, forMs) {
      const until = deps.monotonic() + forMs
      running ??= next(rule)
      while (running !== undefined) {
        const { date, steps } = running
        let step
        try {
          step = steps.next()
        } catch (error) {
          running = undefined
          throw error
        }
        if (step.done === true) {
          const startsAt = Date.parse(date)
          if (step.value.length > 0) deps.onDropped(step.value, startsAt, startsAt + dayMs)
          running = next(rule)
        }
        if (deps.monotonic() >= until) return running !== undefined
      }
      return false
    },
  }
}
