import { DataSource, type StatRow } from '@wallboard/five9/events'
import { describe, expect, it } from 'vitest'
import { createFloor } from './floor.ts'

const startAt = Date.UTC(2026, 10, 26, 14)
const minute = 60_000
const coaching = '100005'

function start(seed = 3) {
  const floor = createFloor({ seed, queues: 4, agents: 24, load: 1, startAt })
  const agentRow = (id: string): StatRow | undefined =>
    floor
      .rows()
      .get(DataSource.AgentState)
      ?.find((row) => row.id === id)
  const someone = (state: string) =>
    floor
      .rows()
      .get(DataSource.AgentState)
      ?.find((row) => row.state === state && (floor.skillsOf(row.id).length > 1 || state === 'LOGGED_OUT'))
      ?.id ?? ''
  return { floor, agentRow, someone }
}

/** Advances in steps until the condition holds, for at most two hours. */
function advanceUntil(floor: ReturnType<typeof createFloor>, condition: () => boolean): void {
  const end = floor.now() + 120 * minute
  while (!condition() && floor.now() < end) floor.advanceTo(floor.now() + 1_000)
}

describe('a supervisor’s change of an agent', () => {
  it('ends a break, and the agent takes calls again', () => {
    const { floor, agentRow, someone } = start()
    const id = someone('NOT_READY')
    expect(floor.setAgentReady(id)).toBe('done')
    expect(agentRow(id)?.state).not.toBe('NOT_READY')
    expect(agentRow(id)?.reasonCodeId).toBe('0')
    advanceUntil(floor, () => agentRow(id)?.state === 'ON_CALL')
    expect(agentRow(id)?.state).toBe('ON_CALL')
  })

  it('sets a busy agent to not ready after the call, with the reason, and shows it as pending until then', () => {
    const { floor, agentRow, someone } = start()
    const id = someone('ON_CALL')
    expect(floor.setAgentNotReady(id, coaching)).toBe('done')
    expect(agentRow(id)?.state).toBe('ON_CALL')
    expect(agentRow(id)?.presence).toMatchObject({ pendingState: { notReadyReasonCode: Number(coaching) } })
    advanceUntil(floor, () => agentRow(id)?.state === 'NOT_READY')
    expect(agentRow(id)).toMatchObject({ state: 'NOT_READY', reasonCodeId: coaching })
    advanceUntil(floor, () => agentRow(id)?.state !== 'NOT_READY')
    expect(agentRow(id)?.state).not.toBe('NOT_READY')
  })

  it('sends an agent no calls of a queue that was switched off, until it is switched on', () => {
    const { floor, someone } = start()
    const id = someone('READY') || someone('ON_CALL')
    const assigned = floor.skillsOf(id)
    const rest = assigned.slice(1)
    expect(floor.setActiveSkills(id, rest)).toBe('done')
    const user = () => floor.users().find((each) => each.id === id)
    expect(floor.skillsOf(id)).toEqual(rest)
    expect([...(user()?.skillIds ?? [])].sort()).toEqual([...assigned].sort())
    expect(floor.setActiveSkills(id, assigned)).toBe('done')
    expect([...floor.skillsOf(id)].sort()).toEqual([...assigned].sort())
  })

  it('says why it is not possible', () => {
    const { floor, someone } = start()
    const id = someone('ON_CALL')
    expect(floor.setAgentReady('1')).toBe('no-such-agent')
    expect(floor.setAgentNotReady(id, '1')).toBe('no-such-reason')
    expect(floor.setAgentReady(someone('LOGGED_OUT'))).toBe('logged-out')
    expect(floor.setActiveSkills(id, ['1'])).toBe('no-such-skill')
  })

  it('stops an inbound campaign: its queues get no new calls until it is started', () => {
    const { floor } = start()
    const campaign = floor.campaigns().find(({ type }) => type === 'INBOUND')
    const received = () =>
      floor
        .rows()
        .get(DataSource.InboundCampaignStatistics)
        ?.find(({ id }) => id === campaign?.id)?.totalCallsCount
    expect(floor.stopCampaign(campaign?.id ?? '')).toBe(true)
    const before = received()
    floor.advanceTo(floor.now() + 20 * minute)
    expect(received()).toBe(before)
    floor.startCampaign(campaign?.id ?? '')
    floor.advanceTo(floor.now() + 20 * minute)
    expect(received()).toBeGreaterThan(Number(before))
  })
})
