import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Limiter } from '../http/limiter.ts'
import { createMemoryLimiter, type LimiterOptions } from './memory-limiter.ts'

/** Every implementation of the port passes these tests. */
const implementations: readonly [string, (options: LimiterOptions) => Limiter][] = [
  ['in memory', createMemoryLimiter],
]

describe.each(implementations)('a limiter %s', (_name, createLimiter) => {
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

  it('gives each key its points, and each point again after the window', async () => {
    const { limiter, passMs } = setUp(2)
    expect((await limiter.take('a')).ok).toBe(true)
    passMs(400)
    expect((await limiter.take('a')).ok).toBe(true)
    expect(await limiter.take('a')).toEqual({ ok: false, retryAfterMs: 600 })
    expect((await limiter.take('b')).ok).toBe(true)
    passMs(600)
    expect(await limiter.waitMs('a')).toBe(0)
    expect((await limiter.take('a')).ok).toBe(true)
    expect(await limiter.waitMs('a')).toBe(400)
  })

  it('accepts a returned point once', async () => {
    const { limiter } = setUp(2)
    const first = await limiter.take('a')
    await limiter.take('a')
    if (first.ok) {
      await first.giveBack()
      await first.giveBack()
    }
    expect([(await limiter.take('a')).ok, (await limiter.take('a')).ok]).toEqual([true, false])
  })

  it('gives concurrent requests no more points than there are', async () => {
    const { limiter } = setUp(3)
    const taken = await Promise.all(Array.from({ length: 20 }, () => limiter.take('a')))
    expect(taken.filter(({ ok }) => ok)).toHaveLength(3)
  })

  it('never has more points in use in a window than there are, whatever is given back', async () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b'),
      passMs: fc.nat({ max: 700 }),
      givesBack: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { limiter, passMs } = setUp(3)
        let now = 0
        const used: { key: string; at: number }[] = []
        for (const { key, passMs: ms, givesBack } of steps) {
          now += ms
          passMs(ms)
          const taken = await limiter.take(key)
          const inWindow = used.filter((point) => point.key === key && now - point.at < 1_000).length
          expect(taken.ok).toBe(inWindow < 3)
          if (taken.ok && givesBack) await taken.giveBack()
          else if (taken.ok) used.push({ key, at: now })
        }
      }),
      { seed: 14, numRuns: 200 },
    )
  })

  it('drops old keys, so that strangers cannot fill the memory', async () => {
    const { limiter, passMs } = setUp(1)
    for (let index = 0; index < 20_000; index += 1) {
      await limiter.take(`key ${index}`)
      passMs(0.01)
    }
    expect(await limiter.waitMs('key 19999')).toBeGreaterThan(0)
    expect(await limiter.waitMs('key 0')).toBe(0)
  })
})
