import { z } from 'zod'

/** What replies are made of. Unknown fields are kept, ids are text whatever the wire had, and what is missing stays so. */
export const Id = z.union([z.string(), z.number().transform(String)])
export const Text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null)

/** A count or duration, which may come as text; null where it is none. */
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

/** The reply of a call that answers 204, or whose answer means nothing. */
export const Nothing = z.unknown().transform(() => undefined)

/** An object of which no more is documented than that it is one. */
export const Opaque = z.looseObject({})

/**
 * A list, which some domains wrap in an object under one of these names. An entry that does not fit is passed over:
 * one odd user must not hide all others.
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
