import type { Link } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import { feedHealth, watchedFeeds } from './health.ts'
import { readiness } from './readiness.ts'

const clocks = { monotonic: () => 100_000, wall: () => 5_100_000 }
const link: Link = {
  state: 'up',
  since: 1_000,
  reason: null,
  confirmedAt: 99_000,
  unconfirmed: [],
  unreadLists: [],
  domainOffsetMs: 0,
}
const feedOf = (changed: Partial<Link>) => ({ link: () => ({ ...link, ...changed }) })

describe(feedHealth, () => {
  it('takes the age of the oldest data source, in time of day', () => {
    const old = feedOf({ unconfirmed: [{ dataSource: 'AGENT_STATE', confirmedAt: 30_000 }] })
    expect(feedHealth(old, clocks)).toMatchObject({ freshness: 'stale', confirmedAt: 5_030_000 })
    expect(feedHealth(feedOf({}), clocks)).toMatchObject({ freshness: 'live', confirmedAgeMs: 1_000 })
    const never = feedOf({ unconfirmed: [{ dataSource: 'AGENT_STATE', confirmedAt: null }] })
    expect(feedHealth(never, clocks)).toMatchObject({ freshness: 'down', confirmedAt: null })
  })

  it('is ready only while every data source was confirmed recently', () => {
    const statusOf = (feeds: Parameters<typeof watchedFeeds>[0]) =>
      readiness({
        now: 0,
        isDraining: false,
        hasServiceAccount: false,
        feeds: watchedFeeds(feeds, clocks),
        cluster: undefined,
      }).status
    expect(statusOf({ all: [feedOf({})], serviceFeed: undefined })).toBe('live')
    const old = feedOf({ unconfirmed: [{ dataSource: 'AGENT_STATE', confirmedAt: 30_000 }] })
    expect(statusOf({ all: [feedOf({}), old], serviceFeed: undefined })).toBe('not live')
    // With a service account only its feed counts.
    expect(statusOf({ all: [feedOf({}), old], serviceFeed: feedOf({}) })).toBe('live')
  })
})
