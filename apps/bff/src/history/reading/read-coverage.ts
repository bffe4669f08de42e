import type { CoverageSpan } from '@wallboard/relay/coverage'
import type { HistoryCoverage } from '@wallboard/relay/rest/history'
import type { FilledDay } from '../store/filling-table.ts'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import { aheadOfClock } from './clock-ahead.ts'

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

/** A program that fills the past writes more often than this; one that was killed no longer does. */
const fillingEndsAfterMs = 120_000

/** How many days of the demo's past are filled in, while that goes on. */
function fillingOf(days: readonly FilledDay[], now: number): HistoryCoverage['filling'] {
  const done = days.filter(({ until, endsAt }) => until >= endsAt).length
  const writtenAt = Math.max(0, ...days.map(({ updatedAt }) => updatedAt))
  return done === days.length || now - writtenAt > fillingEndsAfterMs ? null : { done, total: days.length }
}

/**
 * When each recorded data source of a feed was live in `[from, to)`, epoch milliseconds of the recording clock. A feed
 * that was never recorded has no sources.
 *
 * @param now the wall clock
 * @throws StorageError when the files cannot be read
 */
export async function readCoverage(
  store: HistoryStore,
  name: FeedName,
  from: number,
  to: number,
  now: number,
): Promise<HistoryCoverage> {
  const feed = await store.findFeed(name)
  if (feed === undefined) return { recorded: null, aheadOfClockMs: 0, filling: null, sources: [] }
  const dataSources = [...(await store.coveredUntil(feed)).keys()]
  const sources = await Promise.all(
    dataSources.map(async (dataSource) => ({
      dataSource,
      spans: joinedSpans(await store.coverage(feed, dataSource, from, to)),
    })),
  )
  const filling = fillingOf(await store.fillingDays(feed), now)
  const recorded = await store.extent(feed)
  return { recorded: recorded ?? null, aheadOfClockMs: aheadOfClock(recorded, now), filling, sources }
}
