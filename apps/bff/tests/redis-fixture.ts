import { randomUUID } from 'node:crypto'
import type { RedisServer } from '@wallboard/engines'
import { vi } from 'vitest'
import { z } from 'zod'
import { closing } from './clean-up.ts'
import { createRedis, type Redis } from '../src/cluster/redis.ts'
import { createRedisBus } from '../src/bus/redis-bus.ts'

/** Connects to the server of a test; the connection is closed after the test. */
export async function connectRedis(server: RedisServer | undefined): Promise<Redis> {
  if (server === undefined) throw new Error('the test has no Redis server')
  const redis = createRedis({ url: server.url, onError: () => {} })
  closing.push(() => redis.close())
  await vi.waitUntil(redis.isUp, { timeout: 20_000 })
  return redis
}

/** A node of a cluster with a bus of numbers. Resolves when it receives what other nodes publish. */
export async function connectBus(server: RedisServer | undefined) {
  const redis = await connectRedis(server)
  const dropped: string[] = []
  const bus = createRedisBus<number>({
    ...{ redis, node: randomUUID(), topic: 'numbers', schema: z.number() },
    dropped: ({ message }) => dropped.push(message),
  })
  // Redis handles subscriptions in order: once this one is made, the one of the bus is.
  const probe = randomUUID()
  let isSubscribed = false
  redis.subscribe(
    probe,
    () => (isSubscribed = true),
    () => {},
  )
  await vi.waitUntil(
    async () => {
      await redis.run(['PUBLISH', probe, ''])
      return isSubscribed
    },
    { timeout: 20_000 },
  )
  return { redis, bus, dropped }
}
