/** Every state of the queues that Five9 has had, and until when. All instants in epoch milliseconds. */
export interface TruthHistory {
  /** From this instant on, these rows are true. */
  readonly report: (at: number, rows: string) => void
  /** The rows that are true now. */
  readonly current: () => string
  /**
   * How old these rows are at an instant: 0 while they are true, undefined when they were never true, as far as reported.
   */
  readonly ageMs: (at: number, rows: string) => number | undefined
}

/** Counts of small queues return to the same values: a state that was true again is as old as its last end. */
export function createTruthHistory(): TruthHistory {
  /** The last instant at which each state was true; Infinity for the current one. */
  const until = new Map<string, number>()
  let current = ''
  return {
    report(at, rows) {
      if (rows === current) return
      until.set(current, at)
      until.set(rows, Infinity)
      current = rows
    },
    current: () => current,
    ageMs(at, rows) {
      const end = until.get(rows)
      return end === undefined ? undefined : Math.max(0, at - end)
    },
  }
}
