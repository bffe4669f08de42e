import { describe, expect, it } from 'vitest'
import { createQueueAttribution } from './answered-queue.ts'

const skills = () => ({
  agentQueues: new Map([['agent', ['sales', 'service']]]),
  campaignQueues: new Map([['campaign', ['sales', 'service']]]),
})
const step = (queueId: string) => ({ queueId, came: 0, left: 1 })

describe('the departures that are remembered', () => {
  it('stay few in a queue whose calls nobody answers', () => {
    const attribution = createQueueAttribution(skills)
    for (let second = 0; second < 3_600; second += 1) {
      attribution.stepped(second * 1_000, step('sales'))
      attribution.take(second * 1_000)
    }
    expect(attribution.remembered()).toBeLessThanOrEqual(180)
  })

  it('include those of the last minute and a half', () => {
    const attribution = createQueueAttribution(skills)
    for (let second = 0; second < 600; second += 1) attribution.stepped(second * 1_000, step('service'))
    const rangAt = 600_000 - 80_000
    attribution.answered({ agentId: 'agent', campaignId: 'campaign', rangAt, at: 600_000 })
    expect(attribution.take(603_000)).toMatchObject([{ queueId: 'service', wasSeen: true }])
  })

  it('of several queues leave the queue of a call open', () => {
    const attribution = createQueueAttribution(skills)
    attribution.stepped(1_000, step('sales'))
    attribution.stepped(1_100, step('service'))
    attribution.answered({ agentId: 'agent', campaignId: 'campaign', rangAt: 1_000, at: 1_200 })
    expect(attribution.take(4_000)).toMatchObject([{ queueId: undefined, wasSeen: false }])
  })
})
