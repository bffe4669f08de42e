import { describe, expect, it } from 'vitest'
import { judgeSilence, lookEveryMs } from './liveness.ts'

/** Looks at a connection that answers pings for a while and then no more; gives pings sent and when it was ended. */
function watch(answersUntil: number, heardAlsoAt: readonly number[] = []) {
  let heardAt = 0
  const pings: number[] = []
  for (let now = lookEveryMs; now <= 20 * lookEveryMs; now += lookEveryMs) {
    heardAt = Math.max(heardAt, ...heardAlsoAt.filter((at) => at < now))
    const verdict = judgeSilence(now - heardAt)
    if (verdict === 'end it') return { pings, endedAt: now }
    if (verdict === 'leave it') continue
    pings.push(now)
    if (now <= answersUntil) heardAt = now + 3
  }
  return { pings, endedAt: undefined }
}

describe(judgeSilence, () => {
  it('pings a connection that says nothing at every look, and leaves it alone as long as it answers', () => {
    const { pings, endedAt } = watch(Infinity)
    expect(pings.length).toBe(20)
    expect(endedAt).toBeUndefined()
  })

  it('pings nobody who is heard all the time', () => {
    const acknowledgements = Array.from({ length: 200 }, (_, index) => index * 2_000)
    expect(watch(Infinity, acknowledgements)).toEqual({ pings: [], endedAt: undefined })
  })

  it('ends one that went without a word within 50 seconds of the last word', () => {
    for (const lastHeard of [1, 6_000, 8_000, 14_999]) {
      const { endedAt = Infinity } = watch(0, [lastHeard])
      expect(endedAt - lastHeard).toBeGreaterThan(35_000)
      expect(endedAt - lastHeard).toBeLessThanOrEqual(50_000)
    }
  })
})
