import { missingEngine, startRedis, type RedisServer } from '@wallboard/engines'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Bus } from './bus.ts'
import { connectBus } from '../../tests/redis-fixture.ts'
import { createMemoryBus } from './memory-bus.ts'

type Log = [string, number][]
const missing = missingEngine('redis')

function listen(bus: Bus<number>): { readonly log: Log; readonly unsubscribe: () => void } {
  const log: Log = []
  return { log, unsubscribe: bus.subscribe((key, command) => log.push([key, command])) }
}

let server: RedisServer | undefined
beforeAll(async () => {
  if (missing === undefined) server = await startRedis()
}, 60_000)
afterAll(() => server?.stop())

/** The behaviour of every bus within one node: each implementation runs it. */
const implementations: readonly (readonly [string, () => Promise<Bus<number>>])[] = [
  ['memory', () => Promise.resolve(createMemoryBus())],
  ['Redis', async () => (await connectBus(server)).bus],
]

describe.each(implementations)('the %s bus', (name, create) => {
  beforeEach((context) => {
    if (name === 'Redis' && missing !== undefined) context.skip(missing)
  })

  it('delivers every command to every subscriber, in the order of publication', async () => {
    const bus = await create()
    const [first, second] = [listen(bus), listen(bus)]
    await Promise.all([bus.publish('a', 1), bus.publish('a', 2), bus.publish('b', 3)])
    const all = [
      ['a', 1],
      ['a', 2],
      ['b', 3],
    ]
    await expect.poll(() => first.log).toEqual(all)
    await expect.poll(() => second.log).toEqual(all)
  })

  it('delivers nothing after the end of a subscription, and keeps no command for a later one', async () => {
    const bus = await create()
    const [first, second] = [listen(bus), listen(bus)]
    first.unsubscribe()
    await bus.publish('a', 1)
    await expect.poll(() => second.log).toEqual([['a', 1]])
    expect(first.log).toEqual([])
    expect(listen(bus).log).toEqual([])
  })

  it('delivers to the other subscribers when one fails, and reports the failure to the publisher', async () => {
    const bus = await create()
    bus.subscribe(() => {
      throw new Error('broken')
    })
    const { log } = listen(bus)
    await expect(bus.publish('a', 1)).rejects.toThrow('subscribers failed on a command for a')
    expect(log).toEqual([['a', 1]])
  })

  it('continues to deliver when one of two subscriptions of the same listener ends', async () => {
    const bus = await create()
    const log: number[] = []
    const listener = (_key: string, command: number) => {
      log.push(command)
    }
    bus.subscribe(listener)
    bus.subscribe(listener)()
    await bus.publish('a', 1)
    expect(log).toEqual([1])
  })

  it('delivers within the node before publish returns: a revoked key is closed in the same tick', async () => {
    const bus = await create()
    const { log } = listen(bus)
    const published = bus.publish('a', 1)
    expect(log).toEqual([['a', 1]])
    await published
    expect(log).toEqual([['a', 1]])
  })
})
