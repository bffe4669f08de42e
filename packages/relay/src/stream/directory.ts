import { z } from 'zod/mini'

/** Names for the ids in rows, without what the client may not see: names of persons, or queues of other boards. */
export const Directory = z.strictObject({
  agents: z.array(
    z.strictObject({ id: z.string(), name: z.nullable(z.string()), queueIds: z.array(z.string()) }),
  ),
  campaigns: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  reasons: z.array(z.strictObject({ id: z.string(), name: z.string() })),
})
export type Directory = z.infer<typeof Directory>

export const noDirectory: Directory = { agents: [], campaigns: [], reasons: [] }
