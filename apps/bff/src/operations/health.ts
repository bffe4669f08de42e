import { wallOffsetMs, type Clocks, type Link } from '@wallboard/relay'
import type { HistoryStatus } from './history-metrics.ts'
import { freshnessOf, type Freshness } from '@wallboard/statistics'

interface LinkedFeed {
  readonly link: () => Link
}

/** The health of a feed for administrators and monitors. Its instants are epoch milliseconds of the wall clock. */
export interface FeedHealth {
  readonly freshness: Freshness
  readonly state: Link['state']
  readonly since: number
  readonly confirmedAt: number | null
  readonly confirmedAgeMs: number | null
}

/** When the oldest data source was confirmed; null while a data source has never been confirmed. */
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
  const freshness = freshnessOf({ isLinkUp: state === 'up', confirmedAt: confirmedAt ?? undefined, now })
  const offsetMs = wallOffsetMs(clocks)
  return {
    freshness,
    state,
    since: since + offsetMs,
    confirmedAt: confirmedAt === null ? null : confirmedAt + offsetMs,
    confirmedAgeMs: confirmedAt === null ? null : now - confirmedAt,
  }
}

/** Ready when the feed of the service account is live; without one, when every feed of a signed-in person is. */
export function isReady(
  feeds: { readonly all: readonly LinkedFeed[]; readonly serviceFeed: LinkedFeed | undefined },
  clocks: Clocks,
): boolean {
  const relevant = feeds.serviceFeed === undefined ? feeds.all : [feeds.serviceFeed]
  return relevant.length > 0 && relevant.every((feed) => feedHealth(feed, clocks).freshness === 'live')
}

/** The health of the server, read at each request. */
export interface Health {
  readonly feeds: () => FeedHealth[]
  readonly report: () => { readonly isReady: boolean; readonly detail: Readonly<Record<string, unknown>> }
}

export function createHealth(deps: {
  readonly feeds: {
    readonly all: () => readonly LinkedFeed[]
    readonly serviceFeed: () => { readonly feed: LinkedFeed } | undefined
  }
  readonly clocks: Clocks
  readonly build: string
  readonly clientCount: () => number
  /** Undefined with `HISTORY=off`. */
  readonly history: () => HistoryStatus | undefined
}): Health {
  const { feeds, clocks, build } = deps
  const allHealth = () => feeds.all().map((feed) => feedHealth(feed, clocks))
  return {
    feeds: allHealth,
    report: () => ({
      isReady: isReady({ all: feeds.all(), serviceFeed: feeds.serviceFeed()?.feed }, clocks),
      detail: {
        ...{ build, clients: deps.clientCount(), feeds: allHealth() },
        history: deps.history() ?? null,
      },
    }),
  }
}
