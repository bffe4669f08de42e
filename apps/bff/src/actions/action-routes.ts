import { AgentSkillsBody, AgentStateBody, CampaignStateBody } from '@wallboard/relay/rest/actions'
import { parseBody } from '../http/body.ts'
import { parameter, type Route } from '../http/route.ts'
import type { Actions } from './actions.ts'

export interface ActionRoutesDeps {
  readonly actions: Actions
}

/** Changes at Five9: `/api/actions`, `/api/agents/:id/…`, `/api/campaigns/:id/…`, `/api/notices`. */
export function actionRoutes({ actions }: ActionRoutesDeps): Route[] {
  return [
    {
      method: 'get',
      path: '/api/actions',
      access: 'person',
      async handle({ response }, person) {
        response.json(await actions.permitted(person))
      },
    },
    {
      method: 'put',
      path: '/api/agents/:id/state',
      access: 'person',
      async handle({ request, response }, person) {
        const to = parseBody(AgentStateBody, request.body)
        await actions.perform(person, { name: 'set-agent-state', agentId: parameter(request, 'id'), to })
        response.status(204).end()
      },
    },
    {
      method: 'get',
      path: '/api/agents/:id/skills',
      access: 'person',
      async handle({ request, response }, person) {
        response.json(await actions.agentSkills(person, parameter(request, 'id')))
      },
    },
    {
      method: 'put',
      path: '/api/agents/:id/skills',
      access: 'person',
      async handle({ request, response }, person) {
        const { queueIds } = parseBody(AgentSkillsBody, request.body)
        const agentId = parameter(request, 'id')
        await actions.perform(person, { name: 'set-agent-skills', agentId, queueIds })
        response.status(204).end()
      },
    },
    {
      method: 'delete',
      path: '/api/agents/:id/session',
      access: 'person',
      async handle({ request, response }, person) {
        await actions.perform(person, { name: 'log-out-agent', agentId: parameter(request, 'id') })
        response.status(204).end()
      },
    },
    {
      method: 'put',
      path: '/api/campaigns/:id/state',
      access: 'person',
      async handle({ request, response }, person) {
        const { state } = parseBody(CampaignStateBody, request.body)
        const name = state === 'running' ? 'start-campaign' : 'stop-campaign'
        await actions.perform(person, { name, campaignId: parameter(request, 'id') })
        response.status(204).end()
      },
    },
    {
      method: 'post',
      path: '/api/campaigns/:id/reset',
      access: 'person',
      async handle({ request, response }, person) {
        await actions.perform(person, { name: 'reset-campaign', campaignId: parameter(request, 'id') })
        response.status(204).end()
      },
    },
    {
      method: 'get',
      path: '/api/notices',
      access: 'person',
      async handle({ response }, person) {
        response.json(await actions.notices(person))
      },
    },
    {
      method: 'post',
      path: '/api/notices/:id/accept',
      access: 'person',
      async handle({ request, response }, person) {
        await actions.perform(person, { name: 'accept-notice', noticeId: parameter(request, 'id') })
        response.status(204).end()
      },
    },
  ]
}
