import type { DataSource } from '@wallboard/five9/identifiers'
import { decodeServerMessage, relayVersion, wholeView } from '@wallboard/relay'
import type { Change } from '@wallboard/statistics'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHub } from './hub.ts'
import { unmetered, type FanOutMeter } from './meter.ts'
import type { Subscriber } from './client.ts'
import { createQuietStream, rethrow } from './stream-fixture.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** The generator of Park and Miller: the same seed gives the same frames on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

interface Run {
  readonly encodings: number
  readonly encodedBytes: number
  readonly flushes: number
  /** Frames of changes and snapshots that each client was sent. */
  readonly clients: readonly { readonly changes: number; readonly snapshots: number }[]
  /** The largest number of frames of changes that one client was sent at one flush. */
  readonly maxSendsPerFlush: number
}

/** Counts what is written as JSON and not what is metered: an additional encoding would not be metered. */
const isChanges = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'changes'

/**
 * Sends changes of a floor to clients that keep up, `framesPerSecond` for ten seconds, and counts. `wrap` may put
 * something between the hub and a client, such as a second encoding.
 */
function run(options: {
  readonly queues: number
  readonly changedPerFrame: number
  readonly clients: readonly {
    readonly sources: readonly DataSource[]
    readonly queueFields?: readonly string[]
  }[]
  readonly framesPerSecond?: number
  /** Fields that each changed row has, too. */
  readonly moreFields?: Readonly<Record<string, number>>
  readonly wrap?: (subscriber: Subscriber) => Subscriber
}): Run {
  const { queues, changedPerFrame, framesPerSecond = 50, wrap = (same: Subscriber) => same } = options
  const random = randomFrom(5)
  const { moreFields = {} } = options
  let seq = 0
  const rows = Array.from({ length: queues }, (_, index) => ({
    id: `${index + 1}`,
    callsInQueue: 0,
    asOf: 0,
  }))
  const { stream, tell } = createQuietStream({
    seq: () => seq,
    asOf: Date.now,
    queues: () => rows.map(({ id }) => ({ id, name: `Queue ${id}` })),
    full: () => [{ dataSource: 'ACD_STATUS', data: rows }],
  })
  let flushes = 0
  let encodedBytes = 0
  const meter: FanOutMeter = {
    ...unmetered,
    encoded(kind, bytes) {
      if (kind === 'changes') encodedBytes += bytes
    },
    flushed() {
      flushes += 1
    },
  }
  const hub = createHub({
    stream,
    build: 'b',
    clocks: { monotonic: () => Date.now(), wall: () => Date.now() },
    meter,
    log: rethrow,
  })

  let maxSendsPerFlush = 0
  const counted = options.clients.map(({ sources, queueFields }) => {
    const got = { changes: 0, snapshots: 0, epoch: '', seq: 0 }
    let flushBefore = 0
    let sendsNow = 0
    const subscriber: Subscriber = {
      bufferedBytes: () => 0,
      close: () => undefined,
      send(frame) {
        const decoded = decodeServerMessage(frame.payload.toString())
        if (!decoded.ok) throw new Error('the hub sent something that is not a message')
        const { message } = decoded
        if (message.type === 'snapshot') {
          got.snapshots += 1
          got.epoch = message.epoch
        }
        if (message.type !== 'changes') return
        got.seq = message.seq
        got.changes += 1
        sendsNow = flushes === flushBefore ? sendsNow + 1 : 1
        flushBefore = flushes
        maxSendsPerFlush = Math.max(maxSendsPerFlush, sendsNow)
      },
    }
    const client = hub.join(wrap(subscriber), {
      viewer: { kind: 'desk', username: 'u' },
      subscription: { version: relayVersion, view: { ...wholeView('wall', sources), queueFields } },
    })
    return { got, client }
  })

  const stringified = vi.spyOn(JSON, 'stringify')
  const frames = framesPerSecond * 10
  for (let frame = 0; frame < frames; frame += 1) {
    seq += 1
    const updated = Array.from({ length: changedPerFrame }, () => ({
      id: `${1 + Math.floor(random() * queues)}`,
      callsInQueue: Math.floor(random() * 30),
      ...moreFields,
      asOf: Date.now(),
    }))
    const changes: readonly Change[] = [{ dataSource: 'ACD_STATUS', added: [], updated, removed: [] }]
    tell({ type: 'changes', seq, asOf: Date.now(), changes })
    vi.advanceTimersByTime(1_000 / framesPerSecond)
    // A client that keeps up acknowledges twice a second.
    if (frame % 25 === 0)
      for (const { client, got } of counted) client.received({ type: 'ack', epoch: got.epoch, seq: got.seq })
  }
  const encodings = stringified.mock.calls.filter(([value]) => isChanges(value)).length
  stringified.mockRestore()
  hub.close('over')
  return {
    encodings,
    encodedBytes,
    flushes,
    clients: counted.map(({ got: { changes, snapshots } }) => ({ changes, snapshots })),
    maxSendsPerFlush,
  }
}

