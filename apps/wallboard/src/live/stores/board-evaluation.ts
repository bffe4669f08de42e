import {
  evaluateBoard,
  levelsByQueue,
  planOf,
  trendKey,
  trendSpans,
  type Board,
  type EvaluationPlan,
} from '@wallboard/boards'
import { queueSource } from '@wallboard/statistics'
import type { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import { fetchTrends } from '../../api/history-trends.ts'
import type { AlertStore } from './alert-store.ts'
import { serverAlerts } from './server-alerts.ts'
import { stripAlertsOf } from './strip-alerts.ts'
import type { ScreenMetrics } from './board-metrics.ts'
import type { GapStore } from './gap-store.ts'
import { createGapTracker } from './gap-tracker.ts'
import { gapKindOf } from './gaps-state.ts'
import type { Problem } from '../session/screen-status-state.ts'
import type { QueueStatisticsStore } from './queue-statistics-store.ts'
import { createPastTrends } from './past-trends.ts'
import { createTrendSampler } from './trend-sampler.ts'
import type { TrendStore } from './trend-store.ts'

/** The page does not hear of the server: its alerts may have ended. */
const cutOffProblems: ReadonlySet<Problem> = new Set([
  ...(['connecting', 'server-lost', 'screen-slept', 'changes-missed', 'socket-blocked'] as const),
])

interface EvaluationStores {
  readonly figures: ScreenMetrics
  readonly statistics: QueueStatisticsStore
  readonly alerts: AlertStore
  readonly trend: TrendStore
  readonly gaps: GapStore
}

/**
 * Evaluates a board over the page's stores and stores the result: alerts and trends. The alerts of a stored board are the
 * server's, by the id with which `version` begins; those of a replay or a draft, which the server does not evaluate, are
 * evaluated here. `trendsPath` is where the server has the past of the trends; without it they begin now. A replay fetches
 * a past of its own: `pastTrends`.
 */
export function createBoardEvaluation({
  board,
  figures,
  statistics,
  alerts,
  trend,
  gaps,
  plan = planOf(board),
  version,
  trendsPath,
  pastTrends = trendsPath === undefined ? undefined : () => fetchTrends(trendsPath),
}: EvaluationStores & {
  readonly board: Board
  readonly plan?: EvaluationPlan
  readonly version?: string | undefined
  readonly trendsPath?: string | undefined
  readonly pastTrends?: (() => Promise<HistoryTrends>) | undefined
}) {
  const evaluatedAs = trendsPath === undefined ? undefined : version?.split(' ')[0]
  const sampler = createTrendSampler(trend)
  const trendsOnly: EvaluationPlan = { ...plan, tiles: [] }
  const stripAlerts = stripAlertsOf(board)
  const gapTracker = createGapTracker(gaps)
  const spans = new Map(plan.trends.map((each) => [trendKey(each), trendSpans[each.span]]))
  const past =
    pastTrends === undefined
      ? undefined
      : createPastTrends({
          ...{ statistics, trend, gaps: gapTracker, spanOf: (key) => spans.get(key) },
          fetchTrends: pastTrends,
        })
  const isLive = (dataSource: string) => statistics.freshnessOf(dataSource) === 'live'
  const inputs = () => [
    ...[statistics.status, statistics.applied, statistics.membership, alerts.active].map((store) =>
      store.getState(),
    ),
    alerts.ofServer(),
  ]
  let evaluated: readonly unknown[] = []

  return {
    /** Called a few times a second, after the clocks have advanced. Most ticks between two whole seconds find nothing new. */
    tick(): true {
      past?.tick()
      if (inputs().every((input, index) => input === evaluated[index])) return true
      const { now, serverNow, screenNow, wallOffsetMs, hasSnapshot, problem, hint } =
        statistics.status.getState()
      const time = { figures: now, server: serverNow }
      const input = { metrics: figures, isLive }
      const evaluate = (part: EvaluationPlan) => evaluateBoard(part, input, alerts.state(), time)
      let readTrends = () => evaluate(trendsOnly).trends
      if (evaluatedAs === undefined) {
        const result = evaluate(plan)
        alerts.evaluated(result)
        readTrends = () => result.trends
      } else {
        const ofServer = alerts.ofServer() ?? []
        const shown = serverAlerts(ofServer, evaluatedAs, plan, input, now)
        const strip = stripAlerts({ alerts: ofServer, shown, isConnected: !cutOffProblems.has(problem) })
        alerts.evaluated({ alerts: shown, levels: levelsByQueue(shown), strip })
      }
      const epochOffsetMs = wallOffsetMs + serverNow - screenNow
      const isQueuesLive = isLive(queueSource)
      if (hasSnapshot)
        gapTracker.tick(screenNow + epochOffsetMs, isQueuesLive ? undefined : gapKindOf(problem, hint?.code))
      const sampledAt = { at: screenNow, epochOffsetMs, hasSnapshot, isLive: isQueuesLive }
      sampler.sample(sampledAt, readTrends)
      evaluated = inputs()
      return true
    },
    stop: () => past?.stop(),
  }
}

export type BoardEvaluationStore = ReturnType<typeof createBoardEvaluation>
