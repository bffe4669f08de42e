import { decodeServerMessage, relayVersion, type Pace, wholeView } from '@wallboard/relay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHub } from './hub.ts'
import type { HubConnection } from './hub-connection.ts'
import { unmetered } from './meter.ts'
import { createReadBatcher } from './read-batcher.ts'
import { createQuietStream, rethrow } from './stream-fixture.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A Five9 with one queue, whose frames wait in the socket while reading is paused. */
function setUp({ flushTakesMs = 0 } = {}) {
  /** For how long flushes have blocked the process. */
  let blockedMs = 0
  const monotonic = () => Date.now() + blockedMs
  let isPaused = false
  let seq = 0
  let reads = 0
  const waiting: number[] = []
  function deliver(): void {
    if (isPaused || waiting.length === 0) return
    reads += 1
    for (const callsInQueue of waiting.splice(0)) {
      seq += 1
      const updated = [{ id: '1', callsInQueue, asOf: Date.now() }]
      const changes = [{ dataSource: 'ACD_STATUS', added: [], updated, removed: [] }]
      tell({ type: 'changes', seq, asOf: Date.now(), changes })
    }
  }
  const { stream, tell } = createQuietStream({
    seq: () => seq,
    asOf: Date.now,
  })
  const hub = createHub({
    stream,
    flowControl: {
      pauseReading: () => {
        isPaused = true
      },
      resumeReading: () => {
        isPaused = false
        deliver()
      },
    },
    build: 'b',
    clocks: { monotonic, wall: monotonic },
    meter: unmetered,
    log: rethrow,
  })

  const clients: HubConnection[] = []

  /** Joins a client and records when it was sent which figure. */
  function watch(pace: Pace) {
    const got: { at: number; calls: unknown }[] = []
    const joined = hub.join(
      {
        bufferedBytes: () => 0,
        close: () => undefined,
        send({ payload }) {
          const decoded = decodeServerMessage(payload.toString())
          if (!decoded.ok || decoded.message.type !== 'changes') return
          const { epoch, payLoad } = decoded.message
          blockedMs += flushTakesMs
          got.push({ at: monotonic(), calls: payLoad[0]?.updated[0]?.['callsInQueue'] })
          joined.received({ type: 'ack', epoch, seq })
        },
      },
      {
        viewer: { kind: 'desk', username: 'u' },
        subscription: { version: relayVersion, view: wholeView(pace, ['ACD_STATUS']) },
      },
    )
    clients.push(joined)
    return got
  }

  return {
    hub,
    watch,
    /** All clients have gone. */
    leave: () => {
      for (const client of clients.splice(0)) client.disconnected()
    },
    reads: () => reads,
    isPaused: () => isPaused,
    /** A frame with this many calls arrives. */
    arrive: (calls: number) => {
      waiting.push(calls)
      deliver()
    },
    /** One frame arrives every 10 ms; its calls are the milliseconds since the first. */
    arriveFor: (ms: number) => {
      const startedAt = Date.now()
      for (let at = 0; at < ms; at += 10) {
        waiting.push(Date.now() - startedAt)
        deliver()
        vi.advanceTimersByTime(10)
      }
    },
  }
}

