import type { QueueMetric } from '@wallboard/statistics'
import { z } from 'zod/mini'
import { Label, QueueMetricName, Queues, span } from '../document/fields.ts'
import { defineTile } from './definition.ts'

const metricOf = ({ metric }: { readonly metric?: QueueMetric | undefined }): QueueMetric =>
  metric ?? 'callsInQueue'

/** One figure over the last hour. */
export const trend = defineTile(
  z.strictObject({
    kind: z.literal('trend'),
    name: z.optional(Label),
    queues: z.optional(Queues),
    metric: z.optional(QueueMetricName),
    ...span,
  }),
  {
    initial: { kind: 'trend' },
    references: (tile) => (tile.queues === undefined ? { floor: metricOf(tile) } : { queues: tile.queues }),
    trend: (tile) => ({ queues: tile.queues, metric: metricOf(tile) }),
  },
)
