import { evaluateBoard, planOf, type Board, type EvaluationPlan } from '@wallboard/boards'
import { queueSource } from '@wallboard/statistics'
import { fetchTrends } from '../../api/history-trends.ts'
import type { AlertStore } from './alert-store.ts'
import type { ScreenMetrics } from './board-metrics.ts'
import type { QueueStatisticsStore } from './queue-statistics-store.ts'
import { createPastTrends } from './past-trends.ts'
import { createTrendSampler } from './trend-sampler.ts'
import type { TrendStore } from './trend-store.ts'

interface EvaluationStores {
  readonly figures: ScreenMetrics
  readonly statistics: QueueStatisticsStore
  readonly alerts: AlertStore
  readonly trend: TrendStore
}

/**
 * Evaluates a board over the page's stores and stores the result: alerts and trends. `trendsPath` is where the
 * server has the past of the trends; without it they begin now.
 */
export function createBoardEvaluation({
  board,
  figures,
  statistics,
  alerts,
  trend,
  plan = planOf(board),
  trendsPath,
}: EvaluationStores & {
  readonly board: Board
  readonly plan?: EvaluationPlan
  readonly trendsPath?: string | undefined
}) {
  const sampler = createTrendSampler(trend)
  const past =
    trendsPath === undefined
      ? undefined
      : createPastTrends({ statistics, trend, fetchTrends: () => fetchTrends(trendsPath) })
  const isLive = (dataSource: string) => statistics.freshnessOf(dataSource) === 'live'

  return {
    /** Called a few times a second, after the clocks have advanced. */
    tick(): void {
      const { now, serverNow, screenNow, wallOffsetMs, hasSnapshot } = statistics.status.getState()
      const time = { figures: now, server: serverNow }
      const result = evaluateBoard(plan, { metrics: figures, isLive }, alerts.state(), time)
      alerts.evaluated(result)
      const epochOffsetMs = wallOffsetMs + serverNow - screenNow
      const sampledAt = { at: screenNow, epochOffsetMs, hasSnapshot, isLive: isLive(queueSource) }
      sampler.sample(sampledAt, result.trends)
      past?.tick()
    },
    stop: () => past?.stop(),
  }
}

export type BoardEvaluationStore = ReturnType<typeof createBoardEvaluation>
