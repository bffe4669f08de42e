import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAcknowledgements } from './acknowledgements.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 50_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

const frameMs = 10

/** A page that paints ten milliseconds after a change; `hold` applies one. */
function setUp() {
  const sent: { seq: number; paintedAgoMs?: number; after: number }[] = []
  const startedAt = Date.now()
  let seq = 0
  let requests = 0
  let isHidden = false
  const acknowledgements = createAcknowledgements({
    send: ({ epoch: _, ...position }) => sent.push({ ...position, after: Date.now() - startedAt }),
    afterPaint(painted) {
      requests += 1
      const frame = setInterval(() => {
        if (isHidden) return
        clearInterval(frame)
        painted({ epoch: 'e', seq })
      }, frameMs)
      return () => {
        clearInterval(frame)
      }
    },
  })
  return {
    sent,
    acknowledgements,
    requests: () => requests,
    hide: (hidden: boolean) => (isHidden = hidden),
    hold: () => {
      seq += 1
      acknowledgements.applied()
    },
  }
}

describe(createAcknowledgements, () => {
  it('acknowledges the first paint after a pause at once', () => {
    const { sent, hold } = setUp()
    hold()
    vi.advanceTimersByTime(2_500)
    hold()
    vi.advanceTimersByTime(100)
    expect(sent).toEqual([
      { seq: 1, paintedAgoMs: 0, after: 10 },
      { seq: 2, paintedAgoMs: 0, after: 2_510 },
    ])
  })

  it('acknowledges one of many paints about every two seconds, and times no other', () => {
    const { sent, hold, requests } = setUp()
    for (let each = 1; each <= 16; each += 1) {
      hold()
      vi.advanceTimersByTime(250)
    }
    expect(sent).toEqual([
      { seq: 1, paintedAgoMs: 0, after: 10 },
      { seq: 9, paintedAgoMs: 0, after: 2_010 },
    ])
    expect(requests()).toBe(2)
  })

  it('acknowledges the last paint two seconds later, without its time', () => {
    const { sent, hold } = setUp()
    hold()
    vi.advanceTimersByTime(100)
    hold()
    vi.advanceTimersByTime(60_000)
    expect(sent).toEqual([
      { seq: 1, paintedAgoMs: 0, after: 10 },
      { seq: 2, after: 2_020 },
    ])
  })

  it('acknowledges nothing while nothing is painted, and then what is on the screen', () => {
    const { sent, hold, hide } = setUp()
    hide(true)
    hold()
    hold()
    vi.advanceTimersByTime(60_000)
    expect(sent).toEqual([])
    hide(false)
    vi.advanceTimersByTime(frameMs)
    expect(sent.map(({ seq }) => seq)).toEqual([2])
  })

  it('acknowledges at once on a new connection, and nothing after it was stopped', () => {
    const { sent, hold, acknowledgements } = setUp()
    hold()
    vi.advanceTimersByTime(100)
    acknowledgements.restart()
    hold()
    vi.advanceTimersByTime(100)
    hold()
    acknowledgements.stop()
    vi.advanceTimersByTime(60_000)
    expect(sent.map(({ seq }) => seq)).toEqual([1, 2])
  })
})
