import {
  SignInBody,
  type SessionReply,
  type SignInRegion,
  type SignInReply,
} from '@wallboard/relay/rest/session'
import { AppError } from '../http/app-error.ts'
import type { AccessDeps, Route } from '../http/route.ts'

/** The result of a sign-in. */
export type SignInResult =
  | {
      readonly ok: true
      readonly sessionId: string
      readonly username: string
      /** Proves later that the user has signed in with this browser before. */
      readonly deviceToken: string
    }
  | { readonly ok: false; readonly error: AppError }

export interface SignInRequest {
  readonly username: string
  readonly password: string
  readonly force: boolean
  readonly region: SignInRegion | undefined
  readonly acceptNotices: readonly string[]
  /** The client's IPv4 address or IPv6 /64. */
  readonly network: string
  readonly deviceToken: string | undefined
}

export interface SessionDeps extends AccessDeps {
  readonly signIn: (request: SignInRequest) => Promise<SignInResult>
  readonly endSession: (key: string) => Promise<void>
  /** Whether a feed of the user runs, on whichever node. */
  readonly hasFeed: (username: string) => Promise<boolean>
  readonly sessionMaxAgeMs: number
  /** The regions that a person may choose; empty when the configuration has chosen. */
  readonly signInRegions: readonly SignInRegion[]
}

/** Browsers keep no cookie for longer. */
const deviceCookieMs = 400 * 24 * 3_600_000

/** `/api/session`: signs in, reports who is signed in, signs out. */
export function sessionRoutes(deps: SessionDeps): Route[] {
  const { cookies, securityLog } = deps
  return [
    {
      method: 'get',
      path: '/api/session',
      access: 'anyone',
      async handle({ request, response }) {
        const session = await deps.findSession(cookies.session.read(request))
        const needsFive9SignIn = session !== undefined && !(await deps.hasFeed(session.username))
        response.json({
          username: session?.username ?? null,
          ...(needsFive9SignIn ? { needsFive9SignIn } : {}),
          regions: [...deps.signInRegions],
        } satisfies SessionReply)
      },
    },
    {
      method: 'post',
      path: '/api/session',
      access: 'anyone',
      async handle({ request, response }) {
        const credentials = SignInBody.safeParse(request.body)
        if (!credentials.success) throw new AppError(400, { code: 'incomplete' })
        const address = deps.requestOrigins.addressOf(request)
        const from = { user: credentials.data.username, address }
        const result = await deps.signIn({
          ...credentials.data,
          region: deps.signInRegions.includes(credentials.data.region ?? 'US')
            ? credentials.data.region
            : undefined,
          network: deps.requestOrigins.networkOf(request),
          deviceToken: cookies.device.read(request),
        })
        if (!result.ok) {
          securityLog.write('sign-in', { result: result.error.body.code, ...from })
          throw result.error
        }
        const former = await deps.findSession(cookies.session.read(request))
        if (former !== undefined) await deps.endSession(former.key)
        cookies.session.set(request, response, result.sessionId, deps.sessionMaxAgeMs)
        cookies.device.set(request, response, result.deviceToken, deviceCookieMs)
        securityLog.write('sign-in', { result: 'ok', ...from })
        response.json({ username: result.username } satisfies SignInReply)
      },
    },
    {
      method: 'delete',
      path: '/api/session',
      access: 'anyone',
      async handle({ request, response }) {
        const session = await deps.findSession(cookies.session.read(request))
        if (session !== undefined) {
          await deps.endSession(session.key)
          const address = deps.requestOrigins.addressOf(request)
          securityLog.write('sign-out', { result: 'ok', user: session.username, address })
        }
        cookies.session.clear(request, response)
        response.status(204).end()
      },
    },
  ]
}
