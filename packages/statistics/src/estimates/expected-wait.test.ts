import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectedWait, waitBehind, type ExpectedWaitInputs } from './expected-wait.ts'

const inputs: ExpectedWaitInputs = {
  waiting: 5,
  ready: 0,
  agents: 3,
  handleTime: 312,
  hangUpRate: 1 / 180,
  longestWait: 250,
  recentAnswers: 12,
  isLive: true,
}

describe(waitBehind, () => {
  it('is k + 1 services when nobody gives up, and less when callers do [case R11] [case R12] [case R13]', () => {
    expect(waitBehind(4, 5, 300, 0)).toBeCloseTo(300, 2)
    expect(waitBehind(4, 5, 300, 1 / 600)).toBeCloseTo(253.556, 2)
    expect(waitBehind(4, 5, 300, 1 / 180)).toBeCloseTo(196.714, 2)
    expect(waitBehind(5, 3, 312, 0)).toBeCloseTo(624, 2)
    expect(waitBehind(5, 3, 312, 1 / 180)).toBeCloseTo(314.36, 2)
    expect(waitBehind(2, 1.8333, 300, 0)).toBeCloseTo(490.9, 1)
    expect(waitBehind(2, 1.8333, 300, 1 / 240)).toBeCloseTo(330.2, 1)
  })

  it('grows with callers ahead and falls with agents', () => {
    const positive = (max: number) => fc.double({ min: 0.5, max, noNaN: true })
    fc.assert(
      fc.property(
        fc.nat(200),
        positive(300),
        positive(3_600),
        positive(3_600),
        (ahead, agents, h, patience) => {
          const wait = waitBehind(ahead, agents, h, 1 / patience)
          expect(waitBehind(ahead + 1, agents, h, 1 / patience)).toBeGreaterThan(wait)
          expect(waitBehind(ahead, agents + 1, h, 1 / patience)).toBeLessThan(wait)
          expect(wait).toBeLessThanOrEqual(waitBehind(ahead, agents, h, 0) + 1e-9)
        },
      ),
    )
  })
})

describe(expectedWait, () => {
  it('rounds to a quarter of a minute and returns its inputs', () => {
    expect(expectedWait(inputs)).toEqual({ type: 'known', value: { seconds: 315, method: 'model' }, inputs })
  })

  it('is nothing while more agents are ready than calls wait', () => {
    const result = expectedWait({ ...inputs, waiting: 0, ready: 1, handleTime: undefined, recentAnswers: 0 })
    expect(result).toMatchObject({ value: { seconds: 0, method: 'agents-ready' } })
    expect(expectedWait({ ...inputs, waiting: 1, ready: 1 })).toMatchObject({ value: { method: 'model' } })
  })

  it('is the wait of the first caller when that is more than twice the estimate', () => {
    expect(expectedWait({ ...inputs, longestWait: 628 })).toMatchObject({ value: { method: 'model' } })
    const beyond = expectedWait({ ...inputs, longestWait: 640 })
    expect(beyond).toMatchObject({ value: { seconds: 645, method: 'head-of-line' } })
  })

  it.each([
    ['not-live', { isLive: false }],
    ['no-agents', { agents: undefined }],
    ['too-few-agents', { agents: 0.49 }],
    ['too-few-answers', { recentAnswers: 4 }],
    ['no-handle-time', { handleTime: undefined }],
    ['bad-input', { handleTime: 0 }],
    ['bad-input', { waiting: Number.NaN }],
  ])('is not known: %s', (reason, changed) => {
    expect(expectedWait({ ...inputs, ...changed })).toMatchObject({ type: 'unknown', reason })
  })
})
