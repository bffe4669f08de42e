import type { Link } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import type { Frame } from './frame.ts'
import { unmetered, type SnapshotReason } from './meter.ts'
import { createClient } from './client.ts'
import { upLink } from './stream-fixture.ts'

/** A frame is identified by its text here; frame.test.ts covers its bytes. */
function frame(text: string): Frame {
  const payload = Buffer.from(text)
  return { wire: payload, length: payload.length, payload, deflated: () => payload }
}

/** A client over a connection that records what is sent, with a clock that the test moves. */
function setUp() {
  let now = 0
  let buffered = 0
  const sent: string[] = []
  /** Including heartbeats and links. */
  const all: string[] = []
  const closed: number[] = []
  const metered: ('changes' | SnapshotReason)[] = []
  let link: Link = upLink
  const client = createClient({
    now: () => now,
    frames: {
      hello: () => frame('hello'),
      link: ({ confirmedAt }) => frame(`link ${String(confirmedAt)}`),
      heartbeat: ({ confirmedAt }) => frame(`beat ${String(confirmedAt)}`),
    },
    meter: { ...unmetered, sent: (what) => metered.push(what) },
    view: {
      epoch: 'e',
      snapshot: () => ({ seq: 9, frame: frame('snapshot') }),
      since: () => [],
      directoryChanged: () => false,
      selection: () => new Map(),
      showsUpdate: () => false,
      beginPending: () => undefined,
      queuesChanged: () => undefined,
      flush: () => undefined,
      link: () => link,
      hasPending: () => false,
    },
    subscriber: {
      send({ payload }) {
        const text = payload.toString()
        all.push(text)
        if (!/link|beat/.test(text)) sent.push(text)
      },
      bufferedBytes: () => buffered,
      close: (code) => closed.push(code),
    },
  })
  const flush = (seq: number) => {
    client.flushed({ prev: seq - 1, seq, at: now, frame: frame(`changes ${seq}`) })
  }
  return {
    client,
    sent,
    all,
    closed,
    metered,
    confirm: (confirmedAt: number) => {
      link = { ...link, confirmedAt }
    },
    flush,
    at: (ms: number) => {
      now = ms
    },
    buffer: (bytes: number) => {
      buffered = bytes
    },
  }
}

