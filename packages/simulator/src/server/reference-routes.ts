import { DataSource, type StatRow } from '@wallboard/five9/events'
import type { Request, Router } from 'express'
import { z } from 'zod'
import { refuse } from './envelope.ts'
import type { RestDeps } from './rest-deps.ts'
import type { Role } from './sessions.ts'

const dispositions = [
  { id: '-17', name: 'Caller Disconnected' },
  { id: '-5', name: 'Abandon' },
  { id: '0', name: 'No Disposition' },
  { id: '120001', name: 'Resolved' },
  { id: '120002', name: 'Follow-up Needed' },
  { id: '120003', name: 'Wrong Department' },
]
const campaignProfiles = [{ id: '130001', name: 'Daytime' }]
const agentGroups = [
  { id: '140001', name: 'Everybody' },
  { id: '140002', name: 'Late shift' },
]
const permissions = [
  'CAN_RUN_SUPERVISOR',
  'CAN_RUN_WEB_AGENT',
  'CAN_VIEW_SKILLS_DATA',
  'CAN_VIEW_AGENTS_DATA',
  'CAN_VIEW_CAMPAIGNS_DATA',
  'CAN_VIEW_ACTIVE_SESSIONS',
]

/** The letters of agent_states: ready for calls and voicemail, or logged out. */
const lettersOf = (row: StatRow): string =>
  row.state === 'LOGGED_OUT' ? 'o' : row.state === 'READY' ? 'cv' : ''

const Alert = z.looseObject({})
const Presence = z.looseObject({
  readyChannels: z.array(z.string()),
  notReadyReasonCode: z.union([z.string(), z.number()]).optional(),
})

/**
 * Routes for the configuration of a domain beside queues and users, as wallboards and Five9's sample programs read
 * it.
 */
export function referenceRoutes(router: Router, role: Role, deps: RestDeps): void {
  const { floor, sessions } = deps
  const own = `/${role}s/:userId`
  const reply = (path: string, body: (request: Request) => unknown) =>
    router.get(path, (request, response) => {
      const found = body(request)
      if (found === undefined) refuse(response, 435, { errorCode: 1, message: 'There is nothing of this id' })
      else response.json(found)
    })
  const rowsOf = (source: string) => floor.rows().get(source) ?? []
  const campaigns = () =>
    floor.campaigns().map(({ type, ...campaign }) => ({ ...campaign, campaignType: type }))

  reply('/orgs/:orgId/agent_groups', () => agentGroups)
  reply('/orgs/:orgId/campaigns/:id', ({ params }) => campaigns().find(({ id }) => id === params.id))
  reply('/orgs/:orgId/available_campaigns', campaigns)
  reply('/orgs/:orgId/campaign_profiles', () => campaignProfiles)
  reply('/orgs/:orgId/dispositions', () => dispositions)
  reply('/orgs/:orgId/agent_states', () =>
    Object.fromEntries(rowsOf(DataSource.AgentState).map((row) => [row.id, lettersOf(row)])),
  )
  reply('/orgs/:orgId/user_sessions', () =>
    rowsOf(DataSource.UserSession).map(({ id, ...session }) => ({ sessionId: id, ...session })),
  )
  router.put('/orgs/:orgId/user_sessions/:sessionId/logout', (request, response) => {
    const session = rowsOf(DataSource.UserSession).find(({ id }) => id === request.params.sessionId)
    const isKnown = session !== undefined && floor.logOutAgent(String(session.userId))
    if (isKnown) response.status(204).end()
    else refuse(response, 435, { errorCode: 1, message: 'No such session' })
  })
  reply('/users/:userId/permissions', () => permissions)
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
  reply(`${own}/station`, () => ({ stationId: '', stationType: 'EMPTY', state: 'DISCONNECTED' }))
  router.put(`${own}/station/restart`, (_request, response) => {
    response.status(204).end()
  })
  reply(`${own}/switchover_metadata`, () => deps.hosts.metadata())
  router.put(`${own}/migrate`, (_request, response) => {
    response.status(204).end()
  })
  alertRoutes(router, '/alerts')
  alertRoutes(router, `${own}/alerts`)
  if (role === 'supervisor') supervisorRoutes(router, deps, reply)
  else agentRoutes(router, deps, reply)
}

