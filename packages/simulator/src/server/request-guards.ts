import type { RequestHandler, Response } from 'express'
import type { FaultSwitches } from '../faults/fault-switches.ts'
import { hasForeignCookie, tokenIdOf } from './credentials.ts'
import { refuse } from './envelope.ts'
import type { RestDeps } from './rest-deps.ts'
import { movedTo } from './rest-faults.ts'
import type { Sessions } from './sessions.ts'

export const loggedOut = { errorCode: 401, message: 'User is not logged in' }

/** Refuses users without the permission. */
export function requirePermission(permission: string, { permissions }: Pick<RestDeps, 'permissions'>) {
  return (_request: unknown, response: Response, next: () => void): void => {
    if (permissions().includes(permission)) next()
    else refuse(response, 403, { errorCode: 403, message: `The user lacks the permission ${permission}` })
  }
}

/** A host that is not active refuses calls. */
export function requireHome({ host, hosts }: RestDeps): RequestHandler {
  return (_request, response, next) => {
    if (host.isActive()) next()
    else refuse(response, 435, movedTo(hosts.active().farmId))
  }
}

/** A node that does not know the token answers 401, until login_state has been polled often enough. */
export function requireToken(sessions: Sessions, faults: FaultSwitches): RequestHandler {
  return (request, response, next) => {
    const isForeign = faults.current().foreignCookiesRefused && hasForeignCookie(request)
    const token = isForeign ? undefined : sessions.find(tokenIdOf(request))
    const isPoll = request.path.endsWith('/login_state')
    if (token === undefined || token.pollsUntilKnown > 0) {
      if (token !== undefined && isPoll) token.pollsUntilKnown -= 1
      refuse(response, 401, loggedOut)
      return
    }
    next()
  }
}
