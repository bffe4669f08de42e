import { queueMetrics, type QueueMetric } from '@wallboard/statistics'
import { z } from 'zod/mini'
import { Label, QueueMetricName, Queues, span } from '../document/fields.ts'
import {
  trendComparisons,
  trendSpans,
  type TrendComparison,
  type TrendSpan,
} from '../document/trend-choices.ts'
import { defineTile, type TileReferences, type TrendSubject } from './definition.ts'

const spanNames = Object.keys(trendSpans) as [TrendSpan] // Object.keys returns string[]

const schema = z.strictObject({
  kind: z.literal('trend'),
  name: z.optional(Label),
  queues: z.optional(Queues),
  metric: z.optional(QueueMetricName),
  span: z.optional(z.enum(spanNames).check(z.describe('How much time is shown; 1h without it'))),
  comparison: z.optional(
    z
      .enum(trendComparisons)
      .check(z.describe('What is drawn behind the line: the same day of last week, or the normal band')),
  ),
  ...span,
})

/** What a trend tile draws, with the defaults of what it leaves out. */
export function trendSubjectOf(tile: {
  readonly queues?: Queues | undefined
  readonly metric?: QueueMetric | undefined
  readonly span?: TrendSpan | undefined
  readonly comparison?: TrendComparison | undefined
}): TrendSubject {
  const { queues, metric = 'callsInQueue', span: spanName = '1h', comparison = 'none' } = tile
  return { queues, metric, span: spanName, comparison }
}

/** Agents of several queues are counted as people, which needs the agents themselves. */
const countsPeople = (queues: Queues, metric: QueueMetric): boolean =>
  queueMetrics[metric].aggregation === 'people' && (queues === 'all' || queues.length > 1)

function referencesOf(tile: z.infer<typeof schema>): TileReferences {
  const { queues, metric } = trendSubjectOf(tile)
  if (queues === undefined) return { floor: metric }
  return { queues, ...(countsPeople(queues, metric) ? { agents: { queues, names: false } } : {}) }
}

/** One figure over a span of time. */
export const trend = defineTile(schema, {
  initial: { kind: 'trend' },
  references: referencesOf,
  trend: trendSubjectOf,
})
