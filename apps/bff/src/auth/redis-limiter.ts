import { createHmac, randomUUID } from 'node:crypto'
import type { Redis } from '../cluster/redis.ts'
import { redisScript } from '../cluster/redis-script.ts'
import type { Limiter } from '../http/limiter.ts'

export interface RedisLimiterOptions {
  readonly redis: Pick<Redis, 'script' | 'run'>
  /** Separates limiters. */
  readonly name: string
  /** A secret of this installation: names of users and addresses do not reach Redis, only their digests do. */
  readonly key: Uint8Array
  /** Points of each key within a window, on all nodes together. */
  readonly points: number
  readonly windowMs: number
  /** Limits on this node alone while Redis does not answer. */
  readonly insurance: Limiter
  /** Replaces the clock of Redis, in milliseconds; for tests. */
  readonly now?: () => number
}

/**
 * Counts as `createMemoryLimiter` does: one entry for each point, with the instant of its use. A point that is returned is
 * removed by its name. The result is the number of milliseconds until a point is available, 0 when one is.
 */
const takePoint = redisScript(`
local key, points, window, point = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local now = tonumber(ARGV[4])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
if redis.call('ZCARD', key) >= points then
  return math.ceil(redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')[2] + window - now)
end
if point ~= '' then
  redis.call('ZADD', key, now, point)
  redis.call('PEXPIRE', key, window + 60000)
end
return 0
`)

/** A limiter that all nodes share. Redis removes a key a minute after its window. */
export function createRedisLimiter(options: RedisLimiterOptions): Limiter {
  const { redis, name, points, windowMs, insurance } = options
  const keyOf = (key: string) => {
    const digest = createHmac('sha256', options.key).update(JSON.stringify([name, key]))
    return `wb:limit:${name}:${digest.digest('base64url').slice(0, 22)}`
  }
  async function waitMsAndTake(key: string, point: string): Promise<number> {
    const now = options.now === undefined ? '' : String(options.now())
    return Number(await redis.script(takePoint, [keyOf(key)], [String(points), String(windowMs), point, now]))
  }
  async function giveBack(key: string, point: string): Promise<void> {
    // Without an answer the point is available again when its window ends.
    await redis.run(['ZREM', keyOf(key), point]).catch(() => undefined)
  }

  return {
    waitMs: (key) => waitMsAndTake(key, '').catch(() => insurance.waitMs(key)),
    async take(key) {
      const point = randomUUID()
      let retryAfterMs: number
      try {
        retryAfterMs = await waitMsAndTake(key, point)
      } catch {
        return insurance.take(key) // `wireCluster` logs why Redis is not reachable
      }
      return retryAfterMs > 0
        ? { ok: false, retryAfterMs }
        : { ok: true, giveBack: () => giveBack(key, point) }
    },
  }
}
