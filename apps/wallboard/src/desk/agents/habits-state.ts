import type { UsualLengths } from '@wallboard/relay/rest/usual-lengths'
import { noHabits, type Habits } from '@wallboard/statistics/agent-table'

/** What the server's history knows of the usual lengths of states; undefined: nothing was read. */
export function habitsOf(lengths: UsualLengths | undefined): Habits {
  if (lengths === undefined) return noHabits
  const byId = (quantiles: UsualLengths['reasons']) => {
    const habits = new Map(quantiles.map(([id, count, p95, p99]) => [id, { count, p95, p99 }]))
    return (id: string) => habits.get(id)
  }
  return {
    afterCall: byId(lengths.afterCall),
    teamAfterCall: lengths.teamAfterCall ?? undefined,
    onCall: byId(lengths.onCall),
    reason: byId(lengths.reasons),
  }
}
