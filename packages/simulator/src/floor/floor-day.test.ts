import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StatRow } from '@wallboard/five9/events'
import { createFloor, timeSincePeak, type Floor } from './index.ts'

const hour = 3_600_000
const startAt = Date.UTC(2026, 5, 1, 9)
const small = { queues: 7, agents: 24, load: 1, startAt }

const rowsOf = (floor: Floor, source: string): readonly StatRow[] => floor.rows().get(source) ?? []

const number = (row: StatRow | undefined, field: string): number => {
  const value = row?.[field]
  if (typeof value !== 'number') throw new Error(`${field} is no number`)
  return value
}

function agentFieldOf(state: unknown) {
  if (state === 'READY') return 'agentsInQueue'
  return state === 'RINGING' || state === 'ON_CALL' ? 'agentsOnCall' : 'agentsNotReadyForCalls'
}

/** Counts from AGENT_STATE and the users' skills what ACD_STATUS must say of a queue, or of all with `undefined`. */
function countAgents(floor: Floor, queueId: string | undefined) {
  const counts = { agentsLoggedIn: 0, agentsInQueue: 0, agentsOnCall: 0, agentsNotReadyForCalls: 0 }
  for (const { id, state } of rowsOf(floor, 'AGENT_STATE')) {
    if (state === 'LOGGED_OUT') continue
    if (queueId !== undefined && !floor.skillsOf(id).includes(queueId)) continue
    counts.agentsLoggedIn += 1
    counts[agentFieldOf(state)] += 1
  }
  return counts
}

const waiting = ['callsInQueue', 'callbacksInQueue', 'voicemailsInQueue', 'voicemailsInProgress']

function expectSound(floor: Floor): void {
  const [own, ...apart] = rowsOf(floor, 'ACD_STATUS')
  expect(own).toMatchObject({ id: '0', ...countAgents(floor, undefined) })
  for (const field of [...waiting, 'currentLongestQueueTime', 'longestQueueTime'])
    expect(number(own, field)).toBe(0)
  for (const rows of floor.rows('sums').values()) {
    for (const row of rows) {
      for (const [field, value] of Object.entries(row)) {
        if (typeof value === 'number') expect(value >= 0 && Number.isFinite(value), field).toBe(true)
      }
    }
  }
  const [totals, ...queues] = floor.rows('sums').get('ACD_STATUS') ?? []
  expect(queues).toEqual(apart)
  expect(totals).toMatchObject({ id: '0', ...countAgents(floor, undefined) })
  for (const row of queues) {
    expect(row).toMatchObject(countAgents(floor, row.id))
    expect(number(row, 'longestQueueTime')).toBeGreaterThanOrEqual(number(row, 'currentLongestQueueTime'))
    expect(number(row, 'currentLongestQueueTime') % 1_000).toBe(0)
    if (number(row, 'callsInQueue') + number(row, 'callbacksInQueue') === 0) {
      expect(number(row, 'currentLongestQueueTime')).toBe(0)
    } else expect(number(row, 'agentsInQueue')).toBe(0)
  }
  for (const field of waiting) {
    expect(queues.reduce((sum, row) => sum + number(row, field), 0)).toBe(number(totals, field))
  }
  for (const row of rowsOf(floor, 'AGENT_STATISTIC')) {
    const of = (field: string) => number(row, field)
    const calls = of('totalCallsCount')
    expect(of('averageHandleTime')).toBe(of('averageCallTime') + of('averageWrapTime'))
    expect(of('offBreakTime')).toBe(of('loginTime') - of('breaksCount') * of('averageBreakTime'))
    expect(of('averageHoldTime')).toBeLessThanOrEqual(of('averageCallTime'))
    expect(of('utilization')).toBeLessThanOrEqual(1)
    expect(of('occupancy')).toBeLessThanOrEqual(1)
    if (calls > 0) {
      expect(of('averageIdleTime')).toBe(
        Math.floor((of('offBreakTime') - calls * of('averageHandleTime')) / calls),
      )
    }
  }
  for (const row of rowsOf(floor, 'INBOUND_CAMPAIGN_STATISTICS')) {
    const of = (field: string) => number(row, field)
    expect(of('connectedPlusAbandonedCallsCount')).toBe(of('connectedCallsCount') + of('abandonedCallsCount'))
    expect(of('handledCallsCount')).toBeLessThanOrEqual(of('connectedCallsCount'))
    const inIvr = of('finishedInIVRSuccessCallsCount') + of('finishedInIVRErrorCallsCount')
    expect(of('connectedPlusAbandonedCallsCount') + inIvr).toBeLessThanOrEqual(of('totalCallsCount'))
  }
  const sessions = rowsOf(floor, 'USER_SESSION')
  expect(sessions).toHaveLength(number(totals, 'agentsLoggedIn'))
}

