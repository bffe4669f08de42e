import { activities } from '@wallboard/statistics'
import { z } from 'zod/mini'
import { Label, Queues, span } from '../document/fields.ts'
import { defineTile } from './definition.ts'

/** The agents who serve some queues, each by name. */
export const agents = defineTile(
  z.strictObject({
    kind: z.literal('agents'),
    name: z.optional(Label),
    queues: Queues,
    states: z.optional(z.array(z.enum(activities)).check(z.minLength(1), z.maxLength(7))),
    ...span,
  }),
  {
    initial: { kind: 'agents', queues: 'all' },
    references: ({ queues }) => ({ agents: { queues, names: true } }),
    anonymize: ({ states: _states, ...rest }) => ({ ...rest, kind: 'agent-summary' as const }),
  },
)
