import express, { Router, type Express, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { tokenIdOf } from './credentials.ts'
import { domainRoutes } from './domain-routes.ts'
import { refuse, wrongState } from './envelope.ts'
import type { RestDeps } from './rest-deps.ts'
import type { Role, Sessions } from './sessions.ts'

const Login = z.object({
  passwordCredentials: z.object({ username: z.string(), password: z.string() }),
  policy: z.string().default('AttachExisting'),
})

/** Both contexts of Five9's REST API: `/supsvcs/rs/svc` for supervisors, `/appsvcs/rs/svc` for agents. */
export function createRest(app: Express, deps: RestDeps): void {
  for (const [role, context] of [
    ['supervisor', '/supsvcs/rs/svc'],
    ['agent', '/appsvcs/rs/svc'],
  ] as const) {
    const router = Router()
    router.use(express.json({ limit: '100kb' }))
    authRoutes(router, deps)
    sessionRoutes(router, role, deps)
    domainRoutes(router, role, deps)
    app.use(context, router)
  }
}

/** Metadata with a passive and an active data centre; ports are text, as Five9 sends them. */
function metadataOf({ options, port }: RestDeps) {
  const urls = (host: string) => [{ host, port: String(port()), routeKey: 'R1', version: '13.0.183' }]
  const centre = (name: string, active: boolean, host: string) => {
    const list = urls(host)
    return { name, active, uiUrls: list, apiUrls: list, loginUrls: list }
  }
  return {
    freedomUrl: `https://${options.advertisedHost}`,
    dataCenters: [
      centre('Passive', false, 'passive.invalid'),
      centre('Active', true, options.advertisedHost),
    ],
  }
}

const loggedOut = { errorCode: 401, message: 'User is not logged in' }

function authRoutes(router: Router, deps: RestDeps): void {
  const { sessions } = deps
  const replyOf = (tokenId: string, sessionId: string) => ({
    tokenId,
    sessionId,
    orgId: sessions.orgId,
    userId: sessions.userId,
    context: { farmId: sessions.farmId, cloudClientUrl: null, cloudTokenUrl: null },
    metadata: metadataOf(deps),
  })

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
    response.append('Set-Cookie', `Authorization=Bearer-${token.id}; Path=/; HttpOnly`)
    response.append('Set-Cookie', `farmId=${sessions.farmId}; Path=/`)
    response.append('Set-Cookie', 'apiRouteKey=R1; Path=/')
    response.json(replyOf(token.id, token.sessionId))
  })

  router.post('/auth/login_by_token', (_request, response) => {
    const message = 'The simulator has no login_by_token: sign in with username and password'
    refuse(response, 401, { errorCode: 401, message, contextCode: 'LOGIN' })
  })

  router.get('/auth/metadata', (request, response) => {
    const token = sessions.find(tokenIdOf(request))
    if (token === undefined) refuse(response, 401, loggedOut)
    else response.json(replyOf(token.id, token.sessionId))
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

function sessionRoutes(router: Router, role: Role, { sessions }: RestDeps): void {
  const own = `/${role}s/:userId`
  router.use(requireToken(sessions))
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
