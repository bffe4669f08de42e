import { missingEngine, startRedis, type RedisServer } from '@wallboard/engines'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { closing } from '../../../../.config/closing.ts'
import { createRedis } from './redis.ts'
import { createRemoteCalls, NotReachable, RemoteFailure } from './remote-calls.ts'

const missing = missingEngine('redis')

describe.skipIf(missing !== undefined)(
  `calls of other nodes${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let server: RedisServer
    beforeAll(async () => {
      server = await startRedis()
    })
    afterAll(() => server.stop())

    async function startNode(node: string) {
      const redis = createRedis({ url: server.url, onError: () => undefined })
      const errors: unknown[] = []
      const calls = createRemoteCalls({ redis, node, onError: (error) => errors.push(error) })
      closing.push(() => {
        calls.close()
        return redis.close()
      })
      // A node that calls itself is subscribed.
      await expect
        .poll(() => redis.run(['PUBSUB', 'NUMSUB', `wb:call:${node}`]).catch(() => null), { timeout: 10_000 })
        .toEqual([`wb:call:${node}`, 1])
      return { calls, errors }
    }

    it('carries arguments and answers between nodes, each checked by its schema', async () => {
      const [a, b] = [await startNode('a'), await startNode('b')]
      b.calls.serve('double', z.number(), (number) => Promise.resolve(2 * number))
      b.calls.serve('nothing', z.unknown(), () => Promise.resolve<unknown>(undefined))
      expect(await a.calls.call('b', 'double', 21, z.number())).toBe(42)
      await expect(a.calls.call('b', 'nothing', null, z.undefined())).resolves.toBeUndefined()
      await expect(a.calls.call('b', 'double', 'text', z.number())).rejects.toThrow(RemoteFailure)
      await expect(a.calls.call('b', 'double', 21, z.string())).rejects.toThrow(
        'the node b answered double with something else',
      )
      expect(b.errors).toHaveLength(1)
      expect(a.errors).toEqual([])
    })

    it('says that a node is not reachable: absent, without this call, or silent', async () => {
      const [c, d] = [await startNode('c'), await startNode('d')]
      await expect(c.calls.call('gone', 'any', null, z.unknown())).rejects.toThrow(
        'the node gone is not connected to Redis',
      )
      await expect(c.calls.call('d', 'any', null, z.unknown())).rejects.toThrow(NotReachable)
      d.calls.serve('slow', z.unknown(), () => new Promise(() => undefined))
      await expect(c.calls.call('d', 'slow', null, z.unknown(), 50)).rejects.toThrow(
        'did not answer slow within 50 ms',
      )
      await server.kill()
      await expect(c.calls.call('d', 'slow', null, z.unknown())).rejects.toThrow(NotReachable)
    })
  },
)
