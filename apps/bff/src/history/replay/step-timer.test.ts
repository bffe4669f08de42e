import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { stepEveryMs } from './replay-run.ts'
import { createStepTimer } from './step-timer.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe(createStepTimer, () => {
  it('wakes nobody before something plays, nor after it has ended', () => {
    let isPlaying = true
    const tick = vi.fn()
    const timer = createStepTimer({ tick, isPlaying: () => isPlaying })
    expect(vi.getTimerCount()).toBe(0)
    timer.start()
    timer.start()
    vi.advanceTimersByTime(3 * stepEveryMs)
    expect(tick).toHaveBeenCalledTimes(3)
    isPlaying = false
    vi.advanceTimersByTime(stepEveryMs)
    expect(vi.getTimerCount()).toBe(0)
    expect(tick).toHaveBeenCalledTimes(4)
  })

  it('runs again for the next one', () => {
    let isPlaying = false
    const tick = vi.fn()
    const timer = createStepTimer({ tick, isPlaying: () => isPlaying })
    timer.start()
    vi.advanceTimersByTime(stepEveryMs)
    isPlaying = true
    timer.start()
    vi.advanceTimersByTime(2 * stepEveryMs)
    expect(tick).toHaveBeenCalledTimes(3)
    timer.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
