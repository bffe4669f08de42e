import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erlangA, erlangServiceLevel, type QueueLoad, type QueuePerformance } from './erlang-a.ts'
import { erlangB, erlangC } from './erlang-b-c.ts'
import type { Estimate } from './estimate.ts'

function valueOf<Value>(estimate: Estimate<Value, unknown>): Value {
  if (estimate.type === 'unknown') throw new Error(estimate.reason)
  return estimate.value
}

const performance = (load: QueueLoad): QueuePerformance => valueOf(erlangA(load))
const serviceLevel = (load: QueueLoad, seconds: number): number => valueOf(erlangServiceLevel(load, seconds))

/** Within 0.0001, or half the last digit of a reference with fewer digits. */
function expectNear(actual: number, expected: number, tolerance = 1e-4): void {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance)
}

/** 100 calls in half an hour, of three minutes each. */
const halfHour = { arrivals: 100 / 1_800, handleTime: 180 }

describe('Erlang B and C', () => {
  it('agree with the published values [case R1]', () => {
    expectNear(erlangB(5, 10), 0.018385)
    expectNear(erlangC(5, 10), 0.036105)
    expectNear(erlangC(2, 3), 0.444444)
    expectNear(erlangC(8, 10), 0.40918)
  })

  it('fall with each further server, and lie between 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 300, noNaN: true }),
        fc.integer({ min: 1, max: 400 }),
        (load, servers) => {
          for (const erlang of [erlangB, erlangC]) {
            const share = erlang(load, servers)
            expect(share).toBeGreaterThanOrEqual(0)
            expect(share).toBeLessThanOrEqual(1)
            expect(erlang(load, servers + 1)).toBeLessThanOrEqual(share)
          }
        },
      ),
    )
  })
})

describe('Erlang C as Erlang A without hang-ups', () => {
  it('agrees with the published examples [case R3] [case R4]', () => {
    const large = { arrivals: 360 / 1_800, handleTime: 240, agents: 55, hangUpRate: 0 }
    expectNear(performance(large).waitShare, 0.2387)
    expectNear(performance(large).meanWait, 8.184, 0.01)
    expectNear(performance(large).occupancy, 0.87273)
    expectNear(serviceLevel(large, 15), 0.84588)
    expectNear(serviceLevel({ ...halfHour, agents: 13, hangUpRate: 0 }, 20), 0.79559)
    const small = { ...halfHour, agents: 14, hangUpRate: 0 }
    expectNear(serviceLevel(small, 20), 0.88835)
    expectNear(performance(small).waitShare, 0.17413)
    expectNear(performance(small).occupancy, 0.71429)
  })

  it('grows without end when the calls are as much as the agents can do', () => {
    expect(erlangA({ ...halfHour, agents: 10, hangUpRate: 0 })).toMatchObject({ reason: 'grows-without-end' })
    expect(erlangServiceLevel({ ...halfHour, agents: 10.5, hangUpRate: 0 }, 20)).toMatchObject({
      reason: 'grows-without-end',
    })
  })
})

describe(erlangA, () => {
  it('agrees with the literature for 50 agents [case R5]', () => {
    const load = { arrivals: 0.8, handleTime: 60, agents: 50, hangUpRate: 1 / 120 }
    const result = performance(load)
    expectNear(result.waitShare, 0.46777)
    expectNear(result.abandonShare, 0.03091)
    expectNear(result.meanWait, 3.709, 0.01)
    expectNear(result.waiting, 2.9676)
    expectNear(result.occupancy, 0.93032)
    expectNear(serviceLevel(load, 20), 0.94302)
    expectNear(performance({ ...load, hangUpRate: 0 }).meanWait, 20.834, 0.01)
  })

  it('needs twelve agents where Erlang C asks for fourteen [case R6]', () => {
    const load = (agents: number) => ({ ...halfHour, agents, hangUpRate: 1 / 180 })
    expectNear(serviceLevel(load(11), 20), 0.7054)
    expectNear(performance(load(11)).abandonShare, 0.0834)
    expectNear(serviceLevel(load(12), 20), 0.8023)
    expectNear(performance(load(12)).abandonShare, 0.0531)
    expectNear(performance(load(12)).meanWait, 9.556, 0.01)
    expectNear(serviceLevel(load(13), 20), 0.8751)
    expectNear(performance(load(13)).abandonShare, 0.0322)
    expectNear(serviceLevel(load(12.5), 20), 0.8387)
  })

  it('agrees with the second published example [case R7]', () => {
    const load = { ...halfHour, agents: 13, hangUpRate: 1 / 300 }
    expectNear(serviceLevel(load, 20), 0.8582)
    expectNear(performance(load).waitShare, 0.2258)
    expectNear(performance(load).abandonShare, 0.02496)
    expectNear(performance(load).meanWait, 7.489, 0.01)
  })

  it('is a Poisson number of calls when patience equals handle time, and Erlang C when it is endless [case R8]', () => {
    expectNear(performance({ ...halfHour, agents: 12, hangUpRate: 1 / 180 }).waitShare, 0.303224)
    const endless = { ...halfHour, agents: 14, hangUpRate: 1e-9 }
    expectNear(serviceLevel(endless, 20), 0.88835)
    expectNear(performance(endless).waitShare, 0.17413)
  })

  it('is finite in overload and with no agent at all', () => {
    const overload = performance({ arrivals: 10, handleTime: 600, agents: 20, hangUpRate: 1 / 120 })
    expect(overload.abandonShare).toBeCloseTo(1 - 20 / 6_000, 4)
    const empty = performance({ ...halfHour, agents: 0, hangUpRate: 1 / 120 })
    expect(empty).toMatchObject({ occupancy: 1 })
    expect(empty.abandonShare).toBeCloseTo(1, 9)
    expect(empty.meanWait).toBeCloseTo(120, 6)
  })

  it('improves with each further agent, and loses as many as give up', () => {
    const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true })
    const arbitraryLoad = fc.record({
      arrivals: positive(0.001, 1),
      handleTime: positive(20, 600),
      agents: positive(0, 80),
      hangUpRate: positive(1 / 1_200, 1 / 20),
    })
    fc.assert(
      fc.property(arbitraryLoad, (load) => {
        const [now, more] = [performance(load), performance({ ...load, agents: load.agents + 1 })]
        expect(more.meanWait).toBeLessThanOrEqual(now.meanWait + 1e-9)
        expect(more.abandonShare).toBeLessThanOrEqual(now.abandonShare + 1e-9)
        expect(more.waitShare).toBeLessThanOrEqual(now.waitShare + 1e-9)
        for (const share of [now.waitShare, now.abandonShare]) {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1 + 1e-9)
        }
        expect(now.occupancy).toBeLessThanOrEqual(1 + 1e-6)
        expect(now.waiting).toBeCloseTo(load.arrivals * now.meanWait, 9)
      }),
      { numRuns: 60 },
    )
  })

  it('refuses inputs that are no amounts', () => {
    const load = { ...halfHour, agents: 12, hangUpRate: 1 / 180 }
    for (const wrong of [
      { arrivals: 0 },
      { handleTime: Number.NaN },
      { agents: -1 },
      { hangUpRate: Infinity },
    ])
      expect(erlangA({ ...load, ...wrong })).toMatchObject({ type: 'unknown', reason: 'bad-input' })
    expect(erlangServiceLevel(load, -1)).toMatchObject({ reason: 'bad-input' })
  })
})
