import { z } from 'zod/mini'
import { Id, QueueThreshold, span, thresholds } from '../document/fields.ts'
import { defineTile } from './definition.ts'

/** One queue. */
export const queue = defineTile(
  z.strictObject({ kind: z.literal('queue'), queue: Id, thresholds: thresholds(QueueThreshold), ...span }),
  {
    initial: { kind: 'queue', queue: '1' },
    references: (tile) => ({ queues: [tile.queue] }),
    alerts: (tile) => ({ subject: { of: 'queue', queue: tile.queue }, thresholds: tile.thresholds ?? [] }),
  },
)
