import type { Activity } from '../agents.ts'
import type { AgentRecord } from './agent-record.ts'

/** How many agents are signed in, by activity, and the reasons of those who are not ready. */
export interface AgentTotals {
  readonly signedIn: number
  readonly byActivity: Readonly<Record<Activity, number>>
  /** Most frequent first. An id of undefined: no reason. */
  readonly byReason: readonly {
    readonly id: string | undefined
    readonly name: string | undefined
    readonly count: number
  }[]
}

export function agentTotals(agents: Iterable<AgentRecord>): AgentTotals {
  const byActivity: Record<Activity, number> = {
    ready: 0,
    ringing: 0,
    'on-call': 0,
    'after-call': 0,
    'not-ready': 0,
    other: 0,
    'logged-out': 0,
  }
  const reasons = new Map<string | undefined, { name: string | undefined; count: number }>()
  let signedIn = 0
  for (const { activity, reason } of agents) {
    byActivity[activity] += 1
    if (activity !== 'logged-out') signedIn += 1
    if (activity !== 'not-ready') continue
    const known = reasons.get(reason?.id)
    if (known === undefined) reasons.set(reason?.id, { name: reason?.name, count: 1 })
    else known.count += 1
  }
  const byReason = Array.from(reasons, ([id, { name, count }]) => ({ id, name, count })).sort(
    (a, b) => b.count - a.count || (a.name ?? '').localeCompare(b.name ?? ''),
  )
  return { signedIn, byActivity, byReason }
}
