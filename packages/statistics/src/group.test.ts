import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activityOf, agentCountFor, summariseAgents } from './agents.ts'
import { groupFigure } from './group.ts'
import { campaignFigure } from './campaign-figure.ts'
import type { Row } from './row.ts'

const queue = (id: string, fields: Readonly<Record<string, unknown>>): Row => ({ id, asOf: 0, ...fields })
const agent = (id: string, state: string): Row => ({ id, asOf: 0, state })

describe(groupFigure, () => {
  const rows = [
    queue('1', { callsInQueue: 3, callbacksInQueue: 0, currentLongestQueueTime: 20_000, agentsInQueue: 4 }),
    queue('2', { callsInQueue: 0, callbacksInQueue: 0, currentLongestQueueTime: 0, agentsInQueue: 6 }),
  ]

  it('adds calls and takes the longest wait, which continues', () => {
    expect(groupFigure(rows, 'callsInQueue', 0)).toEqual({ value: 3, isAtLeast: false })
    expect(groupFigure(rows, 'currentLongestQueueTime', 5_000)).toEqual({ value: 25_000, isAtLeast: false })
  })

  it('counts people once when they are known', () => {
    const people = summariseAgents([agent('a', 'READY'), agent('b', 'ON_CALL'), agent('c', 'ACW')])
    expect(groupFigure(rows, 'agentsInQueue', 0, people)).toEqual({ value: 1, isAtLeast: false })
    expect(groupFigure(rows, 'agentsNotReadyForCalls', 0, people).value).toBe(1)
  })

  it('is a lower bound when only the queues are known: one agent may serve all of them', () => {
    expect(groupFigure(rows, 'agentsInQueue', 0)).toEqual({ value: 6, isAtLeast: true })
    expect(groupFigure(rows.slice(0, 1), 'agentsInQueue', 0)).toEqual({ value: 4, isAtLeast: false })
  })

  it('is unknown when no queue has it, and a lower bound when one lacks it', () => {
    expect(groupFigure([undefined], 'callsInQueue', 0).value).toBeUndefined()
    expect(groupFigure([], 'callsInQueue', 0).value).toBeUndefined()
    expect(groupFigure([...rows, undefined], 'callsInQueue', 0)).toEqual({ value: 3, isAtLeast: true })
  })
})

describe(summariseAgents, () => {
  it('gives every agent one activity, and ready, on call and not ready add up to logged in', () => {
    const states = ['READY', 'RINGING', 'ON_CALL', 'ACW', 'NOT_READY', 'LOGGED_OUT', 'PREVIEW', '']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states)), (given) => {
        const rows = given.map((state, index) => agent(String(index), state))
        const { loggedIn, ...counts } = summariseAgents(rows)
        expect(Object.values(counts).reduce((sum, each) => sum + each, 0)).toBe(rows.length)
        const of = (metric: string) => agentCountFor({ ...counts, loggedIn }, metric) ?? NaN
        expect(of('agentsInQueue') + of('agentsOnCall') + of('agentsNotReadyForCalls')).toBe(loggedIn)
      }),
    )
  })

  it('classifies an undocumented state as other', () => {
    expect(activityOf(agent('a', 'PARKED'))).toBe('other')
  })
})

describe(campaignFigure, () => {
  it('computes the abandon rate from its counts, and has none without calls', () => {
    const row = queue('c', { abandonedCallsCount: 1, connectedCallsCount: 3, abandonCallRate: 99 })
    expect(campaignFigure(row, 'abandonCallRate', 'fraction')).toBe(0.25)
    const quiet = queue('c', { abandonedCallsCount: 0, connectedCallsCount: 0 })
    expect(campaignFigure(quiet, 'abandonCallRate', 'fraction')).toBeUndefined()
  })

  it('reads a share by the scale of its source, even if the value alone suggests another scale', () => {
    expect(campaignFigure(queue('c', { serviceLevelQueue: 81.5 }), 'serviceLevelQueue', 'percent')).toBe(
      0.815,
    )
    expect(campaignFigure(queue('c', { serviceLevelQueue: 0.5 }), 'serviceLevelQueue', 'percent')).toBe(0.005)
    expect(campaignFigure(queue('c', { serviceLevelQueue: 0.5 }), 'serviceLevelQueue', 'fraction')).toBe(0.5)
  })
})
