import type { Figure } from '@wallboard/alerts'
import { queueFigureForThreshold, type QueueMetric, type Row } from '@wallboard/statistics'
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

/** The figure of a queue by its row, in one evaluation; undefined while it has none. */
export type QuickFigureOf = (metric: QueueMetric, id: string, isLive: boolean) => Figure | undefined

/** The rules of one queue, which are evaluated one after the other, share its row, and those of one metric its figure. */
export function createQuickFigures({ metrics: { data }, now }: Measurement): QuickFigureOf {
  let queue: string | undefined
  let row: Row | undefined
  let last: { readonly metric: QueueMetric; readonly figure: Figure } | undefined
  return (metric, id, isLive) => {
    if (id !== queue) {
      queue = id
      row = data.queueRow(id)
      last = undefined
    }
    if (row === undefined) return undefined
    if (last?.metric === metric && last.figure.isLive === isLive) return last.figure
    const value = queueFigureForThreshold(row, metric, now) ?? null
    const figure = isRunningValue(metric, value) ? { value, isLive, isRunning: true } : { value, isLive }
    last = { metric, figure }
    return figure
  }
}
