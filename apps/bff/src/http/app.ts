import { join } from 'node:path'
import express, { type Express } from 'express'
import helmet from 'helmet'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { z } from 'zod'
import { AppError, handleErrors } from './app-error.ts'
import { isForeign } from './own-origin.ts'
import { clearSessionCookie, sessionIdOf, setSessionCookie } from './session-cookie.ts'

interface QueueName {
  readonly id: string
  readonly name: string
}

/** What a sign-in came to. */
export type SignInResult =
  | { readonly ok: true; readonly sessionId: string; readonly username: string }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly message: string }

export interface AppDeps {
  readonly signIn: (given: { username: string; password: string; force: boolean }) => Promise<SignInResult>
  readonly findSession: (
    id: string | undefined,
  ) => { readonly key: string; readonly username: string } | undefined
  readonly endSession: (key: string) => void
  readonly queuesOf: (username: string) => readonly QueueName[] | undefined
  readonly health: () => { readonly isReady: boolean; readonly detail: Readonly<Record<string, unknown>> }
  readonly spaDir: string
  readonly sessionMaxAgeMs: number
  readonly log: (error: unknown) => void
}

const Credentials = z.strictObject({
  username: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(1_000),
  force: z.boolean().default(false),
})

/** Everything that the BFF answers over HTTP. */
export function createApp(deps: AppDeps): Express {
  const app = express()
  app.use(
    helmet({
      // Without TLS in front, upgrading requests would break the page on a closed network.
      contentSecurityPolicy: {
        directives: {
          upgradeInsecureRequests: null,
          connectSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
        },
      },
      strictTransportSecurity: false,
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
    }),
  )
  healthRoutes(app, deps)
  app.use('/api', (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    const isChange = request.method !== 'GET' && request.method !== 'HEAD'
    if (isChange && isForeign(request))
      throw new AppError(403, 'foreign-origin', 'This request came from another site.')
    next()
  })
  app.use('/api', express.json({ limit: '100kb' }))
  sessionRoutes(app, deps)
  app.get('/api/queues', (request, response) => {
    const queues = deps.queuesOf(signedIn(deps, sessionIdOf(request)).username)
    if (queues === undefined)
      throw new AppError(503, 'no-feed', 'The queues are not known yet. Try again in a moment.')
    response.json(queues)
  })
  app.use('/api', () => {
    throw new AppError(404, 'not-found', 'There is nothing at this address.')
  })
  spaRoutes(app, deps.spaDir)
  app.use(handleErrors(deps.log))
  return app
}

function signedIn(
  deps: AppDeps,
  id: string | undefined,
): { readonly key: string; readonly username: string } {
  const session = deps.findSession(id)
  if (session === undefined) throw new AppError(401, 'signed-out', 'You are signed out. Sign in again.')
  return session
}

function healthRoutes(app: Express, deps: AppDeps): void {
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'running', ...deps.health().detail })
  })
  app.get('/readyz', (_request, response) => {
    const { isReady, detail } = deps.health()
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'live' : 'not live', ...detail })
  })
}

function sessionRoutes(app: Express, deps: AppDeps): void {
  const attemptsByAddress = new RateLimiterMemory({ points: 30, duration: 60 })
  const failuresByUser = new RateLimiterMemory({ points: 10, duration: 300 })
  const tooMany = new AppError(
    429,
    'too-many-attempts',
    'Too many sign-ins were tried. Wait a few minutes and try again.',
  )

  app.get('/api/session', (request, response) => {
    response.json({ username: deps.findSession(sessionIdOf(request))?.username ?? null })
  })
  app.post('/api/session', async (request, response) => {
    const given = Credentials.safeParse(request.body)
    if (!given.success) throw new AppError(400, 'incomplete', 'Give a username and a password.')
    const { username } = given.data
    await attemptsByAddress.consume(request.ip ?? '').catch(() => {
      throw tooMany
    })
    const failures = await failuresByUser.get(username.toLowerCase())
    if (failures !== null && failures.remainingPoints <= 0) throw tooMany
    const result = await deps.signIn(given.data)
    if (!result.ok) {
      if (result.status === 401) await failuresByUser.consume(username.toLowerCase()).catch(() => undefined) // counted
      throw new AppError(result.status, result.code, result.message)
    }
    const former = deps.findSession(sessionIdOf(request))
    if (former !== undefined) deps.endSession(former.key)
    setSessionCookie(request, response, result.sessionId, deps.sessionMaxAgeMs)
    response.json({ username: result.username })
  })
  app.delete('/api/session', (request, response) => {
    const session = deps.findSession(sessionIdOf(request))
    if (session !== undefined) deps.endSession(session.key)
    clearSessionCookie(request, response)
    response.status(204).end()
  })
}

/** Assets carry their hash in the name and never change; the page itself is always asked for again. */
function spaRoutes(app: Express, spaDir: string): void {
  app.use(
    '/assets',
    express.static(join(spaDir, 'assets'), {
      immutable: true,
      maxAge: '1y',
      index: false,
      fallthrough: false,
    }),
  )
  app.use(express.static(spaDir, { index: false, maxAge: '1h' }))
  app.get('/{*path}', (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile('index.html', { root: spaDir })
  })
}
