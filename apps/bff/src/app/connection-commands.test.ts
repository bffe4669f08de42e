import { missingEngine, startRedis, type RedisServer } from '@wallboard/engines'
import fc from 'fast-check'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { closing } from '../../tests/clean-up.ts'
import type { ConnectionCommand } from '../live/connections/commands.ts'
import { BusCommand } from './bus-command.ts'
import { systemClocks } from './clocks.ts'
import { createConnectionCommands } from './connection-commands.ts'
import { wireCluster } from './wire-cluster.ts'

const missing = missingEngine('redis')
const withinMs = { timeout: 20_000 }
const probe = 'probe'
const identify = { type: 'command', command: 'identify' } as const

/** A node with connections of some keys. */
function startNode(keys: readonly string[], redisUrl?: string) {
  const handled: [string, ConnectionCommand][] = []
  const probes = new Set<string>()
  const errors: unknown[] = []
  const logError = (error: unknown) => errors.push(error)
  const cluster =
    redisUrl === undefined
      ? undefined
      : wireCluster(
          { redisUrl, nodeName: 'node', onBusLoss: 'continue' },
          { clocks: systemClocks, log: pino({ enabled: false }), logError },
        )
  closing.push(() => cluster?.close())
  const commands = createConnectionCommands({ bus: cluster?.bus, logError })
  commands.attach({
    isConnected: (key) => keys.includes(key),
    // A probe may still arrive when the test has begun.
    handle: (key, command) => (key.startsWith(probe) ? probes.add(key) : handled.push([key, command])),
  })
  return { commands, handled, probes, errors, cluster }
}

describe(createConnectionCommands, () => {
  it('commands the connections of a single node in the same tick', async () => {
    const { commands, handled, errors } = startNode(['a'])
    commands.publish('a', { kind: 'close' })
    expect(handled).toEqual([['a', { kind: 'close' }]])
    expect(await commands.sendIfConnected('b', identify)).toBe(false)
    expect(await commands.sendIfConnected('a', identify)).toBe(true)
    expect(handled.at(-1)).toEqual(['a', { kind: 'send', message: identify }])
    expect(errors).toEqual([])
  })
})

describe('commands to connections in a cluster', () => {
  let server: RedisServer | undefined
  beforeAll(async () => {
    if (missing === undefined) server = await startRedis()
  }, 60_000)
  afterAll(() => server?.stop())
  beforeEach((context) => {
    if (missing !== undefined) context.skip(missing)
  })

  async function startNodes() {
    const [first, second] = [startNode([], server?.url), startNode(['display 1'], server?.url)]
    // Nodes subscribe in the background: each must have heard the other.
    await vi.waitUntil(async () => {
      await first.cluster?.bus.publish(`${probe} 1`, { kind: 'close' }).catch(() => {})
      await second.cluster?.bus.publish(`${probe} 2`, { kind: 'close' }).catch(() => {})
      return first.probes.has(`${probe} 2`) && second.probes.has(`${probe} 1`)
    }, withinMs)
    return { first, second }
  }

  it('closes connections on every node, and sends to the node that has the key', async () => {
    const { first, second } = await startNodes()
    first.commands.publish('session', { kind: 'close' })
    expect(first.handled).toContainEqual(['session', { kind: 'close' }])
    await vi.waitUntil(() => second.handled.some(([key]) => key === 'session'), withinMs)
    expect(await first.commands.sendIfConnected('display 1', identify)).toBe(true)
    await vi.waitUntil(() => second.handled.some(([, { kind }]) => kind === 'send'), withinMs)
    expect(second.handled.at(-1)).toEqual(['display 1', { kind: 'send', message: identify }])
    expect(await first.commands.sendIfConnected('display 2', identify)).toBe(false)
    expect([first.errors, second.errors]).toEqual([[], []])
  })

  it('closes connections of its own node at once while Redis is down', async () => {
    const { first, second } = await startNodes()
    await server?.kill()
    first.commands.publish('session', { kind: 'close' })
    expect(first.handled).toEqual([['session', { kind: 'close' }]])
    expect(await second.commands.sendIfConnected('display 2', identify)).toBe(false)
    await vi.waitUntil(() => first.errors.length > 0, withinMs)
    await server?.restart()
  }, 60_000)
})

describe('a command from another node', () => {
  it('is never one that chooses the data of a display', () => {
    const view = { kind: 'set-view', assignment: { initialMessage: identify, view: {} } }
    expect(BusCommand.safeParse(view).success).toBe(false)
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('snapshot', 'board', 'alerts', 'changes'),
        (value, type) => {
          expect(BusCommand.safeParse({ kind: 'send', message: { type, value } }).success).toBe(false)
          expect(BusCommand.safeParse({ kind: 'set-view', assignment: value }).success).toBe(false)
        },
      ),
      { seed: 20 },
    )
  })
})
