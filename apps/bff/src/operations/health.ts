import { wallOffsetMs, type Clocks, type Link } from '@wallboard/relay'
import { freshnessOf, type Freshness } from '@wallboard/statistics'

interface LinkedFeed {
  readonly link: () => Link
}

/** How a feed stands, for people and monitors: its instants are epoch milliseconds of the wall clock. */
export interface FeedHealth {
  readonly condition: Freshness
  readonly state: Link['state']
  readonly since: number
  readonly confirmedAt: number | null
  readonly confirmedAgeMs: number | null
}

/** A feed is as old as its oldest source; one without complete figures of a source has not been confirmed. */
function oldestConfirmation({ confirmedAt, unconfirmed }: Link): number | null {
  let oldest = confirmedAt
  for (const source of unconfirmed) {
    if (source.confirmedAt === null || oldest === null) return null
    oldest = Math.min(oldest, source.confirmedAt)
  }
  return oldest
}

export function feedHealth(feed: LinkedFeed, clocks: Clocks): FeedHealth {
  const link = feed.link()
  const { state, since } = link
  const confirmedAt = oldestConfirmation(link)
  const now = clocks.monotonic()
  const condition = freshnessOf({ isLinkUp: state === 'up', confirmedAt: confirmedAt ?? undefined, now })
  const offsetMs = wallOffsetMs(clocks)
  return {
    condition,
    state,
    since: since + offsetMs,
    confirmedAt: confirmedAt === null ? null : confirmedAt + offsetMs,
    confirmedAgeMs: confirmedAt === null ? null : now - confirmedAt,
  }
}

/** Ready when the house feed is live; without a house feed, when every feed of a signed-in person is. */
export function isReady(
  feeds: { readonly all: readonly LinkedFeed[]; readonly house: LinkedFeed | undefined },
  clocks: Clocks,
): boolean {
  const counted = feeds.house === undefined ? feeds.all : [feeds.house]
  return counted.length > 0 && counted.every((feed) => feedHealth(feed, clocks).condition === 'live')
}
