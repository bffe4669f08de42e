import { describe, expect, it } from 'vitest'
import type { StatRow } from '@wallboard/five9/events'
import { createFloor } from './index.ts'

const startAt = Date.UTC(2026, 5, 1, 9)
const options = { seed: 3, queues: 10, agents: 50, load: 1, startAt }

const number = (row: StatRow | undefined, field: string): number => {
  const value = row?.[field]
  if (typeof value !== 'number') throw new Error(`${field} is no number`)
  return value
}

/** Rows at a number of instants over some hours; row "0" sums the queues up. */
function* instants(seed: number, count = 40) {
  const floor = createFloor({ ...options, seed, load: 1 + (seed % 3) / 4 })
  for (let step = 1; step <= count; step += 1) {
    floor.advanceTo(startAt + step * 293_000)
    yield { floor, rows: floor.rows('sums') }
  }
}

describe(createFloor, () => {
  it('gives the same run for the same seed, and another run for another seed', () => {
    const run = (seed: number) => JSON.stringify([...instants(seed)].map(({ rows }) => [...rows]))
    expect(run(1)).toBe(run(1))
    expect(run(1)).not.toBe(run(2))
  })

  it.each([1, 2, 3, 4, 5, 6])('keeps the identities of ACD_STATUS at every instant (seed %i)', (seed) => {
    for (const { rows } of instants(seed)) {
      for (const row of rows.get('ACD_STATUS') ?? []) {
        const [inQueue, onCall, notReady] = ['agentsInQueue', 'agentsOnCall', 'agentsNotReadyForCalls'].map(
          (field) => number(row, field),
        )
        expect((inQueue ?? 0) + (onCall ?? 0) + (notReady ?? 0)).toBe(number(row, 'agentsLoggedIn'))
        expect(number(row, 'longestQueueTime')).toBeGreaterThanOrEqual(number(row, 'currentLongestQueueTime'))
        expect(number(row, 'currentLongestQueueTime') % 1_000).toBe(0)
        for (const value of Object.values(row))
          if (typeof value === 'number') expect(value).toBeGreaterThanOrEqual(0)
        if (number(row, 'callsInQueue') > 0 && row.id !== '0') expect(number(row, 'agentsInQueue')).toBe(0)
      }
    }
  })

  it.each([1, 2, 3])('keeps the identities of AGENT_STATISTIC at every instant (seed %i)', (seed) => {
    for (const { rows } of instants(seed)) {
      for (const row of rows.get('AGENT_STATISTIC') ?? []) {
        const of = (field: string) => number(row, field)
        expect(of('averageHandleTime')).toBe(of('averageCallTime') + of('averageWrapTime'))
        expect(of('offBreakTime')).toBe(of('loginTime') - of('breaksCount') * of('averageBreakTime'))
        if (of('offBreakTime') > 0) {
          expect(of('utilization')).toBeCloseTo(
            (of('totalCallsCount') * of('averageHandleTime')) / of('offBreakTime'),
          )
        }
      }
    }
  })

  it('counts an agent of several skills once in the totals row', () => {
    const rows = createFloor(options).rows().get('ACD_STATUS') ?? []
    const [totals, ...queues] = rows
    expect(totals?.id).toBe('0')
    const sum = queues.reduce((agents, row) => agents + number(row, 'agentsLoggedIn'), 0)
    expect(sum).toBeGreaterThan(number(totals, 'agentsLoggedIn'))
    expect(number(totals, 'agentsLoggedIn')).toBeLessThanOrEqual(50)
  })

  it('has callers who wait at times and are answered', () => {
    const waiting = [...instants(4, 60)].map(({ rows }) =>
      number(rows.get('ACD_STATUS')?.[0], 'callsInQueue'),
    )
    expect(Math.max(...waiting)).toBeGreaterThan(2)
    expect(Math.min(...waiting)).toBeLessThan(6)
    expect(Math.max(...waiting)).toBeLessThan(60)
  })

  it('adds, renames and removes a queue while it runs', () => {
    const floor = createFloor(options)
    const id = floor.addQueue('Harbour')
    floor.advanceTo(startAt + 3_600_000)
    expect(
      floor
        .rows()
        .get('ACD_STATUS')
        ?.some((row) => row.id === id),
    ).toBe(true)
    expect(floor.renameQueue(id, 'Port')).toBe(true)
    expect(floor.queues()).toContainEqual({ id, name: 'Port' })
    expect(floor.removeQueue(id)).toBe(true)
    floor.advanceTo(startAt + 7_200_000)
    expect(
      floor
        .rows()
        .get('ACD_STATUS')
        ?.some((row) => row.id === id),
    ).toBe(false)
    expect(floor.renameQueue(id, 'gone')).toBe(false)
  })
})
