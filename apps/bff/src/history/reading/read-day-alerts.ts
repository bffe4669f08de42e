import {
  boardDataOf,
  createBoardMetrics,
  evaluateBoard,
  planOf,
  type Alert,
  type Board,
  type EvaluationState,
} from '@wallboard/boards'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { maxDayAlerts, type DayAlert, type HistoryDay } from '@wallboard/relay/rest/history-day'
import { createQueueStatistics, createStatistics } from '@wallboard/statistics'
import type { RecordedNames } from '../recording/recorded-names.ts'
import { rowSubjects } from '../row-subjects.ts'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import { createVisibleCut, createWholeCut, type VisibleNow } from '../visible-rows.ts'
import { readMoment, type OnDamage } from './read-moment.ts'
import { readSteps } from './read-steps.ts'

/** What is read at once: other requests are served in between. */
const partMs = 300_000
/** Thresholds have delays of seconds: a board of many queues is evaluated less often. */
const stepMs = { fewQueues: 10_000, manyQueues: 30_000 } as const
const manyQueues = 100

const isCoveredLive = (spans: readonly CoverageSpan[] | undefined, at: number): boolean =>
  spans?.some(({ kind, startsAt, endsAt }) => kind === 'live' && startsAt <= at && at <= endsAt) ?? false

const identity = ({ key, level }: Alert): string => `${level} ${key}`

/** The alerts that began and ended, of one evaluation after another. */
function createAlertSpans() {
  const open = new Map<string, DayAlert>()
  const closed: DayAlert[] = []
  return {
    evaluated(at: number, alerts: readonly Alert[]): void {
      const now = new Map(alerts.map((alert) => [identity(alert), alert]))
      for (const [key, span] of open)
        if (!now.has(key)) {
          closed.push({ ...span, endsAt: at })
          open.delete(key)
        }
      for (const [key, { level, name, rule }] of now)
        open.set(key, {
          ...{ level, name: name ?? null, metric: rule.metric },
          ...{ startsAt: open.get(key)?.startsAt ?? at, endsAt: at },
        })
    },
    all: (): readonly DayAlert[] => [...closed, ...open.values()],
  }
}

/** The most urgent ones: critical before warn, then the longest. */
function capped(alerts: readonly DayAlert[]): Pick<HistoryDay, 'alerts' | 'isCapped'> {
  const byUrgency = [...alerts].sort(
    (one, other) =>
      Number(other.level === 'critical') - Number(one.level === 'critical') ||
      other.endsAt - other.startsAt - (one.endsAt - one.startsAt),
  )
  return {
    alerts: byUrgency.slice(0, maxDayAlerts).sort((one, other) => one.startsAt - other.startsAt),
    isCapped: alerts.length > maxDayAlerts,
  }
}

/**
 * When the thresholds of a board were exceeded in `[from, to)`, epoch milliseconds: evaluated over the rows that a person
 * may see, as a screen with this board evaluates them. A time that was not recorded live starts and ends no alert.
 *
 * @param pause lets other work of the thread run between two parts of the day
 * @throws StorageError when the files cannot be read
 */
export async function readDayAlerts(
  store: HistoryStore,
  name: FeedName,
  request: {
    readonly board: Board
    readonly now: VisibleNow
    readonly isOwn: boolean
    readonly from: number
    readonly to: number
  },
  { onDamage, pause }: { readonly onDamage: OnDamage; readonly pause: () => Promise<void> },
): Promise<Pick<HistoryDay, 'alerts' | 'isCapped'>> {
  const { board, now, isOwn, from, to } = request
  const plan = planOf(board)
  const dataSources = [...new Set(plan.tiles.flatMap((tile) => tile.dataSources))]
  const spans = createAlertSpans()
  if (dataSources.length === 0) return capped([])
  const statistics = createStatistics()
  const queues = createQueueStatistics(statistics)
  const cut = isOwn ? createWholeCut() : createVisibleCut(now, rowSubjects)
  const metrics = createBoardMetrics(
    boardDataOf({
      ...{ queues, sources: statistics, isQueueListUnread: false, shareScale: 'fraction' },
      get directory() {
        return cut.directory()
      },
    }),
  )
  let coverage = new Map<string, readonly CoverageSpan[]>()
  let state: EvaluationState | undefined

  function namesRead(names: RecordedNames): void {
    cut.named(names)
    queues.setQueues(cut.queues())
  }

  function evaluate(at: number): void {
    const isLive = (dataSource: string) => isCoveredLive(coverage.get(dataSource), at)
    if (!dataSources.some(isLive)) return
    const result = evaluateBoard(plan, { metrics, isLive }, state, { figures: at, server: at })
    state = result.state
    spans.evaluated(at, result.alerts)
  }

  const extent = await store
    .findFeed(name)
    .then((feed) => (feed === undefined ? undefined : store.extent(feed)))
  if (extent === undefined) return capped([])
  const start = Math.max(from, extent.from)
  const first = await readMoment(store, name, dataSources, start, onDamage)
  if (first.type === 'moment') {
    if (first.moment.names !== null) namesRead(first.moment.names)
    statistics.applyFull(cut.rows(first.moment.rows))
  }
  const step = now.queueIds.size > manyQueues ? stepMs.manyQueues : stepMs.fewQueues
  const end = Math.min(to, extent.to)
  for (let at = start; at < end;) {
    const part = await readSteps(
      store,
      name,
      dataSources,
      { from: at, to: at + partMs, stepMs: step },
      onDamage,
    )
    if (part === undefined || part.to <= at) break
    if (part.names !== undefined) namesRead(part.names.names)
    coverage = new Map(part.coverage.map(({ dataSource, spans: covered }) => [dataSource, covered]))
    const steps = new Map(part.steps.map((each) => [each.at, each]))
    for (let instant = at + step; instant <= part.to; instant += step) {
      const happened = steps.get(instant)
      if (happened !== undefined) {
        statistics.applyFull(cut.rows(happened.full))
        statistics.applyChanges(cut.changes(happened.changes))
      }
      evaluate(instant)
    }
    at = part.to
    await pause()
  }
  return capped(spans.all())
}
