import type { Request, Router } from 'express'
import { z } from 'zod'
import { reasonCodes } from '../floor/index.ts'
import { refuse, wrongState } from './envelope.ts'
import { opaqueRoutes } from './opaque-routes.ts'
import { referenceRoutes } from './reference-routes.ts'
import type { RestDeps } from './rest-deps.ts'
import type { Role } from './sessions.ts'
import { skillSnapshot } from './skill-snapshot.ts'

const logoutReasonCodes = [{ id: '110001', name: 'End of shift', selectable: true }]
const StatisticsFilter = z.record(z.string(), z.unknown())

/** Routes for a session in WORKING. Other login states get 435. */
export function domainRoutes(router: Router, role: Role, deps: RestDeps): void {
  const { sessions, floor } = deps
  let filter: Readonly<Record<string, unknown>> = {
    range: 'CURRENT_DAY',
    rollingTimePeriod: 'TODAY',
    skillsSelectionType: 'ALL',
    skills: [],
  }

  router.use((request, response, next) => {
    const state = sessions.loginState(role)
    if (state === 'WORKING') next()
    else refuse(response, 435, wrongState(state, request.path, 'WORKING'))
  })
  const reply = (path: string, body: (request: Request) => unknown) =>
    router.get(path, (request, response) => {
      response.json(body(request))
    })

  reply('/orgs/:orgId/skills', () => floor.queues())
  reply('/orgs/:orgId/users', () =>
    floor.users().map(({ skillIds, activeSkillIds: _active, ...user }) => ({
      ...user,
      email: user.userName,
      permissions: [],
      skillLevels: skillIds.map((skillId) => ({ skillId, level: 1 })),
      userProfileSet: false,
    })),
  )
  reply('/orgs/:orgId/campaigns', () =>
    floor.campaigns().map(({ type, ...campaign }) => ({ ...campaign, campaignType: type })),
  )
  reply('/orgs/:orgId/not_ready_reason_codes', () => reasonCodes)
  reply('/orgs/:orgId/logout_reason_codes', () => logoutReasonCodes)
  reply('/orgs/:orgId/reason_codes', () => [...reasonCodes, ...logoutReasonCodes])
  reply(`/${role}s/:userId/stats_filter_settings`, () => filter)
  router.put(`/${role}s/:userId/stats_filter_settings`, (request, response) => {
    const sent = StatisticsFilter.safeParse(request.body)
    if (!sent.success) {
      refuse(response, 435, { errorCode: 1, message: 'The body must be a whole statistics filter' })
      return
    }
    filter = sent.data
    response.status(204).end()
  })
  router.put(`/${role}s/:userId/ping`, (_request, response) => {
    response.status(204).end()
  })
  router.put(`/${role}s/:userId/request_full_statistics`, (_request, response) => {
    response.status(204).end()
    deps.sendFullStatistics()
  })
  router.get(`/${role}s/:userId/skills/:skillId/snapshot`, (request, response) => {
    const snapshot = skillSnapshot(floor, request.params.skillId)
    if (snapshot === undefined) refuse(response, 435, { errorCode: 1, message: 'No such skill' })
    else response.json(snapshot)
  })
  referenceRoutes(router, role, deps)
  opaqueRoutes(router, role)
  router.use((_request, response) => {
    refuse(response, 404, { errorCode: 404, message: 'Not found' })
  })
}
