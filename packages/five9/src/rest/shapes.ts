import { z } from 'zod'

/** Schemas of common parts of replies. Unknown fields are kept, ids become text, and missing fields stay missing. */
export const Id = z.union([z.string(), z.number().transform(String)])
export const Text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null)

/** A count or duration, also as text; null for any other value. */
export const Count = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(?:\.\d+)?$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null)

/** An entry of a list of names: groups, campaigns, dispositions, profiles. */
export const Named = z.looseObject({ id: Id, name: Text })

/** The reply of a call without a result. */
export const Nothing = z.unknown().transform(() => undefined)

/** An object without documented fields. */
export const Opaque = z.looseObject({})

/**
 * A list, which some domains wrap in an object under one of these names. Invalid entries are skipped: one invalid
 * user must not hide all others.
 */
export function listOf<Item extends z.ZodType>(item: Item, ...wrappers: readonly string[]) {
  return z
    .preprocess((reply) => {
      if (typeof reply !== 'object' || reply === null || Array.isArray(reply)) return reply
      const found = Object.entries(reply).find(([name]) => wrappers.includes(name))
      return found === undefined ? reply : (found[1] as unknown)
    }, z.array(z.unknown()))
    .transform((entries) =>
      entries.flatMap((entry) => {
        const parsed = item.safeParse(entry)
        return parsed.success ? [parsed.data] : []
      }),
    )
}