describe(createFloor, () => {
  it(
    'keeps every identity at any instant of two days, whatever the seed and size',
    { timeout: 180_000 },
    () => {
      fc.assert(
        fc.property(
          fc.record({
            seed: fc.nat(),
            queues: fc.integer({ min: 0, max: 9 }),
            agents: fc.integer({ min: 0, max: 30 }),
            load: fc.constantFrom(0, 0.5, 1, 2),
          }),
          fc.array(fc.integer({ min: 1, max: 4 * hour }), { minLength: 12, maxLength: 20 }),
          (options, steps) => {
            const floor = createFloor({ ...options, startAt })
            expectSound(floor)
            for (const step of steps) {
              floor.advanceTo(floor.now() + step)
              expectSound(floor)
            }
          },
        ),
        { numRuns: 25 },
      )
    },
  )

  it.each([
    [0.7, 0.6, 0.85],
    [1.3, 0, 0.4],
  ])('answers calls in time by its load: at %d between %d and %d of them', (load, least, most) => {
    const floor = createFloor({ queues: 12, agents: 60, load, seed: 1, startAt: Date.UTC(2026, 5, 1, 0, 1) })
    floor.advanceTo(floor.now() + 12 * hour)
    const campaigns = rowsOf(floor, 'INBOUND_CAMPAIGN_STATISTICS')
    const offered = campaigns.map((row) => number(row, 'connectedPlusAbandonedCallsCount'))
    const inTime = campaigns.map((row, index) => number(row, 'serviceLevelQueue') * (offered[index] ?? 0))
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
    expect(sum(inTime) / sum(offered)).toBeGreaterThan(least)
    expect(sum(inTime) / sum(offered)).toBeLessThan(most)
  })

  it('keeps all sums consistent through midnight, when the daily statistics restart', () => {
    const floor = createFloor({
      ...small,
      queues: 10,
      agents: 60,
      seed: 5,
      startAt: Date.UTC(2026, 5, 1, 23, 59),
    })
    const before = number(rowsOf(floor, 'AGENT_STATISTIC')[0], 'totalCallsCount')
    floor.advanceTo(floor.now() + 61_000)
    expect(number(rowsOf(floor, 'AGENT_STATISTIC')[0], 'totalCallsCount')).toBeLessThan(before)
    for (let step = 0; step < 80; step += 1) {
      expectSound(floor)
      floor.advanceTo(floor.now() + 6_100)
    }
  })

  it('reaches the same state in one step and in many', () => {
    const [stride, steps] = [createFloor({ ...small, seed: 8 }), createFloor({ ...small, seed: 8 })]
    for (let at = startAt; at <= startAt + hour; at += 777) {
      steps.advanceTo(at)
      steps.rows()
    }
    stride.advanceTo(startAt + hour)
    steps.advanceTo(startAt + hour)
    expect([...steps.rows()]).toEqual([...stride.rows()])
  })

  it('reuses a row object exactly as long as nothing in it changes', () => {
    const floor = createFloor({ ...small, seed: 2 })
    let kept = 0
    for (let step = 0; step < 400; step += 1) {
      const before = floor.rows()
      floor.advanceTo(floor.now() + 250)
      for (const [source, rows] of floor.rows()) {
        const old = new Map(before.get(source)?.map((row) => [row.id, row]))
        for (const row of rows) {
          const isEqual = JSON.stringify(old.get(row.id)) === JSON.stringify(row)
          expect(row === old.get(row.id)).toBe(isEqual)
          if (isEqual) kept += 1
        }
      }
    }
    expect(kept).toBeGreaterThan(0)
  })

  it('is busy at its first instant, at any hour of the day', () => {
    for (let at = 0; at < 24; at += 3) {
      const floor = createFloor({ seed: at, queues: 12, agents: 60, load: 1, startAt: startAt + at * hour })
      const totals = rowsOf(floor, 'ACD_STATUS')[0]
      expect(number(totals, 'agentsOnCall')).toBeGreaterThan(5)
      expect(number(totals, 'agentsLoggedIn')).toBeGreaterThan(20)
      expect(rowsOf(floor, 'AGENT_STATE').some(({ state }) => state === 'LOGGED_OUT')).toBe(true)
    }
  })

  it('has callers waiting in some queues and not in most, over a day of several floors', () => {
    const waiting = [1, 2, 3, 4].flatMap((seed) => {
      const floor = createFloor({ seed, queues: 12, agents: 60, load: 1, startAt })
      return Array.from({ length: 24 * 12 }, (_, step) => {
        floor.advanceTo(startAt + step * 300_000)
        return rowsOf(floor, 'ACD_STATUS')
          .slice(1)
          .map((row) => number(row, 'callsInQueue'))
      }).flat()
    })
    const share = (isOne: (count: number) => boolean) => waiting.filter(isOne).length / waiting.length
    expect(share((count) => count === 0)).toBeGreaterThan(0.5)
    expect(share((count) => count > 0)).toBeGreaterThan(0.15)
    expect(share((count) => count >= 10)).toBeGreaterThan(0)
    expect(share((count) => count >= 10)).toBeLessThan(0.03)
  })

  it('lets agents log in and out, and omits the optional fields of a logged-out row', () => {
    const floor = createFloor({ ...small, seed: 4 })
    const isIn = () =>
      new Set(rowsOf(floor, 'AGENT_STATE').flatMap(({ id, state }) => (state === 'LOGGED_OUT' ? [] : [id])))
    const before = isIn()
    floor.advanceTo(startAt + 8 * hour)
    const after = isIn()
    expect([...before].some((id) => !after.has(id))).toBe(true)
    expect([...after].some((id) => !before.has(id))).toBe(true)
    for (const row of rowsOf(floor, 'AGENT_STATE')) {
      expect('readyChannels' in row).toBe(row.state !== 'LOGGED_OUT')
      expect(row.stateDuration).toBe(0)
      if (typeof row.readyChannels === 'string')
        expect(Array.isArray(JSON.parse(row.readyChannels))).toBe(true)
    }
  })

  it('never leaves a queue without an agent while there are agents of its skill and it is open', () => {
    const floor = createFloor({ ...small, seed: 6 })
    for (let step = 0; step < 200; step += 1) {
      floor.advanceTo(startAt + step * 600_000)
      const rows = rowsOf(floor, 'ACD_STATUS')
      for (const row of rows.slice(0, -1)) expect(number(row, 'agentsLoggedIn')).toBeGreaterThan(0)
    }
  })

  it('closes its last queue at night: callbacks wait until morning and no agent works', () => {
    for (const seed of [1, 2, 3]) {
      const evening = Date.UTC(2026, 5, 1, 18)
      const floor = createFloor({ ...small, seed, startAt: evening })
      const last = () => rowsOf(floor, 'ACD_STATUS').at(-1)
      expect(number(last(), 'agentsLoggedIn')).toBeGreaterThan(0)
      floor.advanceTo(evening + 13.5 * hour) // half past seven
      expect(last()).toMatchObject({ callsInQueue: 0, agentsLoggedIn: 0 })
      expect(number(last(), 'callbacksInQueue')).toBeGreaterThan(0)
      expect(number(last(), 'currentLongestQueueTime')).toBeGreaterThan(6 * hour)
      expectSound(floor)
      floor.advanceTo(evening + 18 * hour) // noon
      expect(number(last(), 'agentsLoggedIn')).toBeGreaterThan(0)
      expect(number(last(), 'currentLongestQueueTime')).toBeLessThan(2 * hour)
    }
  })

  it('has callbacks of the previous evening when it starts at night', () => {
    const floor = createFloor({ ...small, seed: 1, startAt: Date.UTC(2026, 5, 2, 5) })
    const last = rowsOf(floor, 'ACD_STATUS').at(-1)
    expect(last).toMatchObject({ callsInQueue: 0, agentsLoggedIn: 0 })
    expect(number(last, 'callbacksInQueue')).toBeGreaterThan(0)
    expect(number(last, 'currentLongestQueueTime')).toBeGreaterThan(5 * hour)
    expectSound(floor)
  })

  it('gives every queue and every agent a name of its own', () => {
    const floor = createFloor({ seed: 1, queues: 500, agents: 2_400, load: 0.01, startAt })
    expect(new Set(floor.queues().map(({ name }) => name)).size).toBe(500)
    expect(new Set(floor.users().map(({ fullName }) => fullName)).size).toBe(2_400)
  })

  it('removes the skill of a removed queue from its agents and campaign', () => {
    const floor = createFloor({ ...small, seed: 3 })
    const id = floor.queues()[0]?.id ?? ''
    floor.removeQueue(id)
    expectSound(floor)
    expect(floor.users().some(({ skillIds }) => skillIds.includes(id))).toBe(false)
    expect(floor.campaigns().some(({ skillIds }) => skillIds.includes(id))).toBe(false)
    expect(floor.skillsOf('nobody')).toEqual([])
    const added = floor.addQueue('Harbour')
    floor.advanceTo(startAt + 2 * hour)
    expectSound(floor)
    expect(floor.campaigns().some(({ skillIds }) => skillIds.includes(added))).toBe(true)
  })
})

describe('a floor with a moved schedule', () => {
  it('is as busy at night as another at the peak of its day, with agents in all queues', () => {
    const night = Date.UTC(2026, 5, 1, 2, 30)
    const at = { ...small, seed: 3, startAt: night }
    const agentsPerQueue = (floor: Floor) => {
      const [, ...queues] = rowsOf(floor, 'ACD_STATUS')
      return queues.map((row) => number(row, 'agentsLoggedIn'))
    }
    expect(agentsPerQueue(createFloor(at))).toContain(0)
    expect(agentsPerQueue(createFloor({ ...at, scheduleShiftMs: timeSincePeak(night) }))).not.toContain(0)
  })
})
