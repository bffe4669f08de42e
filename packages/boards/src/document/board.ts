import { z } from 'zod/mini'
import { Tile } from '../tiles/index.ts'
import { Label } from './fields.ts'

/**
 * The board document: JSON that people write and keep in git. Written values are in seconds and per cent;
 * `rules.ts` converts them. The JSON schema is published at `/api/boards/schema`.
 */

const Page = z.strictObject({
  title: z.optional(Label),
  tiles: z.array(Tile).check(z.minLength(1), z.maxLength(60)),
})
export type Page = z.infer<typeof Page>

/** `floor` shows no names, `supervisor` everything, `executive` four figures. */
const Mode = z.enum(['floor', 'supervisor', 'executive'])
export type Mode = z.infer<typeof Mode>

export const Theme = z.enum(['night', 'day', 'contrast'])
export type Theme = z.infer<typeof Theme>

/** A whole board. */
export const Board = z.strictObject({
  $schema: z.optional(z.string().check(z.maxLength(200))),
  version: z.literal(1),
  name: Label,
  mode: Mode.check(z.describe('floor: no names; supervisor: everything; executive: four figures')),
  theme: Theme,
  viewing: z.strictObject({
    distanceM: z.number().check(z.minimum(0.4), z.maximum(20), z.describe('Metres from eye to screen')),
    diagonalInches: z.number().check(z.minimum(7), z.maximum(200)),
  }),
  rotateSeconds: z.int().check(z.minimum(5), z.maximum(600), z.describe('How long a page stands')),
  hidesCallsWaiting: z.optional(
    z.boolean().check(z.describe('In floor mode: tiles lead with ready agents and do not tell who waits')),
  ),
  pages: z.array(Page).check(z.minLength(1), z.maxLength(20)),
})
export type Board = z.infer<typeof Board>
