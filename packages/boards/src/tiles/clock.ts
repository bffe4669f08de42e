import { z } from 'zod/mini'
import { Label, span } from '../document/fields.ts'
import { defineTile, noReferences } from './definition.ts'

/** The time of day in a zone. */
export const clock = defineTile(
  z.strictObject({
    kind: z.literal('clock'),
    label: z.optional(Label),
    timeZone: z.optional(z.string().check(z.maxLength(64), z.describe('Such as Europe/Berlin'))),
    ...span,
  }),
  { initial: { kind: 'clock' }, references: noReferences },
)
