import type { FeedName } from '../store/history-store.ts'
import type { HistoryReader, RecordingName } from './history-reader.ts'

/** A group is reported again after this time, so that it is not forgotten. */
const reportEveryMs = 3_600_000
/** Groups that are remembered as reported. */
const maxReported = 1_000

type BandQueues = readonly string[] | null

/**
 * A reader that reports the groups of queues whose normal bands are read, so that the half-hours of these groups are
 * stored. Groups of persons' own feeds, which are kept for a day, are not reported.
 *
 * @param monotonic a clock in milliseconds
 */
export function reportingGroups(
  reader: HistoryReader,
  deps: {
    readonly monotonic: () => number
    readonly report: (name: FeedName, groups: readonly (readonly string[])[]) => void
  },
): HistoryReader {
  const reportedAt = new Map<string, number>()

  function isNew(name: FeedName, queues: readonly string[]): boolean {
    const key = JSON.stringify([name.org, name.username, queues])
    const now = deps.monotonic()
    const known = reportedAt.get(key)
    if (known !== undefined && now - known < reportEveryMs) return false
    const [oldest] = reportedAt.keys()
    if (reportedAt.size >= maxReported && oldest !== undefined) reportedAt.delete(oldest)
    reportedAt.delete(key)
    reportedAt.set(key, now)
    return true
  }

  function shown({ name, isPersonal }: RecordingName, subjects: readonly BandQueues[]): void {
    if (isPersonal) return
    const groups = subjects.flatMap((queues) =>
      queues !== null && queues.length > 1 && isNew(name, queues) ? [queues] : [],
    )
    if (groups.length > 0) deps.report(name, groups)
  }

  return {
    ...reader,
    trends(request) {
      const ofTrends = request.trends.filter(({ withBand, isFloor }) => withBand && !isFloor)
      shown(
        request,
        [...ofTrends, ...request.usual].map(({ queues }) => queues),
      )
      return reader.trends(request)
    },
    band(request) {
      shown(request, [request.queues])
      return reader.band(request)
    },
  }
}
