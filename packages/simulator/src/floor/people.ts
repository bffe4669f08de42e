import { markChanged, type Agent, type Queue } from './contact-centre.ts'
import { addSkill, newAgent } from './domain-plan.ts'
import { reasonCodes } from './reason-codes.ts'
import type { Random } from './random.ts'
import type { Shifts } from './shifts.ts'

/** What became of a change that a supervisor makes to an agent. */
export type AgentChange = 'done' | 'no-such-agent' | 'logged-out' | 'no-such-reason' | 'no-such-skill'

/** Adds, changes and removes agents while the domain runs. */
export function createPeople(deps: {
  readonly agents: Agent[]
  /** The teams that a new agent may join. */
  readonly teams: readonly Agent[][]
  /** The agents who make outbound calls. */
  readonly dialing: Agent[]
  readonly shifts: Shifts
  readonly random: Random
  readonly now: () => number
  /** Finds work for a ready agent. */
  readonly seekWork: (agent: Agent) => void
}) {
  const { agents, teams, dialing, shifts, random, now, seekWork } = deps
  let nextIndex = agents.length

  const find = (id: string): Agent | undefined => agents.find((agent) => agent.id === id)

  function activate(agent: Agent, queue: Queue, isActive: boolean): void {
    if (isActive === agent.queues.has(queue)) return
    if (isActive) {
      agent.inactiveQueues.delete(queue)
      addSkill(agent, queue)
      return
    }
    agent.queues.delete(queue)
    agent.inactiveQueues.add(queue)
    queue.agents.delete(agent)
    queue.revision += 1
  }

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
      agent.inactiveQueues.clear()
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
    setAgentReady(id: string): AgentChange {
      const agent = find(id)
      if (agent === undefined) return 'no-such-agent'
      return shifts.setReady(agent) ? 'done' : 'logged-out'
    },
    setAgentNotReady(id: string, reasonId: string): AgentChange {
      const agent = find(id)
      const reason = reasonCodes.find((each) => each.id === reasonId)
      if (agent === undefined) return 'no-such-agent'
      if (reason === undefined) return 'no-such-reason'
      return shifts.setNotReady(agent, reason) ? 'done' : 'logged-out'
    },
    setActiveSkills(id: string, skillIds: readonly string[]): AgentChange {
      const agent = find(id)
      if (agent === undefined) return 'no-such-agent'
      const assigned = [...agent.queues, ...agent.inactiveQueues]
      if (skillIds.some((skillId) => !assigned.some((queue) => queue.id === skillId))) return 'no-such-skill'
      for (const queue of assigned) activate(agent, queue, skillIds.includes(queue.id))
      markChanged(agent, now())
      if (agent.state === 'READY') seekWork(agent)
      return 'done'
    },
  }
}
