import { describe, expect, it } from 'vitest'
import type { StatRow } from '@wallboard/five9/events'
import { createFloor, type Floor } from './index.ts'

const hour = 3_600_000
const startAt = Date.UTC(2026, 5, 1, 9)
const options = { seed: 7, queues: 6, agents: 40, load: 1, startAt }

const rowsOf = (floor: Floor, source: string): readonly StatRow[] => floor.rows().get(source) ?? []
const manager = (floor: Floor): StatRow | undefined => rowsOf(floor, 'OUTBOUND_CAMPAIGN_MANAGER')[0]

function number(row: StatRow | undefined, field: string): number {
  const value = row?.[field]
  if (typeof value !== 'number') throw new Error(`${field} is no number`)
  return value
}

const outboundId = (floor: Floor) => floor.campaigns().find(({ type }) => type === 'OUTBOUND')?.id ?? ''

function expectConsistent(floor: Floor): void {
  const row = manager(floor)
  const of = (field: string) => number(row, field)
  const states = rowsOf(floor, 'AGENT_STATE')
  const team = states.filter(({ id }) => floor.skillsOf(id).length === 0)
  expect(of('readyForCallAgentsCount')).toBe(team.filter(({ state }) => state === 'READY').length)

  const sorted = of('availableRecordsCount') + of('dispositionedRecordsCount') + of('unreachableRecordsCount')
  expect(sorted).toBeLessThanOrEqual(of('totalRecordsCount'))
  const ended = of('contactedCallsCount') + of('noPartyContactSystemCallsCount')
  expect(ended).toBeLessThanOrEqual(of('dialingAttemptsCount'))
  expect(of('dialingAttemptsCount') - ended).toBeLessThan(4 * team.length)
  expect(of('abandonedCallsCount')).toBeLessThanOrEqual(of('contactedCallsCount'))
  expect(of('callsToAgentTargetRatio')).toBeGreaterThanOrEqual(1)

  const statistics = rowsOf(floor, 'OUTBOUND_CAMPAIGN_STATISTICS').find(({ id }) => id === row?.id)
  const ofDay = (field: string) => number(statistics, field)
  expect(ofDay('totalCallsCount')).toBe(ofDay('connectedCallsCount') + ofDay('abandonedCallsCount'))
  expect(ofDay('handledCallsCount')).toBeLessThanOrEqual(ofDay('connectedCallsCount'))
  expect(ofDay('averageHandleTime')).toBe(ofDay('averageCallTime') + ofDay('averageWrapTime'))

  for (const { callType, campaignId, id } of states.filter(({ state }) => state === 'ON_CALL')) {
    const isOutbound = team.some((each) => each.id === id)
    expect(callType === 'OUTBOUND').toBe(isOutbound)
    expect(campaignId === row?.id).toBe(isOutbound)
  }
  for (const agent of rowsOf(floor, 'AGENT_STATISTIC')) {
    const calls = number(agent, 'inboundCallsCount') + number(agent, 'outboundCallsCount')
    expect(calls).toBe(number(agent, 'totalCallsCount'))
  }
}

describe('an outbound campaign', () => {
  it.each([1, 2, 3])('keeps its counts consistent with agents and records for a day (seed %i)', (seed) => {
    const floor = createFloor({ ...options, seed })
    for (let step = 0; step < 60; step += 1) {
      expectConsistent(floor)
      floor.advanceTo(floor.now() + 24 * 60_000 + step)
    }
  })

  it('reaches people at a tolerable abandon rate, and uses up its records', () => {
    const floor = createFloor(options)
    const before = number(manager(floor), 'availableRecordsCount')
    floor.advanceTo(startAt + 8 * hour)
    const row = manager(floor)
    expect(number(row, 'contactedCallsCount')).toBeGreaterThan(300)
    const rate = number(row, 'abandonedCallsCount') / number(row, 'contactedCallsCount')
    expect(rate).toBeGreaterThan(0)
    expect(rate).toBeLessThan(0.06)
    expect(number(row, 'availableRecordsCount')).toBeLessThan(before - 500)
  })

  it('announces the end of its numbers, and a new list later', () => {
    const floor = createFloor({ ...options, agents: 20 })
    const size = number(manager(floor), 'totalRecordsCount')
    const seen: string[] = []
    const left: number[] = []
    for (let step = 0; seen.length < 2 && step < 5_000; step += 1) {
      floor.advanceTo(floor.now() + 5 * 60_000)
      seen.push(...floor.takeEvents().map(({ eventId }) => eventId))
      if (seen.length === 1) left.push(number(manager(floor), 'availableRecordsCount'))
    }
    expect(seen).toEqual(['5009', '5011'])
    expect(Math.min(...left)).toBeLessThan(5)
    expect(number(manager(floor), 'totalRecordsCount')).toBe(2 * size)
  })

  it('stops dialing when it is stopped, and leaves the dialer’s view', () => {
    const floor = createFloor(options)
    const id = outboundId(floor)
    expect(floor.stopCampaign(id)).toBe(true)
    expect(manager(floor)).toBeUndefined()
    expect(rowsOf(floor, 'CAMPAIGN_STATE').find((row) => row.id === id)).toMatchObject({
      campaignState: 'NOT_RUNNING',
      stateSince: startAt,
    })
    floor.advanceTo(startAt + hour)
    const isBusy = rowsOf(floor, 'AGENT_STATE').some(({ callType }) => callType === 'OUTBOUND')
    expect(isBusy).toBe(false)
    floor.startCampaign(id)
    floor.advanceTo(startAt + 2 * hour)
    expectConsistent(floor)
    expect(rowsOf(floor, 'AGENT_STATE').some(({ callType }) => callType === 'OUTBOUND')).toBe(true)
  })

  it('counts from 0 after a reset', () => {
    const floor = createFloor(options)
    const size = number(manager(floor), 'totalRecordsCount')
    floor.resetCampaign(outboundId(floor))
    expect(number(manager(floor), 'dispositionedRecordsCount')).toBe(0)
    expect(number(manager(floor), 'totalRecordsCount')).toBe(size)
    for (let step = 0; step < 20; step += 1) {
      floor.advanceTo(floor.now() + 60_000)
      expectConsistent(floor)
    }
    expect(floor.stopCampaign('no such campaign')).toBe(false)
  })

  it('does not run in a domain of few agents', () => {
    const floor = createFloor({ ...options, agents: 12 })
    expect(manager(floor)).toBeUndefined()
    expect(rowsOf(floor, 'OUTBOUND_CAMPAIGN_STATISTICS')).toHaveLength(1)
    expect(floor.users().every(({ skillIds }) => skillIds.length > 0)).toBe(true)
  })
})
