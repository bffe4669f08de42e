import { describe, expect, it } from 'vitest'
import { asked, firstPulse, frameLost, pulseCheck, statisticsCame, type Pulse } from './pulse-state.ts'

const limits = { probeAfterMs: 10_000, probeTimeoutMs: 5_000 }
const check = (pulse: Pulse, now: number) => pulseCheck(pulse, now, limits)
const changes = (pulse: Pulse, now: number, timeStamp: number | null = now) =>
  statisticsCame(pulse, { isFull: false, timeStamp, now })
const full = (pulse: Pulse, now: number) => statisticsCame(pulse, { isFull: true, timeStamp: now, now })

/** Full statistics were asked for at 0 and came at 1. */
const whole = full(asked(firstPulse(0), 0), 1)

describe(pulseCheck, () => {
  it('asks after ten silent seconds, and gives the connection up when nothing answers', () => {
    expect(check(whole, 10_000)).toBe('alive')
    expect(check(whole, 10_001)).toBe('ask')
    const probing = asked(whole, 10_001)
    expect(check(probing, 15_000)).toBe('alive')
    expect(check(probing, 15_001)).toBe('dead')
    expect(check(full(probing, 15_000), 16_000)).toBe('alive')
  })

  it('asks again when changes come and full statistics do not, with growing pauses, and never gives up', () => {
    let pulse = asked(firstPulse(0), 0)
    const askedAt: number[] = []
    for (let now = 0; now <= 300_000; now += 1_000) {
      pulse = changes(pulse, now)
      expect(check(pulse, now)).not.toBe('dead')
      if (check(pulse, now) !== 'ask') continue
      askedAt.push(now)
      pulse = asked(pulse, now)
    }
    expect(askedAt).toEqual([5_000, 15_000, 35_000, 75_000, 135_000, 195_000, 255_000])
  })

  it('asks when a frame could not be read, but not for each of many', () => {
    const doubtful = frameLost(whole)
    expect(check(doubtful, 4_000)).toBe('alive')
    expect(check(doubtful, 5_000)).toBe('ask')
    const again = frameLost(full(asked(doubtful, 5_000), 5_010))
    expect(check(again, 9_000)).toBe('alive')
    expect(check(again, 10_000)).toBe('ask')
  })

  it('asks when a frame is older than the one before it', () => {
    const inOrder = changes(changes(whole, 100, 100), 200, 100)
    expect(check(inOrder, 6_000)).toBe('alive')
    expect(check(changes(inOrder, 300, 99), 6_000)).toBe('ask')
    expect(check(changes(inOrder, 300, null), 6_000)).toBe('alive')
  })
})
