import { evaluateBoard, planOf, type Board, type EvaluationPlan } from '@wallboard/boards'
import { queueSource } from '@wallboard/statistics'
import type { AlertStore } from './alert-store.ts'
import type { ScreenMetrics } from './board-metrics.ts'
import type { QueueStatisticsStore } from './queue-statistics-store.ts'
import type { TrendStore } from './trend-store.ts'

interface EvaluationStores {
  readonly figures: ScreenMetrics
  readonly statistics: QueueStatisticsStore
  readonly alerts: AlertStore
  readonly trend: TrendStore
}

/** Evaluates a board over the page's stores and stores the result: alerts and trends. */
export function createBoardEvaluation({
  board,
  figures,
  statistics,
  alerts,
  trend,
  plan = planOf(board),
}: EvaluationStores & { readonly board: Board; readonly plan?: EvaluationPlan }) {
  const isLive = (dataSource: string) => statistics.freshnessOf(dataSource) === 'live'

  return {
    /** Called a few times a second, after the clocks have advanced. */
    tick(): void {
      const { now, serverNow, screenNow, hasSnapshot } = statistics.status.getState()
      const time = { figures: now, server: serverNow }
      const result = evaluateBoard(plan, { metrics: figures, isLive }, alerts.state(), time)
      alerts.evaluated(result)
      trend.sample({ at: screenNow, hasSnapshot, isLive: isLive(queueSource) }, result.trends)
    },
  }
}

export type BoardEvaluationStore = ReturnType<typeof createBoardEvaluation>
