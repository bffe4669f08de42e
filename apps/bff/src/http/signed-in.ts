import type { IncomingMessage } from 'node:http'
import { AppError } from './app-error.ts'
import { sessionCookie } from './secret-cookie.ts'

/** A browser that has signed in: the key of its session, whose it is, and Five9's id of their domain. */
interface SignedIn {
  readonly key: string
  readonly username: string
  readonly org: string
}

export interface SessionLookup {
  readonly findSession: (id: string | undefined) => SignedIn | undefined
}

/**
 * Whose browser sent the request.
 * @throws AppError 401 for one that has not signed in
 */
export function signedIn(deps: SessionLookup, request: IncomingMessage): SignedIn {
  const session = deps.findSession(sessionCookie.read(request))
  if (session === undefined) throw new AppError(401, 'signed-out', 'You are signed out. Sign in again.')
  return session
}
