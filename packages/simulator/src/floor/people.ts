import type { Agent } from './contact-centre.ts'
import { addSkill, newAgent } from './domain-plan.ts'
import type { Random } from './random.ts'
import type { Shifts } from './shifts.ts'

/** Adds and removes agents while the domain runs. */
export function createPeople(deps: {
  readonly agents: Agent[]
  /** The teams that a new agent may join. */
  readonly teams: readonly Agent[][]
  /** The agents who make outbound calls. */
  readonly dialing: Agent[]
  readonly shifts: Shifts
  readonly random: Random
  readonly now: () => number
}) {
  const { agents, teams, dialing, shifts, random, now } = deps
  let nextIndex = agents.length

  const find = (id: string): Agent | undefined => agents.find((agent) => agent.id === id)

  return {
    addAgent(name: string): string {
      const agent = { ...newAgent(nextIndex, now(), random), fullName: name, stateSince: now() }
      nextIndex += 1
      const team = teams[random.below(teams.length)]
      for (const queue of team?.[0]?.queues ?? []) addSkill(agent, queue)
      team?.push(agent)
      agents.push(agent)
      return agent.id
    },
    renameAgent(id: string, name: string): boolean {
      const agent = find(id)
      if (agent === undefined) return false
      agent.fullName = name
      agent.revision += 1
      return true
    },
    removeAgent(id: string): boolean {
      const agent = find(id)
      if (agent === undefined) return false
      for (const queue of agent.queues) {
        queue.agents.delete(agent)
        queue.revision += 1
      }
      agent.queues.clear()
      for (const list of [agents, dialing, ...teams]) {
        const index = list.indexOf(agent)
        if (index >= 0) list.splice(index, 1)
      }
      return true
    },
    logOutAgent(id: string): boolean {
      const agent = find(id)
      if (agent !== undefined) shifts.dismiss(agent)
      return agent !== undefined
    },
  }
}
