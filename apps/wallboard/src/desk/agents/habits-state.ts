import type { TypicalLengths } from '@wallboard/relay/rest/typical-lengths'
import { noHabits, type Habits } from '@wallboard/statistics/agent-table'

/** What the server's history knows of the typical lengths of states; undefined: nothing was read. */
export function habitsOf(lengths: TypicalLengths | undefined): Habits {
  if (lengths === undefined) return noHabits
  const byId = (quantiles: TypicalLengths['reasons']) => {
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
