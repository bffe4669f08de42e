import type { HistoryTrends, RecordedPoint, TrendBandReply } from '@wallboard/relay/rest/history-trends'
import type { GapTracker } from './gap-tracker.ts'
import type { QueueStatisticsStore } from './queue-statistics-store.ts'
import { inWindow, mergedPoints, mergedSparkLine, recordedPoints } from './trend-series-state.ts'
import type { TrendBand, TrendPoint, TrendStore } from './trend-store.ts'

/** The recorder writes every ten seconds: by then it has written what happened before the screen was live. */
const afterFlushMs = 15_000
const failedRetryMs = 30_000
/** Recorded minutes replace the screen's own samples, which it lacks while its machine sleeps. */
const refreshMs = 600_000
/** After this many replies without the time before the screen was live, the recorder does not run. */
const maxTries = 4

/** Fills trends and spark lines with what the server recorded, whenever the screen has become live. */
export interface PastTrends {
  /** Called a few times a second. */
  readonly tick: () => void
  readonly stop: () => void
}

/** What was recorded one week ago, without its gaps, by the clock of the page. */
function pastWeek(
  points: readonly RecordedPoint[],
  bucketMs: number,
  epochOffsetMs: number,
): readonly TrendPoint[] {
  const last = points[points.length - 1]
  if (last === undefined) return []
  return recordedPoints({ points, bucketMs, gaps: [], until: last[0] + bucketMs }).map(({ at, value }) => ({
    at: at - epochOffsetMs,
    value,
  }))
}

/** A band by the clock of the page. */
const bandOf = ({ weeks, points }: TrendBandReply, epochOffsetMs: number): TrendBand => ({
  weeks,
  points: points.map(([centre, low, high]) => ({ at: centre - epochOffsetMs, low, high })),
})

export function createPastTrends(deps: {
  readonly statistics: QueueStatisticsStore
  readonly trend: TrendStore
  readonly gaps: Pick<GapTracker, 'recorded'>
  readonly fetchTrends: () => Promise<HistoryTrends>
  /** How much time a trend of the board shows, by its key. */
  readonly spanOf: (key: string) => number | undefined
}): PastTrends {
  const { statistics, trend } = deps
  let liveSince: number | undefined
  let nextAt = -Infinity
  let tries = 0
  let isLoading = false
  let isStopped = false

  /** Merges a reply; the result is the end of what is recorded, by the screen's clock. */
  function apply({ until, bucketMs, gaps, trends, sparkLines, usual }: HistoryTrends): number {
    if (until === null) return -Infinity
    const { serverNow, screenNow, wallOffsetMs } = statistics.status.getState()
    const epochOffsetMs = wallOffsetMs + serverNow - screenNow
    const recorded = (points: HistoryTrends['trends'][number]['points']) =>
      recordedPoints({ points, bucketMs, gaps, until }).map((point) => ({
        ...point,
        at: point.at - epochOffsetMs,
      }))
    const end = until - epochOffsetMs
    for (const { key, points, lastWeek, band } of trends) {
      const spanMs = deps.spanOf(key)
      if (spanMs === undefined) continue
      trend.of(key).setState((shown) => ({
        points: inWindow(mergedPoints(recorded(points), end, shown.points, screenNow), screenNow - spanMs),
        lastWeek: lastWeek === undefined ? [] : pastWeek(lastWeek, bucketMs, epochOffsetMs),
        band: band && bandOf(band, epochOffsetMs),
        epochOffsetMs,
      }))
    }
    deps.gaps.recorded(gaps, until)
    for (const { key, band } of usual) trend.of(key).setState({ band: bandOf(band, epochOffsetMs) })
    for (const { queue, points } of sparkLines) {
      const tile = statistics.tile(queue)
      tile?.setState(({ history }) => ({
        history: mergedSparkLine(recorded(points), end, history, screenNow),
      }))
    }
    return end
  }

  function loaded(reply: HistoryTrends): void {
    if (isStopped) return
    const now = statistics.screenNow()
    const isWhole = apply(reply) >= (liveSince ?? now)
    tries += 1
    nextAt = now + (isWhole || tries >= maxTries ? refreshMs : afterFlushMs)
  }

  function load(): void {
    isLoading = true
    deps
      .fetchTrends()
      .then(loaded)
      .catch(() => {
        nextAt = statistics.screenNow() + failedRetryMs // the trends go on without their past
      })
      .finally(() => {
        isLoading = false
      })
  }

  return {
    tick() {
      const { freshness, screenNow } = statistics.status.getState()
      if (freshness !== 'live') {
        liveSince = undefined
        return
      }
      if (liveSince === undefined) {
        liveSince = screenNow
        tries = 0
        nextAt = -Infinity
      }
      if (!isLoading && screenNow >= nextAt) load()
    },
    stop() {
      isStopped = true
    },
  }
}