describe(createClient, () => {
  it('[R6] [row 24] sends a client nothing after 3 s without an acknowledgement, and then one snapshot', () => {
    const { client, sent, flush, at } = setUp()
    flush(1)
    at(3_001)
    flush(2)
    flush(3)
    expect(sent).toEqual(['changes 1'])
    client.acknowledged(1, 0)
    expect(sent).toEqual(['changes 1', 'snapshot'])
    flush(10)
    expect(sent.at(-1)).toBe('changes 10')
  })

  it('[R6] confirms no data that was not sent to a lagging client, until it has a snapshot', () => {
    const { client, all, flush, at, confirm } = setUp()
    const heartbeatAt = (ms: number) => {
      at(ms)
      client.heartbeat()
    }
    confirm(900)
    flush(1)
    heartbeatAt(1_000)
    confirm(950)
    flush(2)
    confirm(3_900)
    at(4_000)
    flush(3)
    heartbeatAt(4_000)
    client.acknowledged(2, 0)
    heartbeatAt(5_000)
    // The cached snapshot may be older than the link, which follows it.
    expect(all.slice(0, 4)).toEqual(['changes 1', 'beat 900', 'changes 2', 'beat 950'])
    expect(all.slice(4)).toEqual(['snapshot', 'link 3900', 'beat 3900'])
  })

  it('[R6] [row 25] closes a client that has not acknowledged for 30 s, and no client that keeps up', () => {
    const { client, closed, flush, at } = setUp()
    flush(1)
    at(30_000)
    client.checkLag()
    expect(closed).toEqual([])
    at(30_001)
    client.checkLag()
    expect(closed).toEqual([4408])
    client.acknowledged(1, 0)
    at(90_000)
    client.checkLag()
    expect(closed).toHaveLength(1)
  })

  it('[row 24, 25] queues nothing for a connection that does not drain', () => {
    const { sent, flush, buffer } = setUp()
    buffer(300_000)
    flush(1)
    expect(sent).toEqual([])
  })

  it('[R6] [row 24] treats a client as lagging that acknowledges steadily, but always 20 s late', () => {
    const { client, sent, flush, at } = setUp()
    for (let seq = 1; seq <= 92; seq += 1) {
      at(seq * 250)
      flush(seq)
      client.acknowledged(Math.max(0, seq - 80), 0)
    }
    // What was sent in the first 3 s; the last of it is not acknowledged yet.
    expect(sent).toHaveLength(13)
    client.acknowledged(13, 0)
    expect(sent.slice(13)).toEqual(['snapshot'])
  })

  it('sends no snapshots on a connection that does not drain, however many are requested', () => {
    const { client, sent, buffer } = setUp()
    buffer(300_000)
    client.snapshotRequested()
    client.snapshotRequested()
    expect(sent).toEqual([])
    buffer(0)
    client.acknowledged(0, 0)
    expect(sent).toEqual(['snapshot'])
  })

  it('[R6] sends no flush that its snapshot holds already: the client would not acknowledge it', () => {
    const { client, sent, closed, flush, at } = setUp()
    client.sendSnapshot('joined')
    client.acknowledged(9)
    flush(9) // was pending when the snapshot was encoded
    at(31_000) // Five9 sends nothing for half a minute
    client.checkLag()
    flush(10)
    expect(sent).toEqual(['snapshot', 'changes 10'])
    expect(closed).toEqual([])
    expect(client.ackLagMs()).toBe(0)
  })

  it('meters why each snapshot was sent', () => {
    const { client, metered, flush, at } = setUp()
    client.sendSnapshot('joined')
    client.snapshotRequested()
    flush(10)
    client.flushed({ prev: 10, seq: 10, at: 0, frame: frame('snapshot'), isSnapshot: true })
    at(3_001)
    flush(11)
    client.acknowledged(10, 0)
    expect(metered).toEqual(['joined', 'requested', 'changes', 'names', 'lagged'])
  })

  it('reports its ack lag, and lags from 3 s on until a snapshot has brought it up to date', () => {
    const { client, flush, at, buffer } = setUp()
    expect([client.ackLagMs(), client.isLagging()]).toEqual([0, false])
    flush(1)
    at(3_000)
    expect([client.ackLagMs(), client.isLagging()]).toEqual([3_000, false])
    at(3_001)
    flush(2)
    expect([client.ackLagMs(), client.isLagging()]).toEqual([3_001, true])
    client.acknowledged(1, 0)
    expect([client.ackLagMs(), client.isLagging()]).toEqual([0, false])
    buffer(300_000)
    expect(client.isLagging()).toBe(true)
  })

  it('[R6] [row 25] closes a client whose connection does not drain for 30 s, although it acknowledges all that it was sent', () => {
    const { client, closed, flush, at, buffer } = setUp()
    flush(1)
    client.acknowledged(1, 0)
    for (let second = 0; second <= 100; second += 1) {
      at(second * 1_000)
      // It drains once, after 20 s.
      buffer(second === 20 ? 0 : 300_000)
      client.acknowledged(1, 0)
      client.checkLag()
      if (closed.length === 0) continue
      expect([second, closed]).toEqual([52, [4408]])
      return
    }
    expect.unreachable()
  })

  it('[R6] closes a client with 1008 that acknowledges a position that it was not sent', () => {
    const { client, closed, flush } = setUp()
    flush(1)
    client.acknowledged(1, 0)
    expect(closed).toEqual([])
    client.acknowledged(2, 0)
    expect(closed).toEqual([1008])
  })

  it('[R6] sends only one snapshot to a client that requests twenty and acknowledges none', () => {
    const { client, sent, closed, at } = setUp()
    for (let requested = 0; requested < 20; requested += 1) client.snapshotRequested()
    expect(sent).toEqual(['snapshot'])
    at(30_001)
    client.checkLag()
    expect(closed).toEqual([4408])
    client.acknowledged(9, 0)
    expect(sent).toEqual(['snapshot', 'snapshot'])
  })
})
