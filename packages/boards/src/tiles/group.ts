import { z } from 'zod/mini'
import { Label, Queues, QueueThreshold, span, thresholds } from '../document/fields.ts'
import { defineTile } from './definition.ts'

/** Several queues as one. Their agents are distinct people, whom only the rows of agents can count. */
export const group = defineTile(
  z.strictObject({
    kind: z.literal('group'),
    name: Label,
    queues: Queues,
    thresholds: thresholds(QueueThreshold),
    ...span,
  }),
  {
    initial: { kind: 'group', name: 'Group', queues: 'all' },
    references: ({ queues }) => ({ queues, agents: { queues, names: false } }),
    alerts: ({ name, queues, thresholds: written = [] }) => ({
      subject: { of: 'group', name, queues },
      thresholds: written,
    }),
  },
)
