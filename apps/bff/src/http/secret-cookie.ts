import type { IncomingMessage } from 'node:http'
import type { Request, Response } from 'express'

/** A cookie that holds a secret: HttpOnly, SameSite, and bound to this host and to TLS where TLS is used. */
export interface SecretCookie {
  /** What the browser sent, from either form of the cookie. */
  readonly read: (request: IncomingMessage) => string | undefined
  readonly set: (request: Request, response: Response, value: string, maxAgeMs: number) => void
  readonly clear: (request: Request, response: Response) => void
}

const attributes = (request: Request) =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: request.secure }) as const

function secretCookie(plainName: string): SecretCookie {
  /** Over TLS the browser itself guarantees that no other host or path set it. */
  const secureName = `__Host-${plainName}`
  return {
    read(request) {
      const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
      const values = new Map(pairs.map(([name = '', value = '']) => [name, value]))
      return values.get(secureName) ?? values.get(plainName)
    },
    set(request, response, value, maxAgeMs) {
      response.cookie(request.secure ? secureName : plainName, value, {
        ...attributes(request),
        maxAge: maxAgeMs,
      })
    },
    clear(request, response) {
      response.clearCookie(request.secure ? secureName : plainName, attributes(request))
    },
  }
}

/** A person's browser session. */
export const sessionCookie = secretCookie('wallboard_session')
/** A paired screen's token. */
export const displayCookie = secretCookie('wallboard_display')
/** What a screen holds while it waits to be paired. */
export const pairingCookie = secretCookie('wallboard_pairing')
