import type { IncomingMessage } from 'node:http'
import { AppError } from './app-error.ts'
import { sessionIdOf } from './session-cookie.ts'

/** A browser that has signed in: the key of its session and whose it is. */
interface SignedIn {
  readonly key: string
  readonly username: string
}

export interface SessionLookup {
  readonly findSession: (id: string | undefined) => SignedIn | undefined
}

/**
 * Whose browser sent the request.
 * @throws AppError 401 for one that has not signed in
 */
export function signedIn(deps: SessionLookup, request: IncomingMessage): SignedIn {
  const session = deps.findSession(sessionIdOf(request))
  if (session === undefined) throw new AppError(401, 'signed-out', 'You are signed out. Sign in again.')
  return session
}
