import { maxWaitMs } from '@wallboard/history'
import { describe, expect, it } from 'vitest'
import { afterClockStep, feedInstant, isAhead, startFeedClock } from './feed-clock-state.ts'

const dayMs = 86_400_000

describe('the clock of a feed', () => {
  it('is the recording clock where nothing is stored beyond it', () => {
    const clock = startFeedClock(1_000_000, -Infinity)
    expect([feedInstant(clock, 1_000_500), isAhead(clock, 1_000_000)]).toEqual([1_000_500, false])
  })

  it('waits for a short time until the recording clock has passed what is stored', () => {
    const clock = startFeedClock(1_000_000, 1_000_000 + maxWaitMs)
    expect(feedInstant(clock, 1_010_000)).toBe(1_000_000 + maxWaitMs)
    expect(feedInstant(clock, 1_000_001 + maxWaitMs)).toBe(1_000_001 + maxWaitMs)
    expect(isAhead(clock, 1_000_000)).toBe(true)
  })

  it('continues what is stored far beyond it, until the wall clock is set beyond that', () => {
    const clock = startFeedClock(1_000_000, 1_000_000 + dayMs)
    expect(feedInstant(clock, 1_000_000)).toBe(1_001_000 + dayMs)
    expect(feedInstant(clock, 1_060_000)).toBe(1_061_000 + dayMs)
    expect(afterClockStep(clock, 2_000_000)).toBe(clock)
    const set = afterClockStep(clock, 1_000_000 + 2 * dayMs)
    expect(feedInstant(set, 1_000_500 + 2 * dayMs)).toBe(1_000_500 + 2 * dayMs)
  })
})
