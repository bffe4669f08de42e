import type { CoverageSpan } from '@wallboard/relay/coverage'
import type { HistoryCoverage } from '@wallboard/relay/rest/history'
import type { FeedName, HistoryStore } from '../store/history-store.ts'

/** Joins neighbours of one kind: the recorder closes a span with each flush and at midnight. */
export function joinedSpans(spans: readonly CoverageSpan[]): CoverageSpan[] {
  const joined: CoverageSpan[] = []
  for (const span of spans) {
    const last = joined.at(-1)
    if (last?.kind === span.kind && last.endsAt === span.startsAt)
      joined[joined.length - 1] = { ...last, endsAt: span.endsAt }
    else joined.push(span)
  }
  return joined
}

/**
 * When each recorded data source of a feed was live in `[from, to)`, epoch milliseconds of the recording clock. A feed
 * that was never recorded has no sources.
 *
 * @throws StorageError when the files cannot be read
 */
export async function readCoverage(
  store: HistoryStore,
  name: FeedName,
  from: number,
  to: number,
): Promise<HistoryCoverage> {
  const feed = await store.findFeed(name)
  if (feed === undefined) return { recorded: null, sources: [] }
  const dataSources = [...(await store.coveredUntil(feed)).keys()]
  const sources = await Promise.all(
    dataSources.map(async (dataSource) => ({
      dataSource,
      spans: joinedSpans(await store.coverage(feed, dataSource, from, to)),
    })),
  )
  return { recorded: (await store.extent(feed)) ?? null, sources }
}
