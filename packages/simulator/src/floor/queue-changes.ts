import type { Agent, Campaign, Queue } from './contact-centre.ts'
import { addSkill, newQueue } from './domain-plan.ts'
import type { Random } from './random.ts'

/** Adds and removes queues while the domain runs. */
export function createQueueChanges(deps: {
  readonly queues: Map<string, Queue>
  readonly agents: readonly Agent[]
  readonly campaigns: readonly Campaign[]
  /** Calls per millisecond of the whole domain at the peak of the day. */
  readonly peakRate: number
  readonly random: Random
  /** Starts the demand of a queue. */
  readonly open: (queue: Queue) => void
  /** Removes all work from a queue's lines. */
  readonly clear: (queue: Queue) => void
}) {
  const { queues, agents, campaigns, peakRate, random, open, clear } = deps
  let nextQueueId = 300_001 + queues.size

  return {
    addQueue(name: string): string {
      const campaign = campaigns.reduce((a, b) =>
        b.type === 'INBOUND' && (a.type === 'OUTBOUND' || b.queues.size < a.queues.size) ? b : a,
      )
      const queue = newQueue(nextQueueId, name, campaign, (0.5 * peakRate) / (queues.size + 1), random)
      nextQueueId += 1
      queues.set(queue.id, queue)
      for (const agent of agents) {
        const isOfHours = [...agent.queues].some(({ hours }) => hours !== undefined)
        if (random.chance(0.3) && !isOfHours && agent.outboundCampaign === undefined) addSkill(agent, queue)
      }
      open(queue)
      return queue.id
    },
    renameQueue(id: string, name: string): boolean {
      const queue = queues.get(id)
      if (queue !== undefined) queue.name = name
      return queue !== undefined
    },
    removeQueue(id: string): boolean {
      const queue = queues.get(id)
      if (queue === undefined) return false
      queue.isOpen = false
      clear(queue)
      for (const agent of queue.agents) agent.queues.delete(queue)
      for (const agent of agents) agent.inactiveQueues.delete(queue)
      queue.campaign.queues.delete(queue)
      return queues.delete(id)
    },
  }
}
