import { Router } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { z } from 'zod'
import { AppError } from './app-error.ts'
import { sessionCookie } from './secret-cookie.ts'
import type { SessionLookup } from './signed-in.ts'

/** What a sign-in came to. */
export type SignInResult =
  | { readonly ok: true; readonly sessionId: string; readonly username: string }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly message: string }

export interface SessionDeps extends SessionLookup {
  readonly signIn: (given: { username: string; password: string; force: boolean }) => Promise<SignInResult>
  readonly endSession: (key: string) => void
  readonly sessionMaxAgeMs: number
}

const Credentials = z.strictObject({
  username: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(1_000),
  force: z.boolean().default(false),
})

const tooMany = new AppError(
  429,
  'too-many-attempts',
  'Too many sign-ins were tried. Wait a few minutes and try again.',
)

/** `/api/session`: signs in, says who is signed in, signs out. */
export function sessionRoutes(deps: SessionDeps): Router {
  const router = Router()
  const attemptsByAddress = new RateLimiterMemory({ points: 30, duration: 60 })
  const failuresByUser = new RateLimiterMemory({ points: 10, duration: 300 })

  router.get('/', (request, response) => {
    response.json({ username: deps.findSession(sessionCookie.read(request))?.username ?? null })
  })
  router.post('/', async (request, response) => {
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
    const former = deps.findSession(sessionCookie.read(request))
    if (former !== undefined) deps.endSession(former.key)
    sessionCookie.set(request, response, result.sessionId, deps.sessionMaxAgeMs)
    response.json({ username: result.username })
  })
  router.delete('/', (request, response) => {
    const session = deps.findSession(sessionCookie.read(request))
    if (session !== undefined) deps.endSession(session.key)
    sessionCookie.clear(request, response)
    response.status(204).end()
  })
  return router
}
