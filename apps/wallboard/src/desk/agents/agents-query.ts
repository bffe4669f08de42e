import { z } from 'zod/mini'

const text = z.optional(z.string())

/** The address of the list: unknown parameters are dropped, and what is usual is left out. */
export const AgentsQuery = z.object({
  q: text,
  state: text,
  reason: text,
  group: text,
  queue: text,
  campaign: text,
  flagged: text,
  sort: text,
  cols: text,
  layout: text,
})
export type AgentsQuery = z.infer<typeof AgentsQuery>
