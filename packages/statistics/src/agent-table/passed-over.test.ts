import { describe, expect, it } from 'vitest'
import { createPassedOverWatch, type AgentRecord, type PassedOverObservation } from './index.ts'

const sales = ['sales']

/** An agent of the queue of sales: ready since an instant, or on a call of its campaign. */
function agent(id: string, change: Partial<AgentRecord> = {}): AgentRecord {
  return {
    ...{ id, name: id, activity: 'ready', state: undefined, since: 0, reason: undefined },
    ...{ campaign: undefined, callType: undefined, queueIds: sales, groupIds: [] },
    ...{ handled: undefined, handleMs: undefined, wrapMs: undefined },
    ...{ occupancy: undefined, notOnBreak: undefined },
    ...change,
  }
}

const campaign = { id: 'c1', name: 'Sales' }
const taking = (id: string, change: Partial<AgentRecord> = {}) =>
  agent(id, { activity: 'on-call', campaign, ...change })

const watch = createPassedOverWatch
const seen = (
  agents: readonly AgentRecord[],
  change: Partial<PassedOverObservation> = {},
): PassedOverObservation => ({ agents, queuesOf: () => sales, agentsInQueue: () => undefined, ...change })

/** Agents 2 and 3 take this many calls in turn, while agent 1 stays ready. */
function play(
  calls: number,
  {
    first = agent('1'),
    busy = taking,
    ...change
  }: Partial<PassedOverObservation> & {
    readonly first?: AgentRecord
    readonly busy?: (id: string) => AgentRecord
  } = {},
) {
  const watched = watch()
  for (let call = 0; call < calls; call += 1) {
    watched.observed(seen([first, agent('2', { since: call }), agent('3', { since: call })], change))
    const [taker, other] = call % 2 === 0 ? ['2', '3'] : ['3', '2']
    watched.observed(seen([first, busy(taker), agent(other, { since: call })], change))
  }
  return watched
}

describe(createPassedOverWatch, () => {
  it('finds an agent whom 12 calls passed over beside two others, and nobody after 10 [case R25]', () => {
    expect(play(10).find('1')).toBeUndefined()
    const found = play(12).find('1')
    expect(found).toMatchObject({ queueId: 'sales', calls: 12, readyAgents: 3 })
    expect(found?.chance).toBeCloseTo(0.0077, 4)
    expect(play(12).find('2')).toBeUndefined()
  })

  it('counts no call whose queue is not certain', () => {
    expect(play(40, { queuesOf: () => undefined }).find('1')).toBeUndefined()
    const busy = (id: string) => taking(id, { queueIds: ['sales', 'support'] })
    expect(play(40, { busy, queuesOf: () => ['sales', 'support'] }).find('1')).toBeUndefined()
    expect(play(40, { busy }).find('1')).toMatchObject({ calls: 40 })
  })

  it('counts no call of a queue of which Five9 counts fewer agents as ready', () => {
    expect(play(40, { agentsInQueue: () => 1 }).find('1')).toBeUndefined()
    expect(play(40, { agentsInQueue: () => 2 }).find('1')).toBeDefined()
  })

  it('says nothing of an agent without the queue', () => {
    expect(play(40, { first: agent('1', { queueIds: ['support'] }) }).find('1')).toBeUndefined()
  })

  it('begins anew with each stretch of being ready, and after data that was not live', () => {
    const watched = play(12)
    watched.observed(seen([agent('1', { since: 99 })]))
    expect(watched.find('1')).toBeUndefined()
    const interrupted = play(12)
    interrupted.interrupted()
    expect(interrupted.find('1')).toBeUndefined()
  })

  it('counts no call for an agent who became ready with it', () => {
    const watched = watch()
    for (let call = 0; call < 40; call += 1) {
      watched.observed(seen([agent('1', { activity: 'not-ready' }), agent('2', { since: call })]))
      watched.observed(seen([agent('1', { since: call }), taking('2')]))
    }
    expect(watched.find('1')).toBeUndefined()
  })
})
