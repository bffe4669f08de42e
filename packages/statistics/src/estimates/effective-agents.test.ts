import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activities } from '../agents.ts'
import { effectiveAgents, type ServingAgent } from './effective-agents.ts'

const agent = (activity: ServingAgent['activity'], ...queueIds: string[]): ServingAgent => ({
  activity,
  callType: activity === 'on-call' ? 'INBOUND' : undefined,
  queueIds,
})

describe(effectiveAgents, () => {
  it('shares a person among the queues with callers [case R31]', () => {
    const waits: Record<string, number> = { R: 5, B: 0, C: 3 }
    const agents = [
      agent('ready', 'R'),
      agent('ringing', 'R', 'B'),
      agent('on-call', 'R', 'C'),
      agent('after-call', 'B', 'C'),
    ]
    const of = (queue: string) => effectiveAgents(queue, agents, (id) => (waits[id] ?? 0) > 0)
    expect([of('R'), of('C'), of('B')]).toEqual([2.5, 1.5, 0])
  })

  it('shares a person equally among all queues while none has callers', () => {
    expect(effectiveAgents('R', [agent('ready', 'R', 'B', 'C', 'D')], () => false)).toBe(0.25)
  })

  it('counts nobody who is away, or on a call that is not inbound', () => {
    const away = [agent('not-ready', 'R'), agent('logged-out', 'R'), agent('other', 'R')]
    const outbound = { ...agent('on-call', 'R'), callType: 'OUTBOUND' }
    expect(effectiveAgents('R', [...away, outbound], () => true)).toBe(0)
  })

  it('adds up to the people at work who serve any queue', () => {
    const queues = ['1', '2', '3', '4']
    const arbitraryAgent = fc
      .tuple(fc.constantFrom(...activities), fc.subarray(queues, { minLength: 1 }))
      .map(([activity, ids]) => agent(activity, ...ids))
    fc.assert(
      fc.property(fc.array(arbitraryAgent), fc.subarray(queues), (agents, withCallers) => {
        const of = (queue: string) => effectiveAgents(queue, agents, (id) => withCallers.includes(id))
        const atWork = agents.filter(({ activity }) =>
          ['ready', 'ringing', 'on-call', 'after-call'].includes(activity),
        )
        expect(queues.map(of).reduce((sum, one) => sum + one, 0)).toBeCloseTo(atWork.length, 9)
      }),
    )
  })
})
