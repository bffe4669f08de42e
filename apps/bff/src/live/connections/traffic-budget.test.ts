import { describe, expect, it } from 'vitest'
import { createTrafficBudget, type TrafficKind } from './traffic-budget.ts'

function setUp() {
  let now = 0
  const budget = createTrafficBudget(now)
  return {
    spend: (kind: TrafficKind, amount: number) => budget.spend(kind, amount, now),
    pass: (ms: number) => {
      now += ms
    },
  }
}

describe(createTrafficBudget, () => {
  it('allows 20 messages a second for any time, and not 40', () => {
    const { spend, pass } = setUp()
    const sendFor = (seconds: number, perSecond: number) => {
      const passed: boolean[] = []
      for (let message = 0; message < seconds * perSecond; message += 1) {
        pass(1_000 / perSecond)
        passed.push(spend('messages', 1))
      }
      return passed.every(Boolean)
    }
    expect(sendFor(120, 20)).toBe(true)
    expect(sendFor(10, 40)).toBe(false)
  })

  it('allows the burst that a healthy client sent while this process was stalled for a minute', () => {
    const { spend, pass } = setUp()
    pass(60_000)
    const acknowledgements = Array.from({ length: 30 }, () => spend('messages', 1))
    const pongs = Array.from({ length: 4 }, () => spend('controlFrames', 1))
    expect([...acknowledgements, ...pongs].every(Boolean)).toBe(true)
    expect(spend('bytes', 30 * 100 + 2 * 2_000)).toBe(true)
  })

  it('counts each kind separately', () => {
    const { spend } = setUp()
    expect(spend('bytes', 1_000_000)).toBe(false)
    expect(spend('messages', 1)).toBe(true)
    const pings = Array.from({ length: 30 }, () => spend('controlFrames', 1))
    expect(pings.indexOf(false)).toBe(20)
  })
})
