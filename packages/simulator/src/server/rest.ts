import express, { Router, type Express, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { tokenIdOf } from './credentials.ts'
import { domainRoutes } from './domain-routes.ts'
import { refuse, wrongState } from './envelope.ts'
import type { RestDeps } from './rest-deps.ts'
import { movedTo, restFaults } from './rest-faults.ts'
import type { Role, Sessions, Token } from './sessions.ts'

const Login = z.object({
  passwordCredentials: z.object({ username: z.string(), password: z.string() }),
  policy: z.string().default('AttachExisting'),
})
const TokenLogin = z.object({ policy: z.string().default('AttachExisting') })

/** Both contexts of Five9's REST API: `/supsvcs/rs/svc` for supervisors, `/appsvcs/rs/svc` for agents. */
export function createRest(app: Express, deps: RestDeps): void {
  for (const [role, context] of [
    ['supervisor', '/supsvcs/rs/svc'],
    ['agent', '/appsvcs/rs/svc'],
  ] as const) {
    const router = Router()
    router.use(restFaults(deps))
    router.use(express.json({ limit: '100kb', strict: false }))
    authRoutes(router, deps)
    sessionRoutes(router, role, deps)
    domainRoutes(router, role, deps)
    app.use(context, router)
  }
}

const loggedOut = { errorCode: 401, message: 'User is not logged in' }

function authRoutes(router: Router, deps: RestDeps): void {
  const { sessions, hosts } = deps
  const replyOf = ({ id, sessionId }: Token) => ({
    tokenId: id,
    sessionId,
    orgId: sessions.orgId,
    userId: sessions.userId,
    context: { farmId: hosts.active().farmId, cloudClientUrl: null, cloudTokenUrl: null },
    metadata: hosts.metadata(),
  })

  function signedIn(token: Token, response: Response): void {
    const { farmId } = hosts.active()
    response.append('Set-Cookie', `Authorization=Bearer-${token.id}; Path=/; HttpOnly`)
    response.append('Set-Cookie', `farmId=${farmId}; Path=/`)
    response.append('Set-Cookie', `apiRouteKey=R${farmId}; Path=/`)
    response.json(replyOf(token))
  }

  router.post('/auth/login', (request, response) => {
    const body = Login.safeParse(request.body)
    const token = body.success
      ? sessions.signIn(
          body.data.passwordCredentials.username,
          body.data.passwordCredentials.password,
          body.data.policy,
        )
      : undefined
    if (token === undefined) {
      refuse(response, 401, { errorCode: 401, message: 'Invalid username or password', contextCode: 'LOGIN' })
      return
    }
    signedIn(token, response)
  })

  router.post('/auth/login_by_token', (request, response) => {
    const body = TokenLogin.safeParse(request.body ?? {})
    const accessToken = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const token =
      body.success && accessToken !== undefined
        ? sessions.signInByToken(accessToken, body.data.policy)
        : undefined
    if (token === undefined) {
      refuse(response, 401, { errorCode: 401, message: 'Invalid access token', contextCode: 'LOGIN' })
      return
    }
    signedIn(token, response)
  })

  router.get('/auth/metadata', (request, response) => {
    const token = sessions.find(tokenIdOf(request))
    if (token === undefined) refuse(response, 401, loggedOut)
    else response.json(replyOf(token))
  })

  router.post('/auth/logout', (request, response) => {
    if (sessions.find(tokenIdOf(request)) === undefined) {
      refuse(response, 401, loggedOut)
      return
    }
    sessions.signOut()
    response.sendStatus(204)
  })
}

/** A host that is not active refuses calls. */
function requireHome({ host, hosts }: RestDeps): RequestHandler {
  return (_request, response, next) => {
    if (host.isActive()) next()
    else refuse(response, 435, movedTo(hosts.active().farmId))
  }
}

function requireToken(sessions: Sessions): RequestHandler {
  return (request, response, next) => {
    const token = sessions.find(tokenIdOf(request))
    const isPoll = request.path.endsWith('/login_state')
    if (token === undefined || token.pollsUntilKnown > 0) {
      if (token !== undefined && isPoll) token.pollsUntilKnown -= 1
      refuse(response, 401, loggedOut)
      return
    }
    next()
  }
}

function sessionRoutes(router: Router, role: Role, deps: RestDeps): void {
  const { sessions, faults } = deps
  const own = `/${role}s/:userId`
  router.use(requireToken(sessions))
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
  router.put(`${own}/active_skills`, (_request, response) => {
    sessions.selectSkills(role)
    noContent(response)
  })
}
