import { z } from 'zod'

/** What replies are made of. Unknown fields are kept, ids are text whatever the wire had, and what is missing stays so. */
export const Id = z.union([z.string(), z.number().transform(String)])
export const Text = z.string().nullish()

/** An entry of a list of names: groups, campaigns, dispositions, profiles. */
export const Named = z.looseObject({ id: Id, name: Text })

/** The reply of a call that answers 204, or whose answer means nothing. */
export const Nothing = z.unknown().transform(() => undefined)

/** An object of which no more is documented than that it is one. */
export const Opaque = z.looseObject({})

/** A list that some domains wrap in an object under one of these names. */
export function listOf<Item extends z.ZodType>(item: Item, ...wrappers: readonly string[]) {
  return z.preprocess((reply) => {
    if (typeof reply !== 'object' || reply === null || Array.isArray(reply)) return reply
    const found = Object.entries(reply).find(([name]) => wrappers.includes(name))
    return found === undefined ? reply : (found[1] as unknown)
  }, z.array(item))
}
