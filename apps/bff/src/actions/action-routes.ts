import { AgentSkillsBody, AgentStateBody, CampaignStateBody } from '@wallboard/relay/rest/actions'
import { parseBody } from '../http/body.ts'
import { parameter, type Route } from '../http/route.ts'
import type { ActionRequest, Actions } from './actions.ts'

export interface ActionRoutesDeps {
  readonly actions: Actions
}

/** Changes at Five9: `/api/actions`, `/api/agents/:id/…`, `/api/campaigns/:id/…`, `/api/notices`. */
export function actionRoutes({ actions }: ActionRoutesDeps): Route[] {
  /** A route that performs one action on the subject of its path. `body` is not parsed yet. */
  const change = (
    method: 'post' | 'put' | 'delete',
    path: string,
    requestOf: (id: string, body: unknown) => ActionRequest,
  ): Route => ({
    method,
    path,
    access: 'person',
    async handle({ request, response }, person) {
      await actions.perform(person, requestOf(parameter(request, 'id'), request.body))
      response.status(204).end()
    },
  })
  return [
    {
      method: 'get',
      path: '/api/actions',
      access: 'person',
      async handle({ response }, person) {
        response.json(await actions.permitted(person))
      },
    },
    change('put', '/api/agents/:id/state', (agentId, body) => ({
      name: 'set-agent-state',
      agentId,
      to: parseBody(AgentStateBody, body),
    })),
    {
      method: 'get',
      path: '/api/agents/:id/skills',
      access: 'person',
      async handle({ request, response }, person) {
        response.json(await actions.agentSkills(person, parameter(request, 'id')))
      },
    },
    change('put', '/api/agents/:id/skills', (agentId, body) => ({
      name: 'set-agent-skills',
      agentId,
      queueIds: parseBody(AgentSkillsBody, body).queueIds,
    })),
    change('delete', '/api/agents/:id/session', (agentId) => ({ name: 'log-out-agent', agentId })),
    change('put', '/api/campaigns/:id/state', (campaignId, body) => ({
      name: parseBody(CampaignStateBody, body).state === 'running' ? 'start-campaign' : 'stop-campaign',
      campaignId,
    })),
    change('post', '/api/campaigns/:id/reset', (campaignId) => ({ name: 'reset-campaign', campaignId })),
    {
      method: 'get',
      path: '/api/notices',
      access: 'person',
      async handle({ response }, person) {
        response.json(await actions.notices(person))
      },
    },
    change('post', '/api/notices/:id/accept', (noticeId) => ({ name: 'accept-notice', noticeId })),
  ]
}
