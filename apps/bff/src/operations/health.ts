import { wallOffsetMs, type Clocks, type Link } from '@wallboard/relay'
import { freshnessOf, type Freshness } from '@wallboard/statistics'
import { clusterView } from './cluster-view.ts'
import type { ClusterStatus } from './cluster-status.ts'
import type { HistoryStatus } from './history-metrics.ts'
import { readiness, type Readiness, type WatchedFeed } from './readiness.ts'

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

/** The feeds that decide whether the server is ready: that of the service account; without one, all feeds. */
export function watchedFeeds(
  feeds: { readonly all: readonly LinkedFeed[]; readonly serviceFeed: LinkedFeed | undefined },
  clocks: Clocks,
): WatchedFeed[] {
  const watched = feeds.serviceFeed === undefined ? feeds.all : [feeds.serviceFeed]
  return watched.map((feed) => ({
    freshness: feedHealth(feed, clocks).freshness,
    since: feed.link().since,
  }))
}

/** The health of the server at one moment. */
export interface HealthReport extends Readiness {
  /** For administrators and monitors. */
  readonly detail: Readonly<Record<string, unknown>>
}

/** The health of the server, read at each request. */
export interface Health {
  readonly feeds: () => FeedHealth[]
  readonly report: (server: { readonly isDraining: boolean }) => HealthReport
}

export function createHealth(deps: {
  readonly feeds: {
    readonly all: () => readonly LinkedFeed[]
    readonly serviceFeed: () => { readonly feed: LinkedFeed } | undefined
  }
  readonly hasServiceAccount: boolean
  readonly clocks: Clocks
  readonly build: string
  readonly clientCount: () => number
  /** Undefined with `HISTORY=off`. */
  readonly history: () => HistoryStatus | undefined
  /** Undefined on a single node. */
  readonly cluster: () => ClusterStatus | undefined
}): Health {
  const { feeds, clocks, build } = deps
  const allHealth = () => feeds.all().map((feed) => feedHealth(feed, clocks))
  return {
    feeds: allHealth,
    report({ isDraining }) {
      const cluster = deps.cluster()
      return {
        ...readiness({
          ...{ now: clocks.monotonic(), isDraining, cluster, hasServiceAccount: deps.hasServiceAccount },
          feeds: watchedFeeds({ all: feeds.all(), serviceFeed: feeds.serviceFeed()?.feed }, clocks),
        }),
        detail: {
          ...{ build, clients: deps.clientCount(), feeds: allHealth() },
          history: deps.history() ?? null,
          ...(cluster === undefined ? {} : { cluster: clusterView(cluster, clocks) }),
        },
      }
    },
  }
}
