import { describe, expect, it } from 'vitest'
import { speeds } from '../time-strip/speeds.ts'
import { playedInstant } from './play-clock-state.ts'

describe(playedInstant, () => {
  it.each(speeds)('moves %s times as fast as the clock of the page', (speed) => {
    const clock = { from: 50_000, startedAt: 700, speed }
    expect(playedInstant(clock, 700, Infinity)).toEqual({ at: 50_000, hasEnded: false })
    expect(playedInstant(clock, 3_200, Infinity)).toEqual({ at: 50_000 + 2_500 * speed, hasEnded: false })
  })

  it('depends on the clock and not on the number of steps', () => {
    const clock = { from: 0, startedAt: 0, speed: 60 } as const
    playedInstant(clock, 100, Infinity)
    expect(playedInstant(clock, 9_000, Infinity).at).toBe(540_000)
  })

  it('stops at the last recorded instant', () => {
    const clock = { from: 0, startedAt: 0, speed: 100 } as const
    expect(playedInstant(clock, 9, 1_000)).toEqual({ at: 900, hasEnded: false })
    expect(playedInstant(clock, 10, 1_000)).toEqual({ at: 1_000, hasEnded: true })
    expect(playedInstant(clock, 60_000, 1_000)).toEqual({ at: 1_000, hasEnded: true })
  })
})
