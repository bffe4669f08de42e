import { describe, expect, it } from 'vitest'
import { handled, initialPosting, maxOutstanding, maxStallMs, posted } from './posting-state.ts'

describe('what is posted to the writing thread', () => {
  it('is shed beyond the limit, until all of it is handled', () => {
    const full = posted(initialPosting(0), maxOutstanding, 0)
    expect(full.isShedding).toBe(false)
    const beyond = posted(full, 1, 0)
    expect(beyond.isShedding).toBe(true)
    const half = handled(beyond, maxOutstanding / 2, 1)
    expect(half.isShedding).toBe(true)
    expect(handled(half, maxOutstanding / 2 + 1, 2)).toMatchObject({ isShedding: false, outstanding: 0 })
  })

  it('is shed while the thread has handled nothing for a minute', () => {
    const waiting = posted(initialPosting(0), 10, 1_000)
    expect(posted(waiting, 10, 1_000 + maxStallMs).isShedding).toBe(false)
    expect(posted(waiting, 10, 1_001 + maxStallMs).isShedding).toBe(true)
  })

  it('is not shed after a long time without changes', () => {
    const idle = handled(posted(initialPosting(0), 10, 0), 10, 1)
    expect(posted(idle, 10, 10 * maxStallMs).isShedding).toBe(false)
  })
})
