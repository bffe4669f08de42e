import type { Link } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import type { Frame } from './frame.ts'
import { unmetered, type SnapshotReason } from './meter.ts'
import { createClient } from './client.ts'
import { upLink } from './stream-fixture.ts'

/** A frame is identified by its text here; frame.test.ts covers its bytes. */
function frame(text: string): Frame {
  const payload = Buffer.from(text)
  return { wire: payload, payload, deflated: () => payload }
}

/** A screen over a connection that only remembers, with a clock that the test moves. */
function setUp() {
  let now = 0
  let buffered = 0
  const sent: string[] = []
  /** With heartbeats and links. */
  const all: string[] = []
  const closed: number[] = []
  const told: ('changes' | SnapshotReason)[] = []
  let link: Link = upLink
  const screen = createClient({
    now: () => now,
    frames: {
      hello: () => frame('hello'),
      link: ({ confirmedAt }) => frame(`link ${String(confirmedAt)}`),
      heartbeat: ({ confirmedAt }) => frame(`beat ${String(confirmedAt)}`),
    },
    meter: { ...unmetered, sent: (what) => told.push(what) },
    view: {
      epoch: 'e',
      paceMs: 250,
      snapshot: () => ({ seq: 9, frame: frame('snapshot') }),
      since: () => [],
      changed: () => undefined,
      directoryChanged: () => undefined,
      link: () => link,
      close: () => undefined,
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
    screen.flushed({ prev: seq - 1, seq, at: now, frame: frame(`changes ${seq}`) })
  }
  return {
    screen,
    sent,
    all,
    closed,
    told,
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
  it('[R6] [row 24] gives a screen that owes an acknowledgement for 3 s nothing, and then one snapshot', () => {
    const { screen, sent, flush, at } = setUp()
    flush(1)
    at(3_001)
    flush(2)
    flush(3)
    expect(sent).toEqual(['changes 1'])
    screen.acknowledged(1, 0)
    expect(sent).toEqual(['changes 1', 'snapshot'])
    flush(10)
    expect(sent.at(-1)).toBe('changes 10')
  })

  it('[R6] confirms nothing of what it kept from a screen, until that has a snapshot', () => {
    const { screen, all, flush, at, confirm } = setUp()
    const heartbeatAt = (ms: number) => {
      at(ms)
      screen.heartbeat()
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
    screen.acknowledged(2, 0)
    heartbeatAt(5_000)
    // The cached snapshot may be older than the link, which follows it.
    expect(all.slice(0, 4)).toEqual(['changes 1', 'beat 900', 'changes 2', 'beat 950'])
    expect(all.slice(4)).toEqual(['snapshot', 'link 3900', 'beat 3900'])
  })

  it('[R6] [row 25] closes one that owes it for 30 s, and not one that keeps up', () => {
    const { screen, closed, flush, at } = setUp()
    flush(1)
    at(30_000)
    screen.checkLag()
    expect(closed).toEqual([])
    at(30_001)
    screen.checkLag()
    expect(closed).toEqual([4408])
    screen.acknowledged(1, 0)
    at(90_000)
    screen.checkLag()
    expect(closed).toHaveLength(1)
  })

  it('[row 24, 25] queues nothing for a connection that does not drain', () => {
    const { sent, flush, buffer } = setUp()
    buffer(300_000)
    flush(1)
    expect(sent).toEqual([])
  })

  it('[R6] [row 24] finds a screen that acknowledges steadily, but always 20 s late', () => {
    const { screen, sent, flush, at } = setUp()
    for (let seq = 1; seq <= 92; seq += 1) {
      at(seq * 250)
      flush(seq)
      screen.acknowledged(Math.max(0, seq - 80), 0)
    }
    // What went out in the first 3 s; the last of it is not paid for yet.
    expect(sent).toHaveLength(13)
    screen.acknowledged(13, 0)
    expect(sent.slice(13)).toEqual(['snapshot'])
  })

  it('sends no snapshots into a connection that does not drain, however often it asks', () => {
    const { screen, sent, buffer } = setUp()
    buffer(300_000)
    screen.snapshotRequested()
    screen.snapshotRequested()
    expect(sent).toEqual([])
    buffer(0)
    screen.acknowledged(0, 0)
    expect(sent).toEqual(['snapshot'])
  })

  it('tells its meter why each snapshot was sent', () => {
    const { screen, told, flush, at } = setUp()
    screen.sendSnapshot('joined')
    screen.snapshotRequested()
    flush(10)
    screen.flushed({ prev: 10, seq: 10, at: 0, frame: frame('snapshot'), isSnapshot: true })
    at(3_001)
    flush(11)
    screen.acknowledged(10, 0)
    expect(told).toEqual(['joined', 'requested', 'changes', 'names', 'lagged'])
  })

  it('says what it owes, and lags from 3 s on until it has caught up by a snapshot', () => {
    const { screen, flush, at, buffer } = setUp()
    expect([screen.ackLagMs(), screen.isLagging()]).toEqual([0, false])
    flush(1)
    at(3_000)
    expect([screen.ackLagMs(), screen.isLagging()]).toEqual([3_000, false])
    at(3_001)
    flush(2)
    expect([screen.ackLagMs(), screen.isLagging()]).toEqual([3_001, true])
    screen.acknowledged(1, 0)
    expect([screen.ackLagMs(), screen.isLagging()]).toEqual([0, false])
    buffer(300_000)
    expect(screen.isLagging()).toBe(true)
  })

  it('[R6] [row 25] closes a screen whose connection does not drain for 30 s, though it acknowledges all that it was sent', () => {
    const { screen, closed, flush, at, buffer } = setUp()
    flush(1)
    screen.acknowledged(1, 0)
    for (let second = 0; second <= 100; second += 1) {
      at(second * 1_000)
      // It drains once, after 20 s.
      buffer(second === 20 ? 0 : 300_000)
      screen.acknowledged(1, 0)
      screen.checkLag()
      if (closed.length === 0) continue
      expect([second, closed]).toEqual([52, [4408]])
      return
    }
    expect.unreachable()
  })

  it('[R6] closes a screen that acknowledges what it was not sent, with 1008', () => {
    const { screen, closed, flush } = setUp()
    flush(1)
    screen.acknowledged(1, 0)
    expect(closed).toEqual([])
    screen.acknowledged(2, 0)
    expect(closed).toEqual([1008])
  })

  it('[R6] sends one snapshot, and no more, to a screen that asks for twenty and acknowledges none', () => {
    const { screen, sent, closed, at } = setUp()
    for (let asked = 0; asked < 20; asked += 1) screen.snapshotRequested()
    expect(sent).toEqual(['snapshot'])
    at(30_001)
    screen.checkLag()
    expect(closed).toEqual([4408])
    screen.acknowledged(9, 0)
    expect(sent).toEqual(['snapshot', 'snapshot'])
  })
})
