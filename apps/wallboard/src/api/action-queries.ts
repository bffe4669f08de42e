import { queryOptions } from '@tanstack/react-query'
import {
  ActionsReply,
  AgentSkillsReply,
  NoticesReply,
  type ActionName,
  type AgentStateBody,
} from '@wallboard/relay/rest/actions'
import { z } from 'zod/mini'
import { requestJson, type JsonRequest } from './api.ts'

const pathOf = (kind: 'agents' | 'campaigns' | 'notices', id: string, rest: string): string =>
  `api/${kind}/${encodeURIComponent(id)}/${rest}`

export const actionQueries = {
  /** The actions that Five9 may permit this person; empty with ACTIONS=off. */
  permitted: () =>
    queryOptions({
      queryKey: ['actions'] as const,
      queryFn: async ({ signal }): Promise<ReadonlySet<ActionName>> => {
        const { actions } = await requestJson('api/actions', ActionsReply, { signal })
        return new Set(actions.filter(({ permitted }) => permitted !== 'no').map(({ name }) => name))
      },
      staleTime: 60_000,
    }),
  /** The assigned queues of an agent, read from Five9 each time. */
  agentSkills: (agentId: string) =>
    queryOptions({
      queryKey: ['agents', agentId, 'skills'] as const,
      queryFn: ({ signal }) => requestJson(pathOf('agents', agentId, 'skills'), AgentSkillsReply, { signal }),
      staleTime: 0,
      gcTime: 0,
      refetchOnWindowFocus: false, // a list must not change while it is edited
    }),
  /** Maintenance notices that wait to be accepted. */
  notices: () =>
    queryOptions({
      queryKey: ['notices'] as const,
      queryFn: ({ signal }) => requestJson('api/notices', NoticesReply, { signal }),
    }),
}

async function request(path: string, init: JsonRequest): Promise<void> {
  await requestJson(path, z.unknown(), init)
}

/** Changes at Five9. Each resolves when Five9 has accepted it. @throws ApiError */
export const setAgentState = (agentId: string, body: AgentStateBody): Promise<void> =>
  request(pathOf('agents', agentId, 'state'), { method: 'PUT', body })
export const setAgentSkills = (agentId: string, queueIds: readonly string[]): Promise<void> =>
  request(pathOf('agents', agentId, 'skills'), { method: 'PUT', body: { queueIds } })
export const logOutAgent = (agentId: string): Promise<void> =>
  request(pathOf('agents', agentId, 'session'), { method: 'DELETE' })
export const setCampaignState = (campaignId: string, state: 'running' | 'stopped'): Promise<void> =>
  request(pathOf('campaigns', campaignId, 'state'), { method: 'PUT', body: { state } })
export const resetCampaign = (campaignId: string): Promise<void> =>
  request(pathOf('campaigns', campaignId, 'reset'), { method: 'POST' })
export const acceptNotice = (noticeId: string): Promise<void> =>
  request(pathOf('notices', noticeId, 'accept'), { method: 'POST' })
