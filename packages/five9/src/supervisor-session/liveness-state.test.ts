import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  answerUnusable,
  refreshRequested,
  initialLiveness,
  frameDropped,
  moveBegan,
  nextLivenessAction,
  stalled,
  statisticsArrived,
  timePassed,
  verificationRequested,
  type Liveness,
} from './liveness-state.ts'

const limits = { probeAfterMs: 10_000, probeTimeoutMs: 5_000, verifyEveryMs: 60_000 }
const check = (liveness: Liveness, now: number) => nextLivenessAction(liveness, now, limits)
const changes = (liveness: Liveness, now: number, timeStamp: number | null = now) =>
  statisticsArrived(liveness, { isFull: false, timeStamp, now })
const full = (liveness: Liveness, now: number) =>
  statisticsArrived(liveness, { isFull: true, timeStamp: now, now })

/** Full statistics were requested at 0 and arrived at 1. */
const whole = full(refreshRequested(initialLiveness(0), 0), 1)

describe(nextLivenessAction, () => {
  it('requests statistics after ten silent seconds, and ends the connection without an answer', () => {
    expect(check(whole, 10_000)).toBe('alive')
    expect(check(whole, 10_001)).toBe('ask')
    const probing = refreshRequested(whole, 10_001)
    expect(check(probing, 15_000)).toBe('alive')
    expect(check(probing, 15_001)).toBe('dead')
    expect(check(full(probing, 15_000), 16_000)).toBe('alive')
  })

  it('requests again when increments arrive without full statistics, with growing pauses, and does not end the connection', () => {
    let liveness = refreshRequested(initialLiveness(0), 0)
    const askedAt: number[] = []
    for (let now = 0; now <= 300_000; now += 1_000) {
      liveness = changes(liveness, now)
      expect(check(liveness, now)).not.toBe('dead')
      if (check(liveness, now) !== 'ask') continue
      askedAt.push(now)
      liveness = refreshRequested(liveness, now)
    }
    expect(askedAt).toEqual([5_000, 15_000, 35_000, 75_000, 135_000, 195_000, 255_000])
  })

  it('requests statistics when a frame could not be read, but not once per frame', () => {
    const doubtful = frameDropped(whole)
    expect(check(doubtful, 4_000)).toBe('alive')
    expect(check(doubtful, 5_000)).toBe('ask')
    const again = frameDropped(full(refreshRequested(doubtful, 5_000), 5_010))
    expect(check(again, 9_000)).toBe('alive')
    expect(check(again, 10_000)).toBe('ask')
  })

  it('requests statistics when a frame is older than its predecessor', () => {
    const inOrder = changes(changes(whole, 100, 100), 200, 100)
    expect(check(inOrder, 6_000)).toBe('alive')
    expect(check(changes(inOrder, 300, 99), 6_000)).toBe('ask')
    expect(check(changes(inOrder, 300, null), 6_000)).toBe('alive')
  })
})

describe('the verification of what increments have made of full statistics', () => {
  /** Increments each second until `until`, and what is done at each check but nothing. */
  function busy(liveness: Liveness, from: number, until: number, requested: typeof verificationRequested) {
    const actions: [number, string][] = []
    for (let now = from; now <= until; now += 1_000) {
      liveness = changes(liveness, now)
      const action = check(liveness, now)
      if (action === 'alive') continue
      actions.push([now, action])
      liveness = requested(liveness, now)
    }
    return { actions, liveness }
  }

  it('[row 51] is requested each minute while increments arrive', () => {
    const answered = (liveness: Liveness, now: number) => full(verificationRequested(liveness, now), now)
    expect(busy(whole, 1_000, 150_000, answered).actions).toEqual([
      [61_000, 'verify'],
      [121_000, 'verify'],
    ])
  })

  it('is requested again, with growing pauses, while it is not answered, and breaks no chain', () => {
    const { actions, liveness } = busy(whole, 1_000, 150_000, verificationRequested)
    expect(actions).toEqual([61_000, 66_000, 76_000, 96_000, 136_000].map((at) => [at, 'verify']))
    expect(changes(liveness, 151_000).broken).toBeNull()
    expect(timePassed(liveness, 151_000).broken).toBeNull()
  })

  it('gives way to a request because of silence, which is one again', () => {
    const verifying = verificationRequested(changes(whole, 61_000), 61_000)
    expect(check(verifying, 71_000)).toBe('ask')
    const probing = refreshRequested(verifying, 71_000)
    expect(check(probing, 76_000)).toBe('dead')
  })
})

