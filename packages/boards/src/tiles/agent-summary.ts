import { z } from 'zod/mini'
import { Label, Queues, span } from '../document/fields.ts'
import { defineTile } from './definition.ts'

/** How many of the agents who serve some queues are in each state. */
export const agentSummary = defineTile(
  z.strictObject({ kind: z.literal('agent-summary'), name: z.optional(Label), queues: Queues, ...span }),
  {
    initial: { kind: 'agent-summary', queues: 'all' },
    references: ({ queues }) => ({ agents: { queues, names: false } }),
  },
)