const wall = { sources: ['ACD_STATUS'] } as const
const walls = (count: number) => Array.from({ length: count }, () => wall)
const floor = { queues: 50, changedPerFrame: 10 }

describe('the cost of a flush', () => {
  it('[row 20] is one encoding per view, for any number of clients', () => {
    const one = run({ ...floor, clients: walls(1) })
    expect(one.flushes).toBeGreaterThanOrEqual(39)
    expect(one.encodings).toBe(one.flushes)
    const many = run({ ...floor, clients: walls(200) })
    expect(many.encodings).toBe(one.encodings)
    const twoViews = run({
      ...floor,
      clients: [...walls(5), ...walls(5).map(() => ({ sources: ['ACD_STATUS', 'AGENT_STATE'] as const }))],
    })
    expect(twoViews.encodings).toBe(2 * one.encodings)
  })

  it('is at most one send per client and flush, and at most four flushes a second', () => {
    const { clients, flushes, maxSendsPerFlush } = run({ ...floor, clients: walls(20) })
    expect(flushes).toBeLessThanOrEqual(41)
    expect(maxSendsPerFlush).toBe(1)
    expect(clients.map(({ changes }) => changes)).toEqual(walls(20).map(() => flushes))
  })

  it('is no snapshot but the first while nothing is lost', () => {
    const { clients } = run({ ...floor, clients: walls(20) })
    expect(clients.map(({ snapshots }) => snapshots)).toEqual(walls(20).map(() => 1))
  })

  it('is the same number of bytes for the same seed', () => {
    const { encodedBytes, flushes } = run({ ...floor, clients: walls(3) })
    expect(Math.round(encodedBytes / flushes)).toMatchInlineSnapshot(`2044`)
  })

  it('has only the fields that the board shows', () => {
    const moreFields = { voicemailsTotal: 123, agentsActive: 45 }
    const cut = { sources: ['ACD_STATUS'], queueFields: ['callsInQueue'] } as const
    const shown = run({ ...floor, clients: [cut] })
    expect(run({ ...floor, moreFields, clients: [cut] }).encodedBytes).toBe(shown.encodedBytes)
    expect(run({ ...floor, moreFields, clients: walls(1) }).encodedBytes).toBeGreaterThan(
      1.5 * shown.encodedBytes,
    )
  })

  it('depends on what changed: with ten times the queues and the same changes it grows by less than a fifth', () => {
    const small = run({ ...floor, framesPerSecond: 4, clients: walls(3) })
    const large = run({ ...floor, framesPerSecond: 4, queues: 500, clients: walls(3) })
    expect(large.flushes).toBe(small.flushes)
    expect(large.encodedBytes / small.encodedBytes).toBeLessThan(1.2)
  })

  it('is counted so that one stringify per client is detected', () => {
    const careless = (subscriber: Subscriber): Subscriber => ({
      ...subscriber,
      send(frame) {
        const payload = Buffer.from(JSON.stringify(JSON.parse(frame.payload.toString())))
        subscriber.send({ ...frame, payload })
      },
    })
    const { encodings, flushes } = run({ ...floor, clients: walls(20), wrap: careless })
    expect(encodings).toBe(flushes * 21)
  })
})
