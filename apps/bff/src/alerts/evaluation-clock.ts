import type { JournalEntry } from './alert-record.ts'
import type { OpenAlerts } from './open-alerts.ts'
import type { RuleEvaluator } from './rule-evaluator.ts'

/** Smaller differences of the clocks are measurement, or a clock that is slewed. */
const minStepMs = 2_000

/**
 * The clock by which a feed is evaluated: it runs with the monotonic clock, and follows the wall clock when that was set by
 * two seconds or more.
 */
export interface EvaluationClock {
  /** Epoch milliseconds. */
  readonly now: () => number
  /** What to add to a monotonic instant for one of this clock, now. */
  readonly offsetMs: () => number
  /** Sets this clock where the wall clock was set. Returns by how many milliseconds; 0 nearly always. */
  readonly takeStep: () => number
}

/** @param wallOffsetMs what to add to a monotonic instant for one of the wall clock, now */
export function createEvaluationClock(monotonic: () => number, wallOffsetMs: () => number): EvaluationClock {
  let offsetMs = wallOffsetMs()
  return {
    now: () => Math.round(monotonic() + offsetMs),
    offsetMs: () => offsetMs,
    takeStep() {
      const byMs = Math.round(wallOffsetMs() - offsetMs)
      if (Math.abs(byMs) < minStepMs) return 0
      offsetMs += byMs
      return byMs
    },
  }
}

/** When the wall clock was set, everything that runs moves with it: an alert keeps its age. Returns whether it was. */
export function followWallClock(
  clock: Pick<EvaluationClock, 'takeStep'>,
  {
    evaluator,
    open,
    write,
  }: {
    readonly evaluator: Pick<RuleEvaluator, 'shift' | 'held'>
    readonly open: Pick<OpenAlerts, 'shift'>
    readonly write: (entry: JournalEntry) => void
  },
): boolean {
  const byMs = clock.takeStep()
  if (byMs === 0) return false
  evaluator.shift(byMs)
  write(open.shift(byMs, evaluator.held()))
  return true
}
