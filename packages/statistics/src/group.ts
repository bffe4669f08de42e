import { agentCountFor, type AgentSummary } from './agents.ts'
import {
  queueFigureForThreshold,
  queueFigure,
  queueMetrics,
  type FigureOf,
  type QueueMetric,
} from './metrics.ts'
import type { Row } from './row.ts'

/** A figure of several queues. `isAtLeast`: the true value may be larger, because some values are unknown. */
export interface GroupFigure {
  readonly value: number | undefined
  readonly isAtLeast: boolean
}

const unknown: GroupFigure = { value: undefined, isAtLeast: false }

/**
 * Aggregates a metric over several queues: calls by sum, waits by maximum, agents as distinct people. Without
 * `people`, the number of agents is the maximum over the queues, which is a lower bound. A queue without the value
 * makes the result "at least".
 */
export function groupFigure(
  rows: readonly (Row | undefined)[],
  metric: QueueMetric,
  nowMs: number,
  people?: AgentSummary,
): GroupFigure {
  return groupFigureBy(queueFigure, rows, metric, nowMs, people)
}

/** The same figure as thresholds evaluate it: see `queueFigureForThreshold`. */
export function groupFigureForThreshold(
  rows: readonly (Row | undefined)[],
  metric: QueueMetric,
  nowMs: number,
  people?: AgentSummary,
): GroupFigure {
  return groupFigureBy(queueFigureForThreshold, rows, metric, nowMs, people)
}

function groupFigureBy(
  figureOf: FigureOf,
  rows: readonly (Row | undefined)[],
  metric: QueueMetric,
  nowMs: number,
  people: AgentSummary | undefined,
): GroupFigure {
  const { aggregation } = queueMetrics[metric]
  const counted = people === undefined ? undefined : agentCountFor(people, metric)
  if (aggregation === 'people' && counted !== undefined) return { value: counted, isAtLeast: false }
  const figures = rows.map((row) => figureOf(row, metric, nowMs))
  const known = figures.filter((figure) => figure !== undefined)
  if (known.length === 0) return unknown
  const isPartial = known.length < figures.length
  const value = aggregation === 'sum' ? known.reduce((sum, figure) => sum + figure, 0) : Math.max(...known)
  return { value, isAtLeast: isPartial || (aggregation === 'people' && rows.length > 1) }
}
