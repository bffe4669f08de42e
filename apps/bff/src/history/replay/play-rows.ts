import { boardDataOf, createBoardMetrics, type BoardMetrics } from '@wallboard/boards'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { createQueueStatistics, createStatistics } from '@wallboard/statistics'
import type { HistoryReader, RecordingName } from '../reading/history-reader.ts'
import type { RecordedNames } from '../recording/recorded-names.ts'
import { rowSubjects } from '../row-subjects.ts'
import { createVisibleCut, createWholeCut, type VisibleNow } from '../visible-rows.ts'

/** What is read and applied at once: other requests are served in between. */
const partMs = 300_000

/** The rows of a recording at an instant, epoch milliseconds, as a person may see them. */
export interface PlayedRows {
  readonly at: number
  readonly metrics: BoardMetrics
  readonly isLive: (dataSource: string) => boolean
  /** Since when the data source is not live; null while it is. */
  readonly deadSince: (dataSource: string) => number | null
  readonly domainOffsetMs: number
}

export interface PlayRequest extends RecordingName {
  readonly dataSources: readonly string[]
  /** `[from, to)`, epoch milliseconds. */
  readonly from: number
  readonly to: number
  readonly stepMs: number
  /** Besides the start and the steps in which something changed, `onStep` is called at whole multiples of this. */
  readonly everyMs: number
  readonly now: VisibleNow
  readonly isOwn: boolean
}

const spanAt = (spans: readonly CoverageSpan[] | undefined, at: number): CoverageSpan | undefined =>
  spans?.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)

/**
 * Plays the rows of some data sources over a span of a recording, as fast as they can be read.
 *
 * @throws HistoryUnreadable when the files cannot be read
 * @throws HistoryBusy when too many requests wait
 */
export async function playRows(
  reader: Pick<HistoryReader, 'moment' | 'steps'>,
  request: PlayRequest,
  onStep: (rows: PlayedRows) => void,
): Promise<void> {
  const { name, isPersonal, dataSources, from, to, stepMs, everyMs, now, isOwn } = request
  const statistics = createStatistics()
  const queues = createQueueStatistics(statistics)
  const cut = isOwn ? createWholeCut() : createVisibleCut(now, rowSubjects)
  let domainOffsetMs = 0
  let coverage = new Map<string, readonly CoverageSpan[]>()
  const metrics = createBoardMetrics(
    boardDataOf({
      ...{ queues, sources: statistics, isQueueListUnread: false, shareScale: 'fraction' },
      get directory() {
        return cut.directory()
      },
    }),
  )

  function namesRead(names: RecordedNames): void {
    cut.named(names)
    ;({ domainOffsetMs } = names)
    queues.setQueues(cut.queues())
  }

  function reached(at: number): void {
    const deadSince = (dataSource: string): number | null => {
      const span = spanAt(coverage.get(dataSource), at)
      return span?.kind === 'live' ? null : (span?.startsAt ?? at)
    }
    onStep({ at, metrics, isLive: (source) => deadSince(source) === null, deadSince, domainOffsetMs })
  }

  const momentAt = (at: number) => reader.moment({ name, isPersonal, dataSources, at })
  let first = await momentAt(from)
  let start = from
  if (first.type === 'nothing') {
    if (first.from === null || first.from >= to) return
    // The recording begins later, with all rows; or nothing of these sources was known yet.
    start = Math.max(from, first.from)
    if (start > from) first = await momentAt(start)
  }
  if (first.type === 'moment') {
    if (first.moment.names !== null) namesRead(first.moment.names)
    statistics.applyFull(cut.rows(first.moment.rows))
  }
  for (let at = start; at < to;) {
    const end = Math.min(to, at + partMs)
    const part = await reader.steps({ name, isPersonal, dataSources, from: at, to: end, stepMs })
    if (part === undefined || part.to <= at) return
    if (part.names !== undefined) namesRead(part.names.names)
    coverage = new Map(part.coverage.map(({ dataSource, spans }) => [dataSource, spans]))
    const steps = new Map(part.steps.map((step) => [step.at, step]))
    const instants = new Set(steps.keys())
    if (at === start) instants.add(start)
    for (let tick = Math.ceil((at + 1) / everyMs) * everyMs; tick <= part.to; tick += everyMs)
      instants.add(tick)
    for (const { spans } of part.coverage)
      for (const { startsAt } of spans) if (startsAt > at && startsAt <= part.to) instants.add(startsAt)
    for (const instant of [...instants].sort((one, other) => one - other)) {
      const step = steps.get(instant)
      if (step !== undefined) {
        statistics.applyFull(cut.rows(step.full))
        statistics.applyChanges(cut.changes(step.changes))
      }
      reached(instant)
    }
    at = part.to
  }
}
