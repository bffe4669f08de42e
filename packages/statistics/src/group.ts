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
  // In one pass without arrays: the header of a wall reads four figures of all queues with each change.
  let value: number | undefined
  let isPartial = false
  for (const row of rows) {
    const figure = figureOf(row, metric, nowMs)
    if (figure === undefined) isPartial = true
    else if (value === undefined) value = figure
    else value = aggregation === 'sum' ? value + figure : Math.max(value, figure)
  }
  if (value === undefined) return unknown
  return { value, isAtLeast: isPartial || (aggregation === 'people' && rows.length > 1) }
}
