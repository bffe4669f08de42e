import { z } from 'zod/mini'
import { Notice } from './notice.ts'

/**
 * Actions of a supervisor at Five9: they change the real contact centre. A success means that Five9 has accepted the
 * change; the new state arrives later, as an event on the live connection.
 */
export const actionNames = [
  'set-agent-state',
  'set-agent-skills',
  'log-out-agent',
  'start-campaign',
  'stop-campaign',
  'reset-campaign',
  'accept-notice',
] as const
export type ActionName = (typeof actionNames)[number]

/** `GET /api/actions`: what the signed-in person may do. */
export const ActionsReply = z.object({
  actions: z.array(
    z.object({
      name: z.enum(actionNames),
      /** `unknown`: Five9 did not list the person's permissions; it decides when the action is requested. */
      permitted: z.enum(['yes', 'no', 'unknown']),
    }),
  ),
})
export type ActionsReply = z.infer<typeof ActionsReply>

const Id = z.string().check(z.minLength(1), z.maxLength(100))

/** `PUT /api/agents/:id/state`: takes effect after a call in progress. */
export const AgentStateBody = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('ready') }),
  z.strictObject({ state: z.literal('not-ready'), reasonId: Id }),
])
export type AgentStateBody = z.infer<typeof AgentStateBody>

/** `GET /api/agents/:id/skills`: the assigned queues of an agent. */
export const AgentSkillsReply = z.object({
  skills: z.array(z.object({ id: z.string(), isActive: z.boolean() })),
})
export type AgentSkillsReply = z.infer<typeof AgentSkillsReply>

/** `PUT /api/agents/:id/skills`: replaces the queues that the agent works on. */
export const AgentSkillsBody = z.strictObject({ queueIds: z.array(Id).check(z.maxLength(1_000)) })
export type AgentSkillsBody = z.infer<typeof AgentSkillsBody>

/** `PUT /api/campaigns/:id/state`. */
export const CampaignStateBody = z.strictObject({ state: z.enum(['running', 'stopped']) })
export type CampaignStateBody = z.infer<typeof CampaignStateBody>

/** `GET /api/notices`. */
export const NoticesReply = z.object({ notices: z.array(Notice) })
export type NoticesReply = z.infer<typeof NoticesReply>
