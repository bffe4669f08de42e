import { queueMetrics } from '@wallboard/statistics'
import { z } from 'zod/mini'
import { Label, QueueMetricName, Queues, span } from '../document/fields.ts'
import { trendComparisons, trendSpanNames } from '../document/trend-choices.ts'
import { defineTile, type TileReferences } from './definition.ts'

const schema = z.strictObject({
  kind: z.literal('trend'),
  name: z.optional(Label),
  queues: z.optional(Queues),
  metric: z.optional(QueueMetricName),
  span: z.optional(z.enum(trendSpanNames).check(z.describe('How much time is shown; 1h without it'))),
  comparison: z.optional(
    z
      .enum(trendComparisons)
      .check(z.describe('What is drawn behind the line: the same day of last week, or the normal band')),
  ),
  ...span,
})

/** Agents of several queues are counted as people, which needs the agents themselves. */
function referencesOf({ queues, metric = 'callsInQueue' }: z.infer<typeof schema>): TileReferences {
  if (queues === undefined) return { floor: metric }
  const countsPeople = queueMetrics[metric].aggregation === 'people' && queues.length > 1
  return countsPeople ? { queues, agents: { queues, names: false } } : { queues }
}

/** One figure over a span of time. */
export const trend = defineTile(schema, {
  initial: { kind: 'trend' },
  references: referencesOf,
})
