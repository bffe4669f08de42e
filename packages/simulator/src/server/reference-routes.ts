import { DataSource, type StatRow } from '@wallboard/five9/events'
import type { Router } from 'express'
import { dispositions } from '../floor/index.ts'
import { agentRoutes } from './agent-routes.ts'
import { alertRoutes } from './alert-routes.ts'
import { agentGroups, campaignProfiles, type Reply } from './domain-lists.ts'
import { refuse } from './envelope.ts'
import { requirePermission } from './request-guards.ts'
import type { RestDeps } from './rest-deps.ts'
import type { Role } from './sessions.ts'
import { supervisorRoutes } from './supervisor-routes.ts'

/** The letters of agent_states: ready for calls and voicemail, or logged out. */
const lettersOf = (row: StatRow): string =>
  row.state === 'LOGGED_OUT' ? 'o' : row.state === 'READY' ? 'cv' : ''

/**
 * Routes for the configuration of a domain beside queues and users, as wallboards and Five9's sample programs read
 * it.
 */
export function referenceRoutes(router: Router, role: Role, deps: RestDeps): void {
  const { floor, sessions } = deps
  const own = `/${role}s/:userId`
  const reply: Reply = (path, body) => {
    router.get(path, (request, response) => {
      const found = body(request)
      if (found === undefined) refuse(response, 435, { errorCode: 1, message: 'There is nothing of this id' })
      else response.json(found)
    })
  }
  const mayDo = (permission: string) => requirePermission(permission, deps)
  const rowsOf = (source: string) => floor.rows().get(source) ?? []
  const campaigns = () =>
    floor.campaigns().map(({ type, ...campaign }) => ({ ...campaign, campaignType: type }))

  reply('/orgs/:orgId/agent_groups', () => agentGroups(floor.users()))
  reply('/orgs/:orgId/campaigns/:id', ({ params }) => campaigns().find(({ id }) => id === params.id))
  reply('/orgs/:orgId/available_campaigns', campaigns)
  reply('/orgs/:orgId/campaign_profiles', () => campaignProfiles)
  for (const list of ['dispositions', 'no_campaign_dispositions', 'campaigns/:id/dispositions'])
    reply(`/orgs/:orgId/${list}`, () => dispositions)
  reply('/orgs/:orgId/agent_states', () =>
    Object.fromEntries(rowsOf(DataSource.AgentState).map((row) => [row.id, lettersOf(row)])),
  )
  reply('/orgs/:orgId/user_sessions', () =>
    rowsOf(DataSource.UserSession).map(({ id, ...session }) => ({ sessionId: id, ...session })),
  )
  router.put(
    '/orgs/:orgId/user_sessions/:sessionId/logout',
    mayDo('CAN_VIEW_ACTIVE_SESSIONS'),
    (request, response) => {
      const session = rowsOf(DataSource.UserSession).find(({ id }) => id === request.params.sessionId)
      const isKnown = session !== undefined && floor.logOutAgent(String(session.userId))
      if (isKnown) response.status(204).end()
      else refuse(response, 435, { errorCode: 1, message: 'No such session' })
    },
  )
  reply('/users/:userId/permissions', deps.permissions)
  reply(`${own}/maintenance_notices/:noticeId`, ({ params }) =>
    sessions.notices
      .filter(({ id }) => id === params.noticeId)
      .map(({ id }) => ({
        id,
        annotation: 'Maintenance',
        text: '<p>Planned maintenance</p>',
        accepted: false,
      }))
      .at(0),
  )
  reply(`${own}/agent_groups`, () => agentGroups(floor.users()))
  router.post('/users/:userId/broadcast_messages', (_request, response) => {
    response.json({})
  })
  reply(`${own}/station`, () => ({ stationId: '', stationType: 'EMPTY', state: 'DISCONNECTED' }))
  router.put(`${own}/station/restart`, (_request, response) => {
    response.status(204).end()
  })
  reply(`${own}/switchover_metadata`, () => deps.hosts.metadata())
  router.put(`${own}/migrate`, (_request, response) => {
    response.json({}) // the sample pack parses it
  })
  for (const [verb, change] of [
    ['start', floor.startCampaign],
    ['stop', floor.stopCampaign],
    ['reset', floor.resetCampaign],
  ] as const) {
    router.put(`/orgs/:orgId/campaigns/:id/${verb}`, mayDo('CAN_START_CAMPAIGNS'), (request, response) => {
      if (change(request.params.id)) response.status(204).end()
      else refuse(response, 435, { errorCode: 1, message: 'No campaign of this kind has this id' })
    })
  }
  alertRoutes(router, '/alerts')
  alertRoutes(router, `${own}/alerts`)
  if (role === 'supervisor') supervisorRoutes(router, deps, reply)
  else agentRoutes(router, deps, reply)
}
