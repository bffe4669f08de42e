import { missingEngine, startRedis, type RedisServer } from '@wallboard/engines'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectRedis } from '../../tests/redis-fixture.ts'
import { createLimiters } from '../app/limiters.ts'
import type { Redis } from '../cluster/redis.ts'
import type { Limiter } from '../http/limiter.ts'
import { createMemoryLimiter, type LimiterOptions } from './memory-limiter.ts'
import { createRedisLimiter } from './redis-limiter.ts'
import { createSignInGate } from './sign-in-gate.ts'

/** Every implementation of the port passes these tests. */
const implementations: readonly [string, (options: LimiterOptions) => Limiter, propertyRuns: number][] = [
  ['in memory', createMemoryLimiter, 200],
  ['in Redis', createTestRedisLimiter, 20],
]

const missing = missingEngine('redis')
const key = new Uint8Array(32)
let server: RedisServer | undefined
let redis: Redis | undefined
beforeAll(async () => {
  if (missing === undefined) server = await startRedis()
}, 60_000)
afterAll(() => server?.stop())

let limiters = 0
/** A limiter with keys of its own. */
function createTestRedisLimiter(options: LimiterOptions, name = `test-${(limiters += 1)}`): Limiter {
  if (redis === undefined) throw new Error('the test has no connection to Redis')
  return createRedisLimiter({ ...options, redis, name, key, insurance: createMemoryLimiter(options) })
}

async function connectOrSkip(context: { readonly skip: (reason: string) => void }): Promise<Redis> {
  if (missing !== undefined) context.skip(missing)
  return (redis = await connectRedis(server))
}

describe.each(implementations)('a limiter %s', (name, createLimiter, propertyRuns) => {
  beforeEach(async (context) => {
    if (name === 'in Redis') await connectOrSkip(context)
  })

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
      { seed: 14, numRuns: propertyRuns },
    )
  })
})

describe(createMemoryLimiter, () => {
  it('drops old keys, so that strangers cannot fill the memory', async () => {
    let now = 0
    const limiter = createMemoryLimiter({ points: 1, windowMs: 1_000, now: () => now })
    for (let index = 0; index < 20_000; index += 1) {
      await limiter.take(`key ${index}`)
      now += 0.01
    }
    expect(await limiter.waitMs('key 19999')).toBeGreaterThan(0)
    expect(await limiter.waitMs('key 0')).toBe(0)
  })
})

describe(createRedisLimiter, () => {
  beforeEach(connectOrSkip)
  const options = { points: 2, windowMs: 60_000, now: () => 0 }

  it('counts the points of all nodes together, by the clock of Redis', async (context) => {
    const other = await connectOrSkip(context)
    const insurance = createMemoryLimiter(options)
    const create = () =>
      createRedisLimiter({ redis: other, name: 'shared', key, points: 2, windowMs: 60_000, insurance })
    const [first, second] = [create(), create()]
    expect((await first.take('a')).ok).toBe(true)
    expect((await second.take('a')).ok).toBe(true)
    expect(await first.take('a')).toMatchObject({ ok: false })
    expect(await second.waitMs('a')).toBeGreaterThan(50_000)
    expect(await second.waitMs('a')).toBeLessThanOrEqual(60_000)
  })

  it('writes no name into Redis, and only keys that expire', async () => {
    await createTestRedisLimiter(options, 'names').take('ann@example.test')
    const keys = String(await redis?.run(['KEYS', 'wb:limit:names:*']))
    expect(keys).toMatch(/^wb:limit:names:[\w-]{22}$/)
    expect(Number(await redis?.run(['PTTL', keys]))).toBeGreaterThan(0)
    const other = createRedisLimiter({
      ...{ redis: redis ?? (await connectRedis(server)), name: 'names', key: key.map(() => 1) },
      ...{ ...options, insurance: createMemoryLimiter(options) },
    })
    await other.take('ann@example.test')
    expect(await redis?.run(['KEYS', 'wb:limit:names:*'])).toHaveLength(2) // the digest depends on the key
  })

  it('limits on each node alone while Redis is down', async () => {
    const limiter = createTestRedisLimiter(options)
    const taken = await limiter.take('a')
    await server?.kill()
    await vi.waitUntil(() => redis?.isUp() === false, { timeout: 20_000 })
    expect([(await limiter.take('a')).ok, (await limiter.take('a')).ok]).toEqual([true, true])
    expect(await limiter.take('a')).toEqual({ ok: false, retryAfterMs: 60_000 })
    expect(await limiter.waitMs('a')).toBe(60_000)
    if (taken.ok) await taken.giveBack()
    await server?.restart()
  }, 60_000)

  it('holds the limits of sign-ins across nodes', async () => {
    const connection = redis ?? (await connectRedis(server))
    const startNode = () =>
      createSignInGate({ limiters: createLimiters(() => 0, { redis: connection, key }).signIn })
    const [first, second] = [startNode(), startNode()]
    const attempt = { account: 'ann', network: '192.0.2.1', device: undefined }
    const guess = (node: typeof first) =>
      node.attempt(
        attempt,
        () => Promise.resolve(),
        () => 'wrong',
      )
    const results = [await guess(first), await guess(second), await guess(first), await guess(second)]
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true, false])
    expect(results[3]).toMatchObject({ limit: 'account' })
    const other = { ...attempt, account: 'bob' }
    expect(
      (
        await second.attempt(
          other,
          () => Promise.resolve(),
          () => 'right',
        )
      ).ok,
    ).toBe(true)
  })
})
