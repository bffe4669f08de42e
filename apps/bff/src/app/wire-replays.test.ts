import { afterEach, expect, it, vi } from 'vitest'
import { wireReplays } from './wire-replays.ts'

afterEach(() => {
  vi.useRealTimers()
})

it('wakes the server for no replay while none plays', () => {
  vi.useFakeTimers()
  const replays = wireReplays({
    history: undefined,
    feeds: { find: () => undefined, serviceFeed: () => undefined },
    boards: { find: () => Promise.resolve(undefined) },
    build: 'test',
    clocks: { monotonic: () => 0, wall: () => 0 },
    logError: () => undefined,
  })
  expect(vi.getTimerCount()).toBe(0)
  replays.close()
})
