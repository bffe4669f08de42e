import { describe, expect, it } from 'vitest'
import { dateFrame, initialClockOffset } from './clock-offset-state.ts'

describe(dateFrame, () => {
  it('takes the quickest frame for the difference of the clocks, and dates a late one back', () => {
    const hour = 3_600_000
    const quick = dateFrame(initialClockOffset, { receivedAt: 1_000 + hour, timeStamp: 1_000 })
    expect(quick.asOf).toBe(1_000 + hour)
    const late = dateFrame(quick.state, { receivedAt: 9_000 + hour, timeStamp: 2_000 })
    expect(late.asOf).toBe(2_000 + hour)
  })

  it('follows a clock that was set, after a while', () => {
    let state = dateFrame(initialClockOffset, { receivedAt: 5_000, timeStamp: 9_000 }).state
    for (let frame = 0; frame < 50; frame += 1)
      state = dateFrame(state, { receivedAt: 6_000, timeStamp: 6_000 }).state
    expect(dateFrame(state, { receivedAt: 7_000, timeStamp: 6_500 }).asOf).toBe(6_500)
  })

  it('never dates a frame later than it came, and takes one without a time stamp as of now', () => {
    expect(dateFrame({ samples: [500] }, { receivedAt: 1_000, timeStamp: 900 }).asOf).toBeLessThanOrEqual(
      1_000,
    )
    expect(dateFrame(initialClockOffset, { receivedAt: 7, timeStamp: null }).asOf).toBe(7)
  })
})
