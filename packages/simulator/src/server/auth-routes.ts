import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { loginCookies, tokenIdOf } from './credentials.ts'
import { refuse } from './envelope.ts'
import { loggedOut, requireToken } from './request-guards.ts'
import type { RestDeps } from './rest-deps.ts'
import type { Sessions, Token } from './sessions.ts'

const Login = z.object({
  passwordCredentials: z.object({ username: z.string(), password: z.string() }),
  policy: z.string().default('AttachExisting'),
})
const TokenLogin = z.object({ policy: z.string().default('AttachExisting') })

/** Sign-in, sign-out, and what every signed-in user may read. */
export function authRoutes(router: Router, deps: RestDeps): void {
  const { sessions, hosts } = deps
  const replyOf = ({ id, sessionId }: Token, of: Sessions) => ({
    tokenId: id,
    sessionId,
    orgId: of.orgId,
    userId: of.userId,
    context: {
      farmId: hosts.active().farmId,
      cloudClientUrl: hosts.origin(hosts.active()),
      cloudTokenUrl: hosts.origin(hosts.active()),
      pwdExpiryDays: '78',
    },
    metadata: hosts.metadata(),
  })

  function signedIn(token: Token, of: Sessions, request: Request, response: Response): void {
    for (const cookie of loginCookies(token, hosts.active().farmId, request))
      response.append('Set-Cookie', cookie)
    response.json(replyOf(token, of))
  }

  router.post('/auth/login', (request, response) => {
    const body = Login.safeParse(request.body)
    const signed = body.success
      ? deps.signIn(
          body.data.passwordCredentials.username,
          body.data.passwordCredentials.password,
          body.data.policy,
        )
      : undefined
    if (signed === undefined) {
      refuse(response, 401, { errorCode: 401, message: 'Invalid username or password', contextCode: 'LOGIN' })
      return
    }
    signedIn(signed.token, signed.sessions, request, response)
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
    signedIn(token, sessions, request, response)
  })

  router.get('/auth/metadata', (request, response) => {
    const token = sessions.find(tokenIdOf(request))
    if (token === undefined) refuse(response, 401, loggedOut)
    else response.json(replyOf(token, sessions))
  })

  router.post('/auth/logout', (request, response) => {
    if (sessions.find(tokenIdOf(request)) === undefined) {
      refuse(response, 401, loggedOut)
      return
    }
    sessions.signOut()
    response.sendStatus(204)
  })

  router.get('/auth/login_page_info', (_request, response) => {
    response.json({})
  })
  const withToken = requireToken(sessions, deps.faults)
  router.get('/auth/permissions', withToken, (_request, response) => {
    response.json(deps.permissions())
  })
  router.get('/auth/roles', withToken, (_request, response) => {
    response.json(['DomainSupervisor', 'Agent'])
  })
  router.get('/auth/settings', withToken, (_request, response) => {
    response.json({})
  })
  router.put('/auth/exceptions', withToken, (_request, response) => {
    response.json({})
  })
}
