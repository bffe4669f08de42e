import type { Request } from 'express'

/** Registers a GET route. A body of undefined is answered with 435: there is nothing of this id. */
export type Reply = (path: string, body: (request: Request) => unknown) => void

export const campaignProfiles = [{ id: '130001', name: 'Daytime' }]
/** The agent groups. No source documents how Five9 lists the members: ids, here of all agents and of every third. */
export const agentGroups = (agents: readonly { readonly id: string }[]) => [
  { id: '140001', name: 'Everybody', agentIds: agents.map(({ id }) => id) },
  {
    ...{ id: '140002', name: 'Late shift' },
    agentIds: agents.filter((_, index) => index % 3 === 2).map(({ id }) => id),
  },
]
export const permissions = [
  'CAN_RUN_SUPERVISOR',
  'CAN_RUN_WEB_AGENT',
  'CAN_VIEW_SKILLS_DATA',
  'CAN_VIEW_AGENTS_DATA',
  'CAN_VIEW_CAMPAIGNS_DATA',
  'CAN_VIEW_ACTIVE_SESSIONS',
]
