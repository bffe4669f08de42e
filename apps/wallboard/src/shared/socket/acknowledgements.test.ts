import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAcknowledgements } from './acknowledgements.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 50_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

const at = (seq: number) => ({ epoch: 'e', seq })

function setUp() {
  const said: { seq: number; heldMs: number; after: number }[] = []
  const startedAt = Date.now()
  const acknowledgements = createAcknowledgements({
    send: ({ seq, heldMs }) => said.push({ seq, heldMs, after: Date.now() - startedAt }),
    now: Date.now,
  })
  return { said, acknowledgements }
}

describe(createAcknowledgements, () => {
  it('says at once what is painted after a quiet time', () => {
    const { said, acknowledgements } = setUp()
    acknowledgements.painted(at(1))
    vi.advanceTimersByTime(2_500)
    acknowledgements.painted(at(2))
    expect(said).toEqual([
      { seq: 1, heldMs: 0, after: 0 },
      { seq: 2, heldMs: 0, after: 2_500 },
    ])
  })

  it('says of many paints the latest, every two seconds, and how long ago it was', () => {
    const { said, acknowledgements } = setUp()
    for (let seq = 1; seq <= 16; seq += 1) {
      acknowledgements.painted(at(seq))
      vi.advanceTimersByTime(250)
    }
    expect(said).toEqual([
      { seq: 1, heldMs: 0, after: 0 },
      { seq: 8, heldMs: 250, after: 2_000 },
      { seq: 16, heldMs: 250, after: 4_000 },
    ])
  })

  it('says nothing when nothing was painted, nor after it was stopped', () => {
    const { said, acknowledgements } = setUp()
    acknowledgements.painted(at(1))
    vi.advanceTimersByTime(60_000)
    acknowledgements.painted(at(2))
    acknowledgements.painted(at(3))
    acknowledgements.stop()
    vi.advanceTimersByTime(60_000)
    expect(said.map(({ seq }) => seq)).toEqual([1, 2])
  })
})