describe('the chain of increments', () => {
  const brokenBy = (liveness: Liveness) => liveness.broken

  it('continues while increments arrive in order', () => {
    expect(brokenBy(changes(changes(whole, 100, 100), 200, 100))).toBeNull()
    expect(brokenBy(changes(whole, 300, null))).toBeNull()
  })

  it('[row 1, 11, 17] breaks when a frame cannot be read, is out of order, or the domain begins to move', () => {
    expect(brokenBy(frameDropped(whole))).toBe('unreadable-frame')
    expect(brokenBy(changes(changes(whole, 100, 100), 200, 99))).toBe('out-of-order')
    expect(brokenBy(moveBegan(whole))).toBe('migration')
    expect(check(moveBegan(whole), 5_000)).toBe('ask')
    expect(brokenBy(stalled(whole))).toBe('silence')
    expect(check(stalled(whole), 5_000)).toBe('ask')
  })

  it('[row 23] breaks once when the clock of the domain is set back, and continues with the new clock', () => {
    const setBack = changes(changes(whole, 3_700_000, 3_700_000), 3_701_000, 101_000)
    expect(brokenBy(setBack)).toBe('out-of-order')
    expect(brokenBy(full(setBack, 3_701_100))).toBeNull()
    expect(brokenBy(changes(setBack, 3_702_000, 102_000))).toBeNull()
  })

  it('is not confirmed by an increment before the answer to a silence', () => {
    const probing = refreshRequested(whole, 10_001)
    expect(brokenBy(probing)).toBeNull()
    expect(brokenBy(changes(probing, 10_100))).toBe('silence')
    expect(brokenBy(changes(full(probing, 10_100), 10_200))).toBeNull()
  })

  it('breaks on a gap between time stamps that a stalled process did not notice', () => {
    const before = changes(whole, 5_000, 1_000_000)
    expect(brokenBy(changes(before, 5_001, 1_015_000))).toBeNull()
    const after = changes(before, 5_001, 1_015_001)
    expect(brokenBy(after)).toBe('silence')
    expect(check(after, 15_000)).toBe('ask')
    const all = statisticsArrived(before, { isFull: true, timeStamp: 1_090_000, now: 5_001 })
    expect(brokenBy(all)).toBeNull()
  })

  it('[row 22] breaks when the answer to a silence is late, once', () => {
    const probing = refreshRequested(whole, 10_001)
    expect(brokenBy(timePassed(probing, 12_000))).toBeNull()
    const late = timePassed(probing, 12_001)
    expect(brokenBy(late)).toBe('silence')
    expect(brokenBy(timePassed(late, 13_000))).toBeNull()
    expect(brokenBy(timePassed(full(probing, 10_500), 13_000))).toBeNull()
  })

  it('is requested again, with growing pauses, while the answers are unusable', () => {
    let liveness = refreshRequested(initialLiveness(0), 0)
    const askedAt: number[] = []
    for (let now = 0; now <= 120_000; now += 1_000) {
      liveness = changes(liveness, now)
      if (check(liveness, now) !== 'ask') continue
      askedAt.push(now)
      liveness = answerUnusable(full(refreshRequested(liveness, now), now))
    }
    expect(askedAt).toEqual([5_000, 15_000, 35_000, 75_000])
    expect(check(full(liveness, 130_000), 131_000)).toBe('alive')
  })

  it('[row 22] is never confirmed after a silence before full statistics arrive', () => {
    const step = fc.constantFrom('changes', 'time', 'ask')
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let [liveness, now, isBroken] = [refreshRequested(whole, 10_001), 10_001, false]
        for (const kind of steps) {
          now += 700
          if (kind === 'changes') liveness = changes(liveness, now)
          if (kind === 'time') liveness = timePassed(liveness, now)
          if (kind === 'ask') liveness = refreshRequested(liveness, now)
          isBroken ||= liveness.broken === 'silence'
          // An increment on a chain that is not broken would confirm.
          if (kind === 'changes') expect(isBroken).toBe(true)
        }
      }),
    )
  })
})
