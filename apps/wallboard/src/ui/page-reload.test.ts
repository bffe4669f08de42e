import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPageReload } from './page-reload.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp() {
  const served: (boolean | Error)[] = []
  let reloads = 0
  let pauses = 0
  const planReload = createPageReload({
    isPageServed() {
      const answer = served.shift() ?? true
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
    nextPauseMs() {
      pauses += 1
      return 15_000 * pauses
    },
    reload: () => (reloads += 1),
  })
  return { served, planReload, reloads: () => reloads, pauses: () => pauses }
}

describe(createPageReload, () => {
  it('reloads the page once after the pause, however many parts have failed', async () => {
    const { planReload, reloads, pauses } = setUp()
    expect(planReload()).toBe(15_000)
    expect(planReload()).toBe(15_000)
    await vi.advanceTimersByTimeAsync(14_999)
    expect(reloads()).toBe(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reloads()).toBe(1)
    expect(pauses()).toBe(1)
  })

  it('keeps the page while the server does not serve it', async () => {
    const { served, planReload, reloads } = setUp()
    served.push(new Error('no connection'), false)
    planReload()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(reloads()).toBe(0)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(reloads()).toBe(1)
  })
})
