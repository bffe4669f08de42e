import { missingEngine, startRedis, type RedisServer } from '@wallboard/engines'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closing } from '../../../../.config/closing.ts'
import { systemClocks } from '../app/clocks.ts'
import { createClusterClock } from './cluster-clock.ts'
import { createLease, type LeaseChange } from './lease.ts'
import type { LeaseTimes } from './lease-state.ts'
import { RedisRefusal } from './redis-errors.ts'
import { createRedis } from './redis.ts'

const missing = missingEngine('redis')
/** Shorter than in the product, so that the tests wait less. */
const quick: LeaseTimes = { ttlMs: 700, marginMs: 150, claimEveryMs: 150 }
/** A holder on a busy machine has to connect again within this time. */
const patient: LeaseTimes = { ttlMs: 2_500, marginMs: 500, claimEveryMs: 500 }
const soon = { timeout: 15_000 }

describe.skipIf(missing !== undefined)(
  `leases in Redis${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let server: RedisServer
    beforeAll(async () => {
      server = await startRedis()
    })
    afterAll(() => server.stop())

    function connect() {
      const redis = createRedis({ url: server.url, onError: () => undefined })
      closing.push(() => redis.close())
      return redis
    }

    function want(name: string, node: string, { hasStream = false, times = quick } = {}) {
      const redis = connect()
      const changes: LeaseChange[] = []
      const lease = createLease({
        ...{ redis, name, node, times, hasStream },
        monotonic: systemClocks.monotonic,
        onError: (error) => {
          throw error
        },
      })
      lease.on((change) => changes.push(change))
      closing.push(() => lease.close())
      return { lease, changes, redis }
    }
    const isHeld = (each: ReturnType<typeof want>) => expect.poll(each.lease.isHeld, soon).toBe(true)
    const fenceOf = ({ lease }: ReturnType<typeof want>) => lease.fence() ?? NaN

    it('passes a lease that is given back to the next node, with a higher fence', async () => {
      const first = want('a', 'first')
      await isHeld(first)
      const fence = fenceOf(first)
      const second = want('a', 'second')
      await first.lease.release()
      expect(first.lease.isHeld()).toBe(false)
      expect(first.changes.at(-1)).toEqual({ type: 'lost', reason: 'released' })
      await isHeld(second)
      expect(fenceOf(second)).toBeGreaterThan(fence)
      expect(second.changes[0]).toMatchObject({ type: 'acquired', isExpired: false })
      expect(first.lease.isHeld()).toBe(false)
    })

    it('passes the lease of a node that vanished once it has expired', async () => {
      const first = want('b', 'first')
      await isHeld(first)
      const fence = fenceOf(first)
      const second = want('b', 'second')
      await expect.poll(second.redis.isUp, soon).toBe(true)
      await first.lease.close()
      await isHeld(second)
      expect(second.changes[0]).toMatchObject({ type: 'acquired', isExpired: true })
      expect(fenceOf(second)).toBeGreaterThan(fence)
    })

    it('gives the lease to a node that waits for it, and to no other', async () => {
      const first = want('h', 'first')
      await isHeld(first)
      const fence = fenceOf(first)
      const [second, third] = [want('h', 'second'), want('h', 'third')]
      await expect.poll(first.lease.waiting, soon).toEqual(expect.arrayContaining(['second', 'third']))
      expect(await first.lease.handOver('nobody')).toBe(false)
      expect(first.lease.isHeld()).toBe(true)
      expect(await first.lease.handOver('third')).toBe(true)
      expect([first.lease.isHeld(), first.changes.at(-1)]).toEqual([false, { type: 'lost', reason: 'taken' }])
      await isHeld(third)
      expect(fenceOf(third)).toBeGreaterThan(fence)
      expect(third.changes[0]).toMatchObject({ type: 'acquired', isExpired: true })
      expect([second.changes, await second.lease.handOver('first')]).toEqual([[], false])
      await expect.poll(third.lease.waiting, soon).toEqual(expect.arrayContaining(['first', 'second']))
    })

    it('refuses the entries of a former holder from the moment of the next acquisition', async () => {
      const first = want('c', 'first', { hasStream: true })
      await isHeld(first)
      const fence = fenceOf(first)
      const append = (id: string) =>
        first.redis.run(['XADD', 'wb:{c}:changes', 'NOMKSTREAM', id, 'k', 'test'])
      expect(await append(`${fence}-1`)).toBe(`${fence}-1`)
      const second = want('c', 'second', { hasStream: true })
      // An operator deletes the lease: the first node still believes that it holds it.
      await first.redis.run(['SET', 'wb:{c}:lease', 'second'])
      await isHeld(second)
      await expect(append(`${fence}-2`)).rejects.toThrow(RedisRefusal)
      expect(await append(`${fenceOf(second)}-1`)).toBe(`${fenceOf(second)}-1`)
      await expect.poll(() => first.changes.at(-1), soon).toEqual({ type: 'lost', reason: 'taken' })
    })

    it('gives a holder a higher fence after Redis has lost its data, also when its clock was set back', async () => {
      const holder = want('d', 'holder', { hasStream: true })
      await isHeld(holder)
      const fence = fenceOf(holder)
      await server.command('FLUSHALL')
      await expect.poll(() => fenceOf(holder), soon).toBeGreaterThan(fence)
      // The stream is ahead of the clock of Redis by a day.
      const ahead = Date.now() + 86_400_000
      await holder.redis.run(['XADD', 'wb:{d}:changes', `${ahead}-3`, 'k', 'test'])
      await holder.redis.run(['DEL', 'wb:{d}:lease', 'wb:{d}:fence'])
      await expect.poll(() => fenceOf(holder), soon).toBeGreaterThan(ahead)
    })

    it('exceeds the highest fence that the node knows of', async () => {
      const ahead = Date.now() + 2 * 86_400_000
      const redis = connect()
      const lease = createLease({
        ...{ redis, name: 'e', node: 'n', times: quick, hasStream: false, floor: () => ahead },
        ...{ monotonic: systemClocks.monotonic, onError: () => undefined },
      })
      closing.push(() => lease.close())
      await expect.poll(() => lease.fence(), soon).toBe(ahead + 1)
    })

    it('leaves the lease with its healthy holder when Redis is restarted empty', async () => {
      const holder = want('f', 'holder', { times: patient })
      await isHeld(holder)
      const standby = want('f', 'standby', { times: patient })
      const fence = fenceOf(holder)
      await server.kill()
      expect(holder.lease.fence()).toBe(fence)
      await expect.poll(() => holder.changes.at(-1), soon).toEqual({ type: 'lost', reason: 'unreachable' })
      expect(holder.lease.isHeld()).toBe(false)
      await server.restart()
      await isHeld(holder)
      expect(fenceOf(holder)).toBeGreaterThan(fence)
      expect(standby.changes).toEqual([])
    })

    it('measures the clock of Redis', async () => {
      const redis = connect()
      await expect.poll(redis.isUp).toBe(true)
      // The wall clock of this node is an hour ahead.
      const clocks = { monotonic: systemClocks.monotonic, wall: () => Date.now() + 3_600_000 }
      const clock = createClusterClock({ redis, clocks, onError: () => undefined })
      closing.push(() => {
        clock.close()
      })
      await expect.poll(() => Math.abs(clock.now() - Date.now()), soon).toBeLessThan(2_000)
    })
  },
)
