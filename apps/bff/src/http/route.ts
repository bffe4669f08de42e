import type { Request, Response, Router } from 'express'
import { AppError, type Denial } from './app-error.ts'
import { createJsonReader } from './json-body.ts'
import type { Limiter } from './limiter.ts'
import type { SecurityLog } from '../auth/security-log.ts'
import type { BrowserSession } from '../auth/browser-sessions.ts'
import type { Cookies } from '../auth/secret-cookie.ts'
import type { RequestOrigins } from '../auth/request-origins.ts'

interface Exchange {
  readonly request: Request
  readonly response: Response
}

interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** In Express' form, such as `/api/boards/:id`. */
  readonly path: string
  /** The most bytes of a body, where a person may send more than usual. */
  readonly bodyLimit?: string
}

/** The most bytes of a body: of requests that anybody can send, and of those of people. */
const bodyLimits = { open: '16kb', ofPeople: '100kb' } as const

/**
 * One route of the server. `access` says who may call it and is checked before `handle` runs: a `person` is signed in,
 * an `administrator` is named by the configuration; the handler itself verifies the secret of a `screen` or `token`.
 */
export type Route = Endpoint &
  (
    | {
        readonly access: 'anyone' | 'screen' | 'token'
        readonly handle: (exchange: Exchange) => void | Promise<void>
      }
    | {
        readonly access: 'person' | 'administrator'
        readonly handle: (exchange: Exchange, person: BrowserSession) => void | Promise<void>
      }
  )

export interface AccessDeps {
  readonly cookies: Cookies
  readonly findSession: (id: string | undefined) => Promise<BrowserSession | undefined>
  /** Why a user has no administrator access; undefined for an administrator. */
  readonly adminDenial: (username: string) => Denial | undefined
  readonly securityLog: SecurityLog
  readonly requestOrigins: Pick<RequestOrigins, 'addressOf' | 'networkOf'>
  /** Limits the changes of one user. */
  readonly changeLimit: Limiter
}

/** @throws AppError 401 without a browser session, 403 without the administrator access that the route requires */
async function personFor(route: Route, request: Request, deps: AccessDeps): Promise<BrowserSession> {
  const refused = (error: AppError, user?: string) => {
    const address = deps.requestOrigins.addressOf(request)
    deps.securityLog.write('access', { result: error.body.code, user, path: route.path, address })
    return error
  }
  const person = await deps.findSession(deps.cookies.session.read(request))
  if (person === undefined) throw refused(new AppError(401, { code: 'signed-out' }))
  const denial = route.access === 'administrator' ? deps.adminDenial(person.username) : undefined
  if (denial !== undefined) throw refused(new AppError(denial.status, denial.body), person.username)
  return person
}

/** @throws AppError 429 when the user has made too many changes */
async function takeChange(person: BrowserSession, deps: AccessDeps): Promise<void> {
  const change = await deps.changeLimit.take(person.username)
  if (change.ok) return
  deps.securityLog.write('limit', { result: 'changes', user: person.username })
  throw new AppError(429, { code: 'too-many-changes' }, change.retryAfterMs)
}

/** Registers a table of routes. Tests iterate over the same table, so that no route is left out. */
export function register(router: Router, routes: readonly Route[], deps: AccessDeps): void {
  for (const route of routes) {
    const isOpen = route.access === 'anyone' || route.access === 'screen' || route.access === 'token'
    const readBody = createJsonReader(route.bodyLimit ?? (isOpen ? bodyLimits.open : bodyLimits.ofPeople))
    router[route.method](route.path, async (request, response) => {
      const exchange = { request, response }
      if (route.access === 'anyone' || route.access === 'screen' || route.access === 'token') {
        if (route.method !== 'get') await readBody(request, response)
        await route.handle(exchange)
        return
      }
      const person = await personFor(route, request, deps)
      if (route.method !== 'get') {
        await takeChange(person, deps)
        await readBody(request, response)
      }
      await route.handle(exchange, person)
    })
  }
}

/** Reads a parameter of the path, such as `id` of `/api/boards/:id`. */
export function parameter(request: Request, name: string): string {
  const value = request.params[name]
  return typeof value === 'string' ? value : ''
}
