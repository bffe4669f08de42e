import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLimiter } from './limiter.ts'

function setUp(points: number) {
  let now = 0
  const limiter = createLimiter({ points, windowMs: 1_000, now: () => now })
  return {
    limiter,
    passMs: (ms: number) => {
      now += ms
    },
  }
}

describe(createLimiter, () => {
  it('gives as many points as it has, and each again after the window', () => {
    const { limiter, passMs } = setUp(2)
    expect(limiter.take('a').ok).toBe(true)
    passMs(400)
    expect(limiter.take('a').ok).toBe(true)
    expect(limiter.take('a')).toEqual({ ok: false, retryAfterMs: 600 })
    expect(limiter.take('b').ok).toBe(true)
    passMs(600)
    expect(limiter.waitMs('a')).toBe(0)
    expect(limiter.take('a').ok).toBe(true)
    expect(limiter.waitMs('a')).toBe(400)
  })

  it('takes a point back once', () => {
    const { limiter } = setUp(2)
    const first = limiter.take('a')
    limiter.take('a')
    if (first.ok) {
      first.giveBack()
      first.giveBack()
    }
    expect([limiter.take('a').ok, limiter.take('a').ok]).toEqual([true, false])
  })

  it('never lets more points be used in a window than there are, whatever is given back', () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b'),
      passMs: fc.nat({ max: 700 }),
      givesBack: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { limiter, passMs } = setUp(3)
        let now = 0
        const kept: { key: string; at: number }[] = []
        for (const { key, passMs: ms, givesBack } of steps) {
          now += ms
          passMs(ms)
          const taken = limiter.take(key)
          const inWindow = kept.filter((each) => each.key === key && now - each.at < 1_000).length
          expect(taken.ok).toBe(inWindow < 3)
          if (taken.ok && givesBack) taken.giveBack()
          else if (taken.ok) kept.push({ key, at: now })
        }
      }),
      { seed: 14, numRuns: 200 },
    )
  })

  it('forgets keys, so that strangers cannot fill the memory with them', () => {
    const { limiter, passMs } = setUp(1)
    for (let each = 0; each < 20_000; each += 1) {
      limiter.take(`key ${each}`)
      passMs(0.01)
    }
    expect(limiter.waitMs('key 19999')).toBeGreaterThan(0)
    expect(limiter.waitMs('key 0')).toBe(0)
  })
})
