import { readNumber, type Row } from '../row.ts'

/**
 * Remembers since when each queue has had callers without a break. A queue that already has callers when it is first
 * seen, or after a gap, has them since that instant: nothing before is known.
 */
export interface WaitingClock {
  /** `now`: milliseconds of one clock. Queues that are gone are forgotten. */
  readonly observed: (rows: Iterable<Row>, now: number) => void
  /** The source was not live: what happened meanwhile is unknown. */
  readonly interrupted: () => void
  readonly since: (queueId: string) => number | undefined
}

export function createWaitingClock(): WaitingClock {
  let started = new Map<string, number>()
  return {
    observed(rows, now) {
      const next = new Map<string, number>()
      for (const row of rows)
        if ((readNumber(row, 'callsInQueue') ?? 0) > 0) next.set(row.id, started.get(row.id) ?? now)
      started = next
    },
    interrupted() {
      started = new Map()
    },
    since: (queueId) => started.get(queueId),
  }
}
