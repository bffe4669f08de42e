import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBacklog } from './backlog.ts'
import { frameOf } from './frame.ts'

const frame = frameOf({ type: 'speaker', isSpeaker: false })

describe(createBacklog, () => {
  it('[R5] returns a chain from any position that it covers to the latest flush, and undefined for all others', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 150 })
    fc.assert(
      fc.property(lengths, fc.nat({ max: 600 }), (spans, start) => {
        const backlog = createBacklog()
        let latest = 0
        const prevs: number[] = []
        for (const span of spans) {
          prevs.push(latest)
          backlog.add({ prev: latest, seq: latest + span, at: 0, frame })
          latest += span
        }
        const seq = start % (latest + 1)
        const missed = backlog.since(seq, latest)
        const oldest = prevs.slice(-64)[0] ?? 0
        expect(missed !== undefined).toBe(seq >= oldest)
        let own = seq
        for (const flush of missed ?? []) {
          expect(flush.prev).toBeLessThanOrEqual(own)
          expect(flush.seq).toBeGreaterThan(own)
          own = flush.seq
        }
        if (missed !== undefined) expect(own).toBe(latest)
      }),
    )
  })

  it('[R5] covers only the latest position after it was cleared', () => {
    const backlog = createBacklog()
    backlog.add({ prev: 0, seq: 3, at: 0, frame })
    backlog.clear()
    expect(backlog.since(2, 3)).toBeUndefined()
    expect(backlog.since(3, 3)).toEqual([])
  })
})
