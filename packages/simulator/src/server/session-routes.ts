import type { Response, Router } from 'express'
import { EventId } from '@wallboard/five9/events'
import { z } from 'zod'
import { tokenIdOf } from './credentials.ts'
import { refuse, wrongState } from './envelope.ts'
import { requireHome, requireToken } from './request-guards.ts'
import type { RestDeps } from './rest-deps.ts'
import type { Role } from './sessions.ts'

const Id = z.union([z.string(), z.number().transform(String)])
/** Ids, or objects that hold one. */
const SkillIds = z.array(z.union([Id, z.looseObject({ id: Id }).transform(({ id }) => id)]))

/** The life of a session of one role, up to WORKING. */
export function sessionRoutes(router: Router, role: Role, deps: RestDeps): void {
  const { sessions, faults } = deps
  const own = `/${role}s/:userId`
  router.use(requireToken(sessions, faults))
  router.use(requireHome(deps))
  router.use((request, response, next) => {
    const { unknownLoginState } = faults.current()
    if (unknownLoginState === '') next()
    else if (request.path.endsWith('/login_state')) response.json(unknownLoginState)
    else refuse(response, 435, wrongState(unknownLoginState, request.path, 'WORKING'))
  })
  const noContent = (response: Response) => response.status(204).end()

  router.get(`${own}/login_state`, (_request, response) => {
    response.json(sessions.loginState(role))
  })
  router.put(`${own}/session_start`, (request, response) => {
    switch (sessions.start(role, request.query.force === 'true', tokenIdOf(request) ?? '')) {
      case 'started':
        noContent(response)
        return
      case 'duplicate-login':
        refuse(response, 435, {
          errorCode: 3,
          message: 'User already has a session',
          contextCode: 'DUPLICATE_LOGIN',
        })
        return
      case 'wrong-state':
        refuse(response, 435, wrongState(sessions.loginState(role), 'startSession', 'SELECT_STATION'))
    }
  })
  router.put(`${own}/session_restart`, (_request, response) => {
    if (sessions.restart(role)) noContent(response)
    else refuse(response, 435, wrongState(sessions.loginState(role), 'restartSession', 'RELOGIN'))
  })
  router.put(`${own}/session_stop`, (_request, response) => {
    sessions.stop(role)
    noContent(response)
  })
  const noticeOf = ({ id }: { readonly id: string }) => ({
    id,
    annotation: 'Maintenance',
    text: '<p>Planned maintenance</p>',
    accepted: false, // Five9's reply says false even after accepting
  })
  router.get(`${own}/maintenance_notices`, (_request, response) => {
    response.json(sessions.notices.filter(({ isAccepted }) => !isAccepted).map(noticeOf))
  })
  router.put(`${own}/maintenance_notices/:noticeId/accept`, (request, response) => {
    const notice = sessions.acceptNotice(request.params.noticeId)
    if (notice === undefined) refuse(response, 435, { errorCode: 1, message: 'No such notice' })
    else response.json(noticeOf(notice))
  })
  if (role === 'agent') skillRoutes(router, deps)
}

/** The skills that the agent works on: all at first. A choice ends SELECT_SKILLS and is announced by event 11. */
function skillRoutes(router: Router, { sessions, floor, sendToAgent }: RestDeps): void {
  let chosen: readonly string[] | undefined
  router.get('/agents/:userId/active_skills', (_request, response) => {
    response.json(chosen ?? floor.queues().map(({ id }) => id))
  })
  router.put('/agents/:userId/active_skills', (request, response) => {
    chosen = SkillIds.safeParse(request.body).data ?? []
    sessions.selectSkills('agent')
    response.json(chosen)
    sendToAgent(EventId.EVENT_ACTIVE_SKILLS_UPDATED, chosen)
  })
}
