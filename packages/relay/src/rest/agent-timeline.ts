import { z } from 'zod/mini'
import { GapSpan } from '../coverage.ts'

/** A span in which an agent was in one state, epoch milliseconds of the recording clock. Null is unknown or none. */
export const StateSpan = z.readonly(
  z.object({
    startsAt: z.number(),
    endsAt: z.number(),
    /** As in AGENT_STATE. */
    state: z.string(),
    reasonId: z.nullable(z.string()),
    campaignId: z.nullable(z.string()),
    callType: z.nullable(z.string()),
    /** Five9's start of the state: two spans of one state with different starts are two periods. */
    since: z.nullable(z.number()),
  }),
)
export type StateSpan = z.infer<typeof StateSpan>

/**
 * `GET /api/history/agents/<id>/timeline?from=<ISO instant>&to=<ISO instant>`: the states of an agent in at most 25
 * hours, and when they were not recorded.
 */
export const AgentTimeline = z.object({
  from: z.number(),
  to: z.number(),
  spans: z.array(StateSpan),
  gaps: z.array(GapSpan),
})
export type AgentTimeline = z.infer<typeof AgentTimeline>
