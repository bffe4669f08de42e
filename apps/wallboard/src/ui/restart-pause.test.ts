import { describe, expect, it } from 'vitest'
import { nextRestartPauseMs } from './restart-pause.ts'

function createStorage(stored = '') {
  return {
    getItem: () => stored,
    setItem: (_key: string, value: string) => {
      stored = value
    },
  }
}

describe(nextRestartPauseMs, () => {
  it('doubles from 15 seconds to five minutes while the page keeps failing', () => {
    const storage = createStorage()
    const pauses = [0, 1, 2, 3, 4, 5].map((failure) =>
      nextRestartPauseMs(1_000_000 + failure * 300_000, storage),
    )
    expect(pauses).toEqual([15_000, 30_000, 60_000, 120_000, 240_000, 300_000])
  })

  it('starts again at 15 seconds after ten minutes without a failure, and after the clock was set back', () => {
    const storage = createStorage()
    nextRestartPauseMs(1_000_000, storage)
    expect(nextRestartPauseMs(1_600_000, storage)).toBe(15_000)
    expect(nextRestartPauseMs(1_000_000, storage)).toBe(15_000)
  })

  it('ignores a stored value that it did not write', () => {
    expect(nextRestartPauseMs(1_000, createStorage('many never'))).toBe(15_000)
  })
})
