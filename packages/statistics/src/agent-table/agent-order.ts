import { excessOf, type AgentFlag } from './agent-flag.ts'
import { timerSince, type AgentRecord } from './agent-record.ts'

/** Ids are numbers as text: the shorter id is smaller. */
const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/**
 * Sorts agents by what needs attention: flagged first, furthest beyond its limit first; then the longest time in the
 * state; agents of unknown time and agents who are logged out last. Ties by id.
 */
export function sortByAttention(
  agents: Iterable<AgentRecord>,
  flagOf: (id: string) => AgentFlag | undefined,
): AgentRecord[] {
  const keyed = Array.from(agents, (agent) => {
    const flag = flagOf(agent.id)
    return {
      agent,
      excess: flag === undefined ? 0 : excessOf(flag),
      isOut: agent.activity === 'logged-out' ? 1 : 0,
      since: timerSince(agent) ?? Infinity,
    }
  })
  keyed.sort(
    (a, b) =>
      a.isOut - b.isOut ||
      b.excess - a.excess ||
      (a.since === b.since ? 0 : a.since - b.since) ||
      compareIds(a.agent.id, b.agent.id),
  )
  return keyed.map(({ agent }) => agent)
}