type Reply = (path: string, body: (request: Request) => unknown) => void

function supervisorRoutes(router: Router, { floor }: RestDeps, reply: Reply): void {
  const own = '/supervisors/:userId'
  reply(`${own}/skills`, () => floor.queues())
  reply(`${own}/agent_groups`, () => agentGroups)
  reply(`${own}/agents`, () =>
    floor.users().map(({ id, userName, fullName }) => {
      const [firstName = '', ...rest] = fullName.split(' ')
      return { id, userName, firstName, lastName: rest.join(' ') }
    }),
  )
  reply(`${own}/agents/:agentId/presence`, ({ params }) => {
    const row = floor
      .rows()
      .get(DataSource.AgentState)
      ?.find(({ id }) => id === params.agentId)
    return row?.presence
  })
  router.put(`${own}/agents/:agentId/presence`, (_request, response) => {
    refuse(response, 435, { errorCode: 18, message: 'The agents of this floor decide for themselves' })
  })
  router.put(`${own}/agents/:agentId/active_skills`, (_request, response) => {
    refuse(response, 435, { errorCode: 18, message: 'The agents of this floor keep their skills' })
  })
  router.post('/users/:userId/broadcast_messages', (_request, response) => {
    response.json({})
  })
}

function agentRoutes(router: Router, { floor, domainNow }: RestDeps, reply: Reply): void {
  const own = '/agents/:userId'
  let presence = {
    currentState: { readyChannels: new Array<string>(), notReadyReasonCode: '0' },
    currentStateTime: domainNow(),
    pendingState: null,
    gracefulModeOn: false,
  }
  reply(own, ({ params }) => ({ id: params.userId, fullName: 'Demo Agent', extension: '100' }))
  reply(`${own}/skills`, () => floor.queues())
  reply(`${own}/active_skills`, () => floor.queues().map(({ id }) => id))
  reply(`${own}/options`, () => ({ options: [] }))
  reply(`${own}/presence`, () => presence)
  router.put(`${own}/presence`, (request, response) => {
    const given = Presence.safeParse(request.body)
    if (!given.success) {
      refuse(response, 435, { errorCode: 1, message: 'The body has to be a presence' })
      return
    }
    const { readyChannels, notReadyReasonCode = '0' } = given.data
    presence = {
      ...presence,
      currentState: { readyChannels, notReadyReasonCode: String(notReadyReasonCode) },
      currentStateTime: domainNow(),
    }
    response.status(204).end()
  })
}

/** Stores alerts unchanged: their form is not documented. */
function alertRoutes(router: Router, path: string): void {
  const alerts = new Map<string, Record<string, unknown>>()
  let nextId = 1
  router.get(path, (_request, response) => {
    response.json([...alerts.values()])
  })
  router.post(path, (request, response) => {
    const alert = { ...Alert.parse(request.body), id: String(nextId) }
    nextId += 1
    alerts.set(alert.id, alert)
    response.json(alert)
  })
  const one = `${path}/:alertId`
  router.get(one, (request, response) => {
    const alert = alerts.get(String(request.params.alertId))
    if (alert === undefined) refuse(response, 435, { errorCode: 1, message: 'No such alert' })
    else response.json(alert)
  })
  router.put(one, (request, response) => {
    const id = String(request.params.alertId)
    if (!alerts.has(id)) {
      refuse(response, 435, { errorCode: 1, message: 'No such alert' })
      return
    }
    alerts.set(id, { ...Alert.parse(request.body), id })
    response.status(204).end()
  })
  router.delete(one, (request, response) => {
    if (alerts.delete(String(request.params.alertId))) response.json({})
    else refuse(response, 435, { errorCode: 1, message: 'No such alert' })
  })
}
