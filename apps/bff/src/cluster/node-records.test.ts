import { missingEngine, startRedis, type RedisServer } from '@wallboard/engines'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { closing } from '../../../../.config/closing.ts'
import { announced, isNodeAlive, type Announcement, type NodeRecords } from './node-records-state.ts'
import { createNodeRecords } from './node-records.ts'
import { createRedis } from './redis.ts'

const number = (record: unknown) => (typeof record === 'number' ? record : undefined)

describe('the records of another node', () => {
  it('are those of the node after any loss of announcements, once they were read', () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      value: fc.option(fc.nat()),
      isLost: fc.boolean(),
      isRead: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const truth = new Map<string, number>()
        let known: NodeRecords<number> | undefined
        let isBehind = false
        for (const [index, { key, value, isLost, isRead }] of steps.entries()) {
          if (value === null) truth.delete(key)
          else truth.set(key, value)
          const announcement: Announcement = {
            ...{ node: 'n', seq: index + 1, leaves: false },
            changes: value === null ? [] : [[key, value]],
            removed: value === null ? [key] : [],
          }
          if (isLost) continue
          const applied = announced(known, announcement, number, index)
          known = applied.node
          isBehind = applied.mustRead
          if (isRead && isBehind) {
            known = { ...known, seq: index + 1, records: new Map(truth) }
            isBehind = false
          }
          if (!isBehind) expect(new Map(known.records)).toEqual(truth)
        }
      }),
    )
  })

  it('are of a node that is alive until it leaves, or is silent for five seconds', () => {
    const message = { node: 'n', seq: 1, changes: [], removed: [], leaves: false }
    const { node } = announced(undefined, message, number, 1_000)
    expect([isNodeAlive(node, 5_999), isNodeAlive(node, 6_000)]).toEqual([true, false])
    const left = announced(node, { ...message, seq: 2, leaves: true }, number, 2_000).node
    expect(isNodeAlive(left, 2_000)).toBe(false)
  })
})

const missing = missingEngine('redis')
const patiently = { timeout: 15_000 }

describe.skipIf(missing !== undefined)(
  `records of several nodes${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let server: RedisServer
    beforeAll(async () => {
      server = await startRedis()
    })
    afterAll(() => server.stop())

    function startNode(name: string, node: string) {
      const errors: unknown[] = []
      const redis = createRedis({ url: server.url, onError: () => undefined })
      const records = createNodeRecords({
        ...{ redis, name, node, schema: z.number(), logError: (error: unknown) => errors.push(error) },
        now: () => performance.now(),
      })
      const close = async () => {
        await records.close()
        await redis.close()
      }
      closing.push(close)
      const seen = () =>
        Object.fromEntries(
          records.others().map((other) => [other.node, [other.isAlive, Object.fromEntries(other.records)]]),
        )
      return { records, errors, close, seen }
    }

    it('are known to a node that starts later, and their changes to all', async () => {
      const a = startNode('later', 'a')
      for (let index = 0; index < 1_200; index += 1) a.records.set(`d${index}`, index)
      const b = startNode('later', 'b')
      const all = Object.fromEntries(Array.from({ length: 1_200 }, (_, index) => [`d${index}`, index]))
      await expect.poll(b.seen, patiently).toEqual({ a: [true, all] })
      a.records.set('d0', 77)
      a.records.remove('d1')
      const { d1: _removed, ...rest } = all
      await expect.poll(b.seen, patiently).toEqual({ a: [true, { ...rest, d0: 77 }] })
      await expect.poll(a.seen, patiently).toEqual({ b: [true, {}] })
      await a.close()
      await expect.poll(() => b.seen()['a']?.[0], patiently).toBe(false)
      expect(Object.keys(b.seen()['a']?.[1] ?? {})).toHaveLength(1_199)
      expect([...a.errors, ...b.errors]).toEqual([])
    })

    it('are whole again after Redis was emptied, and after it was down', async () => {
      const [a, b] = [startNode('lost', 'a'), startNode('lost', 'b')]
      a.records.set('x', 1)
      await expect.poll(b.seen, patiently).toEqual({ a: [true, { x: 1 }] })
      await server.command('FLUSHALL')
      a.records.set('y', 2)
      await expect.poll(b.seen, patiently).toEqual({ a: [true, { x: 1, y: 2 }] })
      const c = startNode('lost', 'c')
      await expect.poll(() => c.seen()['a'], patiently).toEqual([true, { x: 1, y: 2 }])
      await server.kill()
      a.records.set('x', 3)
      expect(b.seen()).toMatchObject({ a: [true, { x: 1, y: 2 }] })
      await server.restart()
      await expect.poll(() => b.seen()['a'], patiently).toEqual([true, { x: 3, y: 2 }])
      expect([...a.errors, ...b.errors, ...c.errors]).toEqual([])
    })
  },
)
