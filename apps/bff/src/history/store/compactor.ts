import { StorageError } from '../../storage/storage-error.ts'

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

/** A data source of a feed that was left out of a compacted day. */
export interface Dropped {
  readonly feed: number
  readonly source: number
}

/** Compacts a day in steps of a few milliseconds, and returns what was left out. */
export type CompactionSteps =
  Generator<void, readonly Dropped[], void> | AsyncGenerator<void, readonly Dropped[], void>

/** The stored days. */
export interface CompactableDays {
  /** In order. */
  readonly dates: () => Promise<readonly string[]>
  /** Whether a day is not compacted, or holds one of these data sources. */
  readonly isDue: (date: string, dropped: readonly number[]) => Promise<boolean>
  /** @param isDropped which data sources are left out */
  readonly compact: (date: string, isDropped: (source: number) => boolean) => CompactionSteps
  /** Whether something is still to be written in this time, such as days of the demo's past. */
  readonly isBusy: (startsAt: number, endsAt: number) => Promise<boolean>
  /** Data sources were left out of a day. */
  readonly onDropped: (dropped: readonly Dropped[], startsAt: number, endsAt: number) => void
}

/** Compacts finished days in the background, a slice at a time. */
export interface Compactor {
  /**
   * Works for about this many milliseconds. One call at a time.
   * @returns whether there is more to do
   * @throws StorageError when a day cannot be compacted: it stays as it is until the next start, or until the database
   *   is reachable
   */
  readonly work: (rule: CompactionRule, forMs: number) => Promise<boolean>
}

export function createCompactor(days: CompactableDays, monotonic: () => number): Compactor {
  let running: { readonly date: string; readonly steps: CompactionSteps } | undefined
  /** Days that are compacted, or cannot be. */
  const done = new Map<string, 'whole' | 'dropped'>()

  async function next({ now, dropped, dropBefore }: CompactionRule) {
    for (const date of await days.dates()) {
      const startsAt = Date.parse(date)
      const endsAt = startsAt + dayMs
      const isOld = endsAt <= dropBefore && dropped.length > 0
      const state = isOld ? 'dropped' : 'whole'
      if (endsAt + finishedAfterMs > now || done.get(date) === state) continue
      if (await days.isBusy(startsAt, endsAt)) continue
      done.set(date, state)
      if (!(await days.isDue(date, isOld ? dropped : []))) continue
      return { date, steps: days.compact(date, (source) => isOld && dropped.includes(source)) }
    }
    return undefined
  }

  return {
    async work(rule, forMs) {
      const until = monotonic() + forMs
      running ??= await next(rule)
      while (running !== undefined) {
        const { date, steps } = running
        let step
        try {
          step = await steps.next()
        } catch (error) {
          running = undefined
          if (error instanceof StorageError && (error.fault === 'locked' || error.fault === 'unreachable'))
            done.delete(date)
          throw error
        }
        if (step.done === true) {
          const startsAt = Date.parse(date)
          if (step.value.length > 0) days.onDropped(step.value, startsAt, startsAt + dayMs)
          running = await next(rule)
        }
        if (monotonic() >= until) return running !== undefined
      }
      return false
    },
  }
}
