import type { Figure } from '@wallboard/alerts'
import { queueFigureForThreshold, type QueueMetric } from '@wallboard/statistics'
import type { EvaluatedRule } from './evaluated-rule.ts'
import { isQueueMetric, isRunningValue, type Measurement } from './measure.ts'

/*
 * Most rules are of each queue, with fixed limits, and most changes of a queue leave them as they are. Their figure is
 * taken before anything else is measured or created: see `takeQuickly` of rule-evaluator.ts.
 */

/** The metric of such a rule; undefined for any other rule. */
export function quickMetricOf({ subject, compiled }: EvaluatedRule): QueueMetric | undefined {
  const { metric, isRelative, limits } = compiled
  if (isRelative || !isQueueMetric(metric) || limits.some(({ when }) => when === 'increase')) return undefined
  if (subject.type === 'tile') return subject.tile.subject === undefined ? metric : undefined
  return subject.type === 'rule' && 'queues' in subject.of ? metric : undefined
}

/** The figure of a queue by its row; undefined while it has none. */
export function quickFigure(
  metric: QueueMetric,
  id: string,
  isLive: boolean,
  at: Measurement,
): Figure | undefined {
  const row = at.metrics.data.queueRow(id)
  if (row === undefined) return undefined
  const value = queueFigureForThreshold(row, metric, at.now) ?? null
  return isRunningValue(metric, value) ? { value, isLive, isRunning: true } : { value, isLive }
}
