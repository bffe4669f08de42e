import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFlushSchedule } from './flush-schedule.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

const paceMs = 250

function setUp({ onRead = (_log: string[]): void => undefined, flushTakesMs = 0 } = {}) {
  const log: string[] = []
  const flushedAt: number[] = []
  let error: Error | undefined
  /** For how long flushes have blocked the process. */
  let blockedMs = 0
  const now = () => Date.now() + blockedMs
  const schedule = createFlushSchedule({
    ...{ paceMs, now },
    onDue() {
      log.push('due')
      onRead(log)
    },
    flush() {
      log.push('flush')
      flushedAt.push(now())
      blockedMs += flushTakesMs
      if (error !== undefined) throw error
    },
    onFailed: () => log.push('failed'),
  })
  return {
    ...{ schedule, log, flushedAt, now },
    failWith: (next: Error) => {
      error = next
    },
  }
}

describe(createFlushSchedule, () => {
  it('[R3] flushes a first request at the end of the tick, and the requests of one pace together', () => {
    const { schedule, log, flushedAt } = setUp()
    schedule.request()
    schedule.request()
    expect(log).toEqual([])
    vi.advanceTimersByTime(1)
    schedule.request()
    vi.advanceTimersByTime(100)
    schedule.request()
    vi.advanceTimersByTime(1_000)
    // What becomes readable when a flush is due is read before the flush.
    expect(log).toEqual(['flush', 'due', 'flush'])
    expect((flushedAt[1] ?? 0) - (flushedAt[0] ?? 0)).toBeGreaterThanOrEqual(paceMs)
  })

  it('[R3] flushes at most once for each pace, and answers every request within it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 30 }), (pauses) => {
        const { schedule, flushedAt } = setUp()
        const requestedAt: number[] = []
        for (const pause of pauses) {
          requestedAt.push(Date.now())
          schedule.request()
          vi.advanceTimersByTime(pause)
        }
        vi.advanceTimersByTime(2 * paceMs)
        // A flush may make up for a late one before it, but for no more than that.
        for (const [index, at] of flushedAt.entries())
          for (const [later, next] of flushedAt.entries())
            if (later > index) expect(next - at).toBeGreaterThanOrEqual((later - index - 0.4) * paceMs)
        for (const at of requestedAt)
          expect(flushedAt.some((flush) => flush >= at && flush <= at + paceMs + 2)).toBe(true)
      }),
    )
  })

  it('[R3] begins a flush in each pace, however long the flushes and the reads before them take', () => {
    const { schedule, flushedAt, now } = setUp({ flushTakesMs: 120 })
    schedule.request()
    vi.advanceTimersByTime(1)
    for (let flush = 0; flush < 20; flush += 1) {
      schedule.request()
      const due = now() + schedule.untilNextMs()
      vi.advanceTimersByTime(schedule.untilNextMs() + 2)
      expect(now()).toBeGreaterThanOrEqual(due)
    }
    const [first = NaN] = flushedAt
    expect((flushedAt.at(-1) ?? NaN) - first).toBeLessThanOrEqual((flushedAt.length - 1) * paceMs + 2)
    expect(flushedAt.length).toBeGreaterThan(15)
  })

  it('waits until no more is read, but not for longer than two fifths of the pace', () => {
    const { schedule, flushedAt } = setUp({
      onRead() {
        const readMore = () => {
          schedule.request()
          if (flushedAt.length === 1) setImmediate(readMore)
        }
        readMore()
      },
    })
    schedule.request()
    vi.advanceTimersByTime(1)
    schedule.request()
    vi.advanceTimersByTime(2 * paceMs)
    const [first = NaN, second = NaN] = flushedAt
    expect(second - first).toBeGreaterThanOrEqual(1.4 * paceMs)
    expect(second - first).toBeLessThanOrEqual(1.4 * paceMs + 5)
  })

  it('[R24] reports a flush that throws, and flushes again on the next request', () => {
    const { schedule, log, failWith } = setUp()
    failWith(new Error('the rows cannot be encoded'))
    schedule.request()
    vi.advanceTimersByTime(1)
    expect(log).toEqual(['flush', 'failed'])
    schedule.request()
    vi.advanceTimersByTime(1_000)
    expect(log).toEqual(['flush', 'failed', 'due', 'flush', 'failed'])
  })

  it('flushes after the end of the turn in which it was due: what was read is evaluated there', async () => {
    const { schedule, log } = setUp({
      onRead(seen) {
        // A socket is read after the timers of the turn.
        queueMicrotask(() => {
          schedule.request()
          setImmediate(() => seen.push('evaluated'))
        })
      },
    })
    for (let flush = 0; flush < 2; flush += 1) {
      schedule.request()
      await vi.advanceTimersByTimeAsync(1)
    }
    await vi.advanceTimersByTimeAsync(1_000)
    expect(log).toEqual(['flush', 'due', 'evaluated', 'flush'])
  })

  it('flushes nothing after it was cancelled', () => {
    const { schedule, log } = setUp()
    schedule.request()
    schedule.cancel()
    vi.advanceTimersByTime(1_000)
    expect(log).toEqual([])
  })
})
