import type { CoverageSpan } from '@wallboard/relay/coverage'
import { describe, expect, it } from 'vitest'
import { damagedAt } from './damaged-spans.ts'

/** Damaged for the first 40 ms of each 100 ms, then live. */
const spans = (count: number, onRead: () => void = () => undefined): CoverageSpan[] =>
  Array.from({ length: count }, (_, index) => {
    const startsAt = index * 100
    const damaged: CoverageSpan = {
      kind: 'damaged',
      get startsAt() {
        onRead()
        return startsAt
      },
      endsAt: startsAt + 40,
    }
    return [damaged, { kind: 'live' as const, startsAt: startsAt + 40, endsAt: startsAt + 100 }]
  }).flat()

describe('damaged spans', () => {
  it('contain their start and not their end', () => {
    const isDamaged = damagedAt(spans(3))
    const instants = [-1, 0, 39, 40, 99, 100, 139, 140, 200, 239, 240, 300, 1_000]
    expect(instants.filter(isDamaged)).toEqual([0, 39, 100, 139, 200, 239])
    expect(damagedAt([])(0)).toBe(false)
  })

  it('are found without looking through all of them for each instant', () => {
    let reads = 0
    const isDamaged = damagedAt(spans(4_096, () => (reads += 1)))
    for (let at = 0; at < 409_600; at += 100) expect(isDamaged(at)).toBe(true)
    expect(reads / 4_096).toBeLessThanOrEqual(13)
  })
})
