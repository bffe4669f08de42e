import { z } from 'zod'
import { AppError } from '../http/app-error.ts'
import type { AccessDeps, Route } from '../http/route.ts'

/** What a sign-in came to. */
export type SignInResult =
  | {
      readonly ok: true
      readonly sessionId: string
      readonly username: string
      /** Proves later that the user has signed in with this browser. */
      readonly deviceToken: string
    }
  | { readonly ok: false; readonly error: AppError }

export interface SignInRequest {
  readonly username: string
  readonly password: string
  readonly force: boolean
  /** The visitor's IPv4 address or IPv6 /64. */
  readonly network: string
  readonly deviceToken: string | undefined
}

export interface SessionDeps extends AccessDeps {
  readonly signIn: (given: SignInRequest) => Promise<SignInResult>
  readonly endSession: (key: string) => void
  readonly sessionMaxAgeMs: number
}

const Credentials = z.strictObject({
  username: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(1_000),
  force: z.boolean().default(false),
})

/** As long as browsers keep a cookie at all. */
const deviceCookieMs = 400 * 24 * 3_600_000

/** `/api/session`: signs in, says who is signed in, signs out. */
export function sessionRoutes(deps: SessionDeps): Route[] {
  const { cookies, securityLog } = deps
  return [
    {
      method: 'get',
      path: '/api/session',
      access: 'anyone',
      handle({ request, response }) {
        response.json({ username: deps.findSession(cookies.session.read(request))?.username ?? null })
      },
    },
    {
      method: 'post',
      path: '/api/session',
      access: 'anyone',
      async handle({ request, response }) {
        const given = Credentials.safeParse(request.body)
        if (!given.success) throw new AppError(400, { code: 'incomplete' })
        const address = deps.visitors.addressOf(request)
        const from = { user: given.data.username, address }
        const result = await deps.signIn({
          ...given.data,
          network: deps.visitors.networkOf(request),
          deviceToken: cookies.device.read(request),
        })
        if (!result.ok) {
          securityLog.write('sign-in', { result: result.error.body.code, ...from })
          throw result.error
        }
        const former = deps.findSession(cookies.session.read(request))
        if (former !== undefined) deps.endSession(former.key)
        cookies.session.set(request, response, result.sessionId, deps.sessionMaxAgeMs)
        cookies.device.set(request, response, result.deviceToken, deviceCookieMs)
        securityLog.write('sign-in', { result: 'ok', ...from })
        response.json({ username: result.username })
      },
    },
    {
      method: 'delete',
      path: '/api/session',
      access: 'anyone',
      handle({ request, response }) {
        const session = deps.findSession(cookies.session.read(request))
        if (session !== undefined) {
          deps.endSession(session.key)
          const address = deps.visitors.addressOf(request)
          securityLog.write('sign-out', { result: 'ok', user: session.username, address })
        }
        cookies.session.clear(request, response)
        response.status(204).end()
      },
    },
  ]
}
