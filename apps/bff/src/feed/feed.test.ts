import type { LiveNotice } from '@wallboard/five9'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFeed } from './feed.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe(createFeed, () => {
  it('reads the names of the queues again when that failed', async () => {
    let tell: (notice: LiveNotice) => void = () => undefined
    let reads = 0
    const feed = createFeed({
      epoch: 'e',
      now: Date.now,
      log: () => undefined,
      client: {
        supervisor: {
          DomainQueues: () => {
            reads += 1
            return reads === 1
              ? Promise.reject(new Error('no answer'))
              : Promise.resolve([{ id: '1', name: 'Sales' }])
          },
          DomainUsers: () => Promise.resolve([]),
          DomainCampaigns: () => Promise.resolve([]),
          NotReadyReasonCodes: () => Promise.resolve([]),
          LogoutReasonCodes: () => Promise.resolve([]),
          ReasonCodes: () => Promise.resolve([]),
        },
      },
      session: {
        start: () => undefined,
        stop: () => Promise.resolve(),
        on: (listener) => {
          tell = listener
          return () => undefined
        },
        hold: () => undefined,
        release: () => undefined,
      },
    })
    tell({ type: 'condition', condition: { state: 'up', reason: null } })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(feed.queues()).toEqual([])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(feed.queues()).toEqual([{ id: '1', name: 'Sales' }])
    await feed.stop()
  })
})
