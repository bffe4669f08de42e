import fc from 'fast-check'
import { missingEngine, startRedis, type RedisServer } from '@wallboard/engines'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectBus, connectRedis } from '../../tests/redis-fixture.ts'
import { createHints, CacheHint } from './hints.ts'
import { createRedisBus, hintChannel } from './redis-bus.ts'

const missing = missingEngine('redis')
const withinMs = { timeout: 20_000 }

let server: RedisServer | undefined
beforeAll(async () => {
  if (missing === undefined) server = await startRedis()
}, 60_000)
afterAll(() => server?.stop())
beforeEach((context) => {
  if (missing !== undefined) context.skip(missing)
})

async function startNode() {
  const { redis, bus, dropped } = await connectBus(server)
  const received: [string, number, boolean][] = []
  let resyncs = 0
  bus.subscribe(
    (...command) => received.push(command),
    () => {
      resyncs += 1
    },
  )
  return { redis, bus, dropped, received, resyncs: () => resyncs }
}

describe(createRedisBus, () => {
  it('delivers the commands of one node to the others in order, and to itself once and at once', async () => {
    const [first, second] = [await startNode(), await startNode()]
    const published = [first.bus.publish('a', 1), first.bus.publish('a', 2), first.bus.publish('b', 3)]
    expect(first.received).toEqual([
      ['a', 1, true],
      ['a', 2, true],
      ['b', 3, true],
    ])
    await Promise.all(published)
    await vi.waitUntil(() => second.received.length >= 3, withinMs)
    expect(second.received).toEqual([
      ['a', 1, false],
      ['a', 2, false],
      ['b', 3, false],
    ])
    await second.bus.publish('b', 4)
    await vi.waitUntil(() => first.received.length >= 4, withinMs)
    expect(first.received).toHaveLength(4)
  })

  it('delivers to the subscribers of its node while Redis is down, and reports that to the publisher', async () => {
    const node = await startNode()
    await server?.kill()
    await vi.waitUntil(() => !node.redis.isUp(), withinMs)
    await expect(node.bus.publish('a', 1)).rejects.toThrow('Redis')
    expect(node.received).toEqual([['a', 1, true]])
    expect(node.resyncs()).toBe(0)
    await server?.restart()
    await vi.waitUntil(() => node.resyncs() === 1, withinMs)
    const other = await startNode()
    await other.bus.publish('a', 2)
    await vi.waitUntil(() => node.received.length >= 2, withinMs)
    expect(node.received.at(-1)).toEqual(['a', 2, false])
  }, 60_000)

  it('drops what is not a command of its schema, whatever is published, and continues', async () => {
    const node = await startNode()
    const stranger = await connectRedis(server)
    const envelope = (command: unknown) => JSON.stringify({ node: 'x', topic: 'numbers', key: 'a', command })
    const hostile = [
      ...['', '{', 'null', '[]', '"x"', '1e999', '\u0000', '{"__proto__":{"isOwn":true}}'],
      ...[envelope('7'), envelope(null), envelope({ valueOf: 1 }), envelope([1])],
      ...[`${envelope(1).slice(0, -1)},"more":1}`, 'x'.repeat(70_000), '['.repeat(60_000)],
    ]
    for (const text of hostile) await stranger.run(['PUBLISH', hintChannel, text])
    await stranger.run(['PUBLISH', hintChannel, envelope(7)])
    await vi.waitUntil(() => node.received.length > 0, withinMs)
    expect(node.received).toEqual([['a', 7, false]])
    expect(node.dropped).toHaveLength(hostile.length)
    expect(node.dropped.join()).not.toContain('valueOf') // nothing of a message is logged
  })

  it('accepts no random message as a command', () => {
    const listeners: ((text: string) => void)[] = []
    const dropped: Error[] = []
    const commands: unknown[] = []
    const bus = createRedisBus<CacheHint>({
      redis: {
        run: () => Promise.resolve(0),
        subscribe: (_channel, listener) => {
          listeners.push(listener)
          return () => {}
        },
      },
      ...{ node: 'own', topic: 'hint', schema: CacheHint },
      dropped: (error) => dropped.push(error),
    })
    bus.subscribe((...command) => commands.push(command))
    const field = fc.oneof(fc.constantFrom('own', 'other', 'hint', 'numbers'), fc.jsonValue())
    const message = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ node: field, topic: field, key: field, command: field })
        .map((value) => JSON.stringify(value)),
    )
    fc.assert(
      fc.property(message, (text) => {
        for (const receive of listeners) receive(text)
      }),
      { seed: 20, numRuns: 2_000 },
    )
    expect(dropped.length).toBeGreaterThan(0)
    expect(commands).toEqual([])
  })
})

describe(createHints, () => {
  async function startHints() {
    const errors: unknown[] = []
    const { redis } = await connectBus(server)
    const bus = createRedisBus<CacheHint>({
      ...{ redis, node: crypto.randomUUID(), topic: 'hint', schema: CacheHint },
      dropped: (error) => errors.push(error),
    })
    let readAgain = () => {}
    const hints = createHints({
      ...{ bus, logError: (error) => errors.push(error) },
      every(_ms, run) {
        readAgain = run
        return () => {}
      },
    })
    const heard: (string | undefined)[] = []
    hints.on('boards', (org) => heard.push(org))
    return {
      hints,
      heard,
      errors,
      readAgain: () => {
        readAgain()
      },
    }
  }

  it('tells the caches of other nodes what has changed, and all caches to read again every 30 s', async () => {
    const [first, second] = [await startHints(), await startHints()]
    await vi.waitUntil(() => {
      first.hints.announce('rules', '1')
      first.hints.announce('boards', '1')
      return second.heard.length > 0
    }, withinMs)
    expect(new Set(second.heard)).toEqual(new Set(['1']))
    expect(first.heard).toEqual([])
    first.readAgain()
    expect(first.heard).toEqual([undefined])
    expect([first.errors, second.errors]).toEqual([[], []])
  })
})
