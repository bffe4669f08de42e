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
