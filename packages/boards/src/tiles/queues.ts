import { z } from 'zod/mini'
import { Queues, QueueThreshold, span, thresholds } from '../document/fields.ts'
import { defineTile } from './definition.ts'

/** A tile for each of several queues. */
export const queues = defineTile(
  z.strictObject({
    kind: z.literal('queues'),
    queues: Queues,
    thresholds: thresholds(QueueThreshold),
    ...span,
  }),
  {
    initial: { kind: 'queues', queues: 'all' },
    references: (tile) => ({ queues: tile.queues }),
    alerts: (tile) => ({ subject: undefined, thresholds: tile.thresholds ?? [] }),
    eachQueue: (tile) => tile.queues,
  },
)
