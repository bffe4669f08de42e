import { describe, expect, it } from 'vitest'
import { createFeedLink } from './feed-link.ts'

describe(createFeedLink, () => {
  it('says since when the connection is lost, also after attempts that failed, and anew when it is lost again', () => {
    let now = 0
    const link = createFeedLink({ now: () => now, domainOffsetMs: () => undefined, changed: () => undefined })
    const sinceAfter = (at: number, state: 'connecting' | 'up' | 'down') => {
      now = at
      link.statusChanged({ state, reason: null })
      return link.current().since
    }
    expect(sinceAfter(1, 'up')).toBe(1)
    expect(sinceAfter(10, 'down')).toBe(10)
    expect(sinceAfter(20, 'connecting')).toBe(20)
    expect(sinceAfter(30, 'down')).toBe(10)
    expect(sinceAfter(40, 'up')).toBe(40)
    expect(sinceAfter(50, 'down')).toBe(50)
  })
})
