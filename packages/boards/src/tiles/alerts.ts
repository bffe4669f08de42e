import { z } from 'zod/mini'
import { span } from '../document/fields.ts'
import { defineTile, noReferences } from './definition.ts'

/** All alerts of the board. */
export const alerts = defineTile(z.strictObject({ kind: z.literal('alerts'), ...span }), {
  initial: { kind: 'alerts' },
  references: noReferences,
})
