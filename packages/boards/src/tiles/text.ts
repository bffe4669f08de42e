import { z } from 'zod/mini'
import { span } from '../document/fields.ts'
import { defineTile, noReferences } from './definition.ts'

/** An announcement, until an instant if it names one. */
export const text = defineTile(
  z.strictObject({
    kind: z.literal('text'),
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(300)),
    until: z.optional(z.iso.datetime({ offset: true }).check(z.describe('It disappears then'))),
    ...span,
  }),
  {
    initial: { kind: 'text', text: 'Text' },
    references: noReferences,
    until: (tile) => tile.until,
  },
)
