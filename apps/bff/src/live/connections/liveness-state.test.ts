import { describe, expect, it } from 'vitest'
import { checkEveryMs, checkLiveness, excuseSilence, heard, wasStalled } from './liveness-state.ts'

/** Checks a connection that answers pings until `answersUntil`. Returns the pings and when it was dead. */
function watch(answersUntil: number, alsoHeardAt: readonly number[] = []) {
  let liveness = heard(0)
  const pings: number[] = []
  for (let now = checkEveryMs; now <= 300_000; now += checkEveryMs) {
    const last = Math.max(...alsoHeardAt.filter((at) => at < now))
    if (last > liveness.heardAt) liveness = heard(last)
    const checked = checkLiveness(liveness, now)
    liveness = checked.liveness
    if (checked.verdict === 'dead') return { pings, endedAt: now }
    if (checked.verdict === 'alive') continue
    pings.push(now)
    if (now <= answersUntil) liveness = heard(now)
  }
  return { pings, endedAt: undefined }
}

describe(checkLiveness, () => {
  it('pings a silent connection every 15 s, which lives as long as it answers', () => {
    expect(watch(Infinity)).toEqual({
      pings: Array.from({ length: 20 }, (_, index) => (index + 1) * 15_000),
      endedAt: undefined,
    })
  })

  it('does not ping a connection that sends regularly', () => {
    const acknowledgements = Array.from({ length: 200 }, (_, index) => index * 2_000)
    expect(watch(Infinity, acknowledgements)).toEqual({ pings: [], endedAt: undefined })
  })

  it('considers a silent connection dead 35 s after it was last heard, after two pings', () => {
    for (const lastHeard of [1, 6_000, 8_000, 14_999]) {
      const { pings, endedAt = Infinity } = watch(0, [lastHeard])
      expect(pings).toHaveLength(2)
      expect(endedAt - lastHeard).toBeGreaterThanOrEqual(35_000)
      expect(endedAt - lastHeard).toBeLessThanOrEqual(36_000)
    }
  })
})

describe(excuseSilence, () => {
  it('pings first when this process was stalled for 40 s; a peer that stays silent is dead 20 s later', () => {
    expect(wasStalled(5_000, 45_000)).toBe(true)
    const excused = excuseSilence(heard(4_000), 45_000)
    const checked = checkLiveness(excused, 45_000)
    expect(checked.verdict).toBe('ping')
    expect(checkLiveness(checked.liveness, 64_000).verdict).not.toBe('dead')
    expect(checkLiveness(checked.liveness, 65_000).verdict).toBe('dead')
  })

  it('does not count a check that is a little late as a stall', () => {
    expect(wasStalled(5_000, 6_000)).toBe(false)
    expect(wasStalled(5_000, 8_000)).toBe(false)
  })
})