describe(createReadBatcher, () => {
  it('reads frames at once that each get a flush of their own, and pauses after a flush that carried several', () => {
    const { watch, arrive, reads, isPaused } = setUp()
    const wall = watch('wall')
    vi.advanceTimersByTime(1_000)
    const startedAt = Date.now()
    arrive(1)
    vi.advanceTimersByTime(10)
    expect(isPaused()).toBe(false)
    arrive(2)
    arrive(3)
    expect(reads()).toBe(3)
    vi.advanceTimersByTime(250)
    expect(isPaused()).toBe(true)
    arrive(4)
    arrive(5)
    expect(reads()).toBe(3)
    vi.advanceTimersByTime(1_000)
    expect(wall.map(({ calls }) => calls)).toEqual([1, 3, 5])
    const [first, second, third] = wall.map(({ at }) => at - startedAt)
    expect(first).toBeLessThanOrEqual(1)
    expect(second).toBeLessThanOrEqual(252)
    expect(third).toBeLessThanOrEqual(504)
    expect(reads()).toBe(4)
  })

  it('never pauses a Five9 that sends less often than its views are flushed', () => {
    const { watch, arrive, reads, isPaused } = setUp()
    const desk = watch('desk')
    for (let frame = 0; frame < 30; frame += 1) {
      arrive(frame)
      expect(reads()).toBe(frame + 1)
      vi.advanceTimersByTime(111)
      expect(isPaused()).toBe(false)
    }
    expect(desk).toHaveLength(30)
  })

  it('[row 20] reads a busy Five9 once per flush, and no client is sent a figure later', () => {
    const { watch, arriveFor, reads } = setUp()
    const wall = watch('wall')
    const startedAt = Date.now()
    arriveFor(5_000)
    expect(wall.length).toBeGreaterThanOrEqual(19)
    expect(wall.length).toBeLessThanOrEqual(21)
    // Before the first flush with several frames, after 250 ms, it does not count as busy.
    const readsBefore = 26
    // In the fake time of this test a frame arrives between a read and its flush.
    expect(reads()).toBeLessThanOrEqual(readsBefore + 2 * wall.length)
    // A flush holds what arrived up to 10 ms, the time of one frame, before it.
    for (const { at, calls } of wall) expect(at - startedAt - Number(calls)).toBeLessThanOrEqual(10)
  })

  it('reads and flushes at the pace, although each flush takes a part of it', () => {
    const { watch, arriveFor } = setUp({ flushTakesMs: 100 })
    const wall = watch('wall')
    arriveFor(3_000)
    const gaps = wall.slice(1).map(({ at }, index) => at - (wall[index]?.at ?? NaN))
    expect(wall.length).toBeGreaterThan(15)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(250 + 10)
  })

  it('reads at the pace of the fastest view, and once more for a slower one whose flush is due', () => {
    const { watch, arriveFor } = setUp()
    const [wall, desk] = [watch('wall'), watch('desk')]
    const startedAt = Date.now()
    arriveFor(5_000)
    for (const got of [wall, desk])
      for (const { at, calls } of got) expect(at - startedAt - Number(calls)).toBeLessThanOrEqual(10)
    expect(wall.length).toBeGreaterThanOrEqual(19)
    expect(desk.length).toBeGreaterThanOrEqual(45)
  })

  it('sends a fast view each frame at once, although a slow one is flushed in between', () => {
    const { watch, arrive } = setUp()
    watch('wall')
    const desk = watch('desk')
    const arrivedAt: number[] = []
    for (let frame = 0; frame < 30; frame += 1) {
      arrivedAt.push(Date.now())
      arrive(frame)
      vi.advanceTimersByTime(111)
    }
    expect(desk.map(({ calls }) => calls)).toEqual(arrivedAt.map((_, frame) => frame))
    for (const [frame, { at }] of desk.entries())
      expect(at - (arrivedAt[frame] ?? NaN)).toBeLessThanOrEqual(2)
  })

  it('does not pause for a flush that will not come, because the last client has left', () => {
    const { watch, leave, arrive, isPaused } = setUp()
    watch('wall')
    arrive(1)
    vi.advanceTimersByTime(1_000)
    leave()
    for (const calls of [2, 3, 4]) arrive(calls)
    const next = watch('wall') // what has waited is flushed before it has joined
    expect(isPaused()).toBe(false)
    arrive(5)
    vi.advanceTimersByTime(1_000)
    expect(next.at(-1)?.calls).toBe(5)
  })

  it('resumes reading when the hub closes', () => {
    const { hub, watch, arrive, isPaused } = setUp()
    watch('wall')
    for (const calls of [1, 2, 3]) arrive(calls)
    vi.advanceTimersByTime(10)
    expect(isPaused()).toBe(true)
    hub.close('over')
    expect(isPaused()).toBe(false)
    vi.advanceTimersByTime(1_000)
    expect(isPaused()).toBe(false)
  })
})
