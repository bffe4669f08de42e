import type { Request } from 'express'

/** Registers a GET route. A body of undefined is answered with 435: there is nothing of this id. */
export type Reply = (path: string, body: (request: Request) => unknown) => void

export const campaignProfiles = [{ id: '130001', name: 'Daytime' }]
export const agentGroups = [
  { id: '140001', name: 'Everybody' },
  { id: '140002', name: 'Late shift' },
]
export const permissions = [
  'CAN_RUN_SUPERVISOR',
  'CAN_RUN_WEB_AGENT',
  'CAN_VIEW_SKILLS_DATA',
  'CAN_VIEW_AGENTS_DATA',
  'CAN_VIEW_CAMPAIGNS_DATA',
  'CAN_VIEW_ACTIVE_SESSIONS',
]
