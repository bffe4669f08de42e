import type { IncomingMessage } from 'node:http'
import type { Request, Response } from 'express'

const plainName = 'wallboard_session'
/** Over TLS the browser itself guarantees that no other host or path set it. */
const secureName = `__Host-${plainName}`

/** The session id that a browser sent, from either form of the cookie. */
export function sessionIdOf(request: IncomingMessage): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  const values = new Map(pairs.map(([name = '', value = '']) => [name, value]))
  return values.get(secureName) ?? values.get(plainName)
}

const attributes = (request: Request) =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: request.secure }) as const

export function setSessionCookie(request: Request, response: Response, id: string, maxAgeMs: number): void {
  response.cookie(request.secure ? secureName : plainName, id, { ...attributes(request), maxAge: maxAgeMs })
}

export function clearSessionCookie(request: Request, response: Response): void {
  response.clearCookie(request.secure ? secureName : plainName, attributes(request))
}
