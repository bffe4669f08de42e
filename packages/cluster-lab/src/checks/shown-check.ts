import type { TruthHistory } from './truth-history.ts'

/** What a screen shows at an instant (epoch milliseconds). */
export interface Shown {
  readonly at: number
  readonly rows: string
  readonly isLive: boolean
}

/** Checks what one screen shows as live, and measures since when it has been fresh. */
export interface ShownCheck {
  /** @returns what is wrong; undefined while nothing is */
  readonly sample: (shown: Shown) => string | undefined
  /** Since when every sample was live and at most `freshWithinMs` old; undefined while the last one was not. */
  readonly freshSince: () => number | undefined
  /** The greatest age of rows that were shown as live since the last call, in milliseconds. */
  readonly takeOldestLiveMs: () => number
}

/** Rows that are this old are still fresh: the pace of frames and flushes, on a busy machine. */
const freshWithinMs = 2_500
/** The truth is reported on another way than the rows: rows that are unknown for longer were never true. */
const unknownForMs = 1_500

/** @param liveForMs rows that were true until longer ago must not be shown as live */
export function createShownCheck(truth: TruthHistory, liveForMs: number): ShownCheck {
  let freshSince: number | undefined
  let unknownSince: number | undefined
  let oldestMs = 0
  return {
    sample({ at, rows, isLive }) {
      const ageMs = truth.ageMs(at, rows)
      if (!isLive) {
        freshSince = undefined
        unknownSince = undefined
        return undefined
      }
      if (ageMs === undefined) {
        unknownSince ??= at
        return at - unknownSince > unknownForMs ? `shows as live what was never true:\n${rows}` : undefined
      }
      unknownSince = undefined
      oldestMs = Math.max(oldestMs, ageMs)
      if (ageMs > freshWithinMs) freshSince = undefined
      else freshSince ??= at
      return ageMs > liveForMs ? `shows as live what was true until ${Math.round(ageMs)} ms ago` : undefined
    },
    freshSince: () => freshSince,
    takeOldestLiveMs() {
      const taken = oldestMs
      oldestMs = 0
      return taken
    },
  }
}
