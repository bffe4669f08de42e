import { decodeServerMessage, relayVersion, wholeView, type Position } from '@wallboard/relay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Frame } from './frame.ts'
import { createHub } from './hub.ts'
import type { HubConnection } from './hub-connection.ts'
import { unmetered } from './meter.ts'
import { createTestStream, rethrow } from './stream-fixture.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

interface TestClient {
  readonly connection: HubConnection
  /** When it was sent changes. */
  readonly flushedAt: number[]
  position: Position | undefined
  calls: unknown
  snapshots: number
  closed: number | undefined
}

/** Walls on one view of a stream whose changes the test makes. */
function setUp() {
  const { stream, change } = createTestStream(Date.now)
  let encodings = 0
  const hub = createHub({
    ...{ stream, build: 'b', log: rethrow },
    clocks: { monotonic: Date.now, wall: Date.now },
    meter: {
      ...unmetered,
      encoded(kind) {
        if (kind === 'changes') encodings += 1
      },
    },
  })
  const decoded = new WeakMap<Frame, ReturnType<typeof decodeServerMessage>>()
  function join(resume?: Position): TestClient {
    const client: Omit<TestClient, 'connection'> = {
      flushedAt: [],
      ...{ position: resume, calls: undefined, snapshots: 0, closed: undefined },
    }
    function send(frame: Frame): void {
      const known = decoded.get(frame) ?? decodeServerMessage(frame.payload.toString())
      decoded.set(frame, known)
      if (!known.ok) throw new Error('the hub sent something that is not a message')
      const { message } = known
      if (message.type === 'snapshot') client.snapshots += 1
      if (message.type !== 'changes') return
      client.flushedAt.push(Date.now())
      client.position = { epoch: message.epoch, seq: message.seq }
      client.calls = message.payLoad[0]?.updated[0]?.['callsInQueue']
    }
    const connection = hub.join(
      {
        send,
        bufferedBytes: () => 0,
        close: (code) => {
          client.closed = code
        },
      },
      {
        viewer: { kind: 'display', id: 'd' },
        subscription: { version: relayVersion, view: wholeView('wall', ['ACD_STATUS']), resume },
      },
    )
    return Object.assign(client, { connection })
  }
  let calls = 0
  return {
    ...{ hub, join },
    joinMany: (count: number) => Array.from({ length: count }, () => join()),
    encodings: () => encodings,
    calls: () => calls,
    /** A busy feed, 40 frames a second. */
    play: (ms: number, clients: readonly TestClient[]) => {
      for (let at = 0; at < ms; at += 25) {
        calls += 1
        change({ id: '1', callsInQueue: calls })
        vi.advanceTimersByTime(25)
        if (at % 1_000 !== 0) continue
        for (const { connection, position } of clients)
          if (position !== undefined) connection.received({ type: 'ack', ...position })
      }
    },
  }
}

const halvesOf = (clients: readonly TestClient[]) => {
  const byLastFlush = new Map<number | undefined, TestClient[]>()
  for (const client of clients) {
    const last = client.flushedAt.at(-1)
    byLastFlush.set(last, [...(byLastFlush.get(last) ?? []), client])
  }
  return [...byLastFlush.values()]
}

describe('a view with very many clients', () => {
  it('is one view for 1,500 clients: all are flushed together', () => {
    const { hub, joinMany, play } = setUp()
    const clients = joinMany(1_500)
    play(2_000, clients)
    expect(halvesOf(clients)).toHaveLength(1)
    hub.close('over')
  })

  it('is flushed in two halves beyond that, one in the middle between two flushes of the other', () => {
    const { hub, joinMany, play, encodings } = setUp()
    const clients = joinMany(3_200)
    play(1_000, clients) // the first flush comes at once to all
    const before = encodings()
    for (const { flushedAt } of clients) flushedAt.length = 0
    play(5_000, clients)
    const [one = [], other = [], ...more] = halvesOf(clients)
    expect([one.length, other.length, more.length]).toEqual([1_600, 1_600, 0])
    const [first = [], second = []] = [one[0]?.flushedAt, other[0]?.flushedAt]
    for (const [index, at] of first.entries()) {
      if (index > 0) expect(at - (first[index - 1] ?? NaN)).toBe(250)
      expect(Math.abs(at - (second[index] ?? NaN))).toBe(125)
    }
    expect([first.length, second.length]).toEqual([20, 20])
    expect(encodings() - before).toBe(40)
    for (const { snapshots, closed } of clients) expect([snapshots, closed]).toEqual([1, undefined])
    hub.close('over')
  })

  it('gives both halves the same figures, at once when the feed is quiet', () => {
    const { hub, joinMany, play, calls } = setUp()
    const clients = joinMany(3_002)
    play(1_000, clients)
    vi.advanceTimersByTime(1_000)
    for (const client of clients) expect(client.calls).toBe(calls())
    play(25, clients)
    for (const client of clients) expect(client.calls).toBe(calls())
    hub.close('over')
  })

  it('lets a client resume that was of the other half', () => {
    const { hub, joinMany, join, play, calls } = setUp()
    const clients = joinMany(3_000)
    play(2_010, clients)
    const returned = halvesOf(clients).flatMap((half) => {
      const [left] = half
      left?.connection.disconnected()
      return left?.position === undefined ? [] : [{ before: left, again: join(left.position) }]
    })
    expect(returned).toHaveLength(2)
    play(
      1_000,
      returned.map(({ again }) => again),
    )
    vi.advanceTimersByTime(1_000)
    for (const { again } of returned) {
      expect(again.snapshots).toBe(0)
      expect(again.calls).toBe(calls())
    }
    hub.close('over')
  })
})
