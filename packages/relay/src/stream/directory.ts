import { z } from 'zod/mini'

/** Names for the ids in rows, without what the client may not see: names of persons, or queues of other boards. */
export const Directory = z.strictObject({
  agents: z.array(
    z.strictObject({ id: z.string(), name: z.nullable(z.string()), queueIds: z.array(z.string()) }),
  ),
  campaigns: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      /** Five9's type (INBOUND, OUTBOUND, AUTODIAL) and the queues of the campaign: sent with CAMPAIGN_STATE. */
      type: z.optional(z.nullable(z.string())),
      queueIds: z.optional(z.array(z.string())),
    }),
  ),
  reasons: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** Groups of agents whose members Five9 lists: sent with AGENT_STATISTIC. */
  groups: z.optional(
    z.array(z.strictObject({ id: z.string(), name: z.string(), agentIds: z.array(z.string()) })),
  ),
})
export type Directory = z.infer<typeof Directory>

export const noDirectory: Directory = { agents: [], campaigns: [], reasons: [] }
