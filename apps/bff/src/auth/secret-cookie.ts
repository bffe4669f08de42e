import type { IncomingMessage } from 'node:http'
import type { CookieOptions, Response } from 'express'

/**
 * A cookie that holds a secret: HttpOnly and SameSite. Over TLS only its `__Host-` form exists, which no other host and
 * no page without TLS can set; without TLS only its plain form.
 */
export interface SecretCookie {
  readonly read: (request: IncomingMessage) => string | undefined
  readonly set: (request: IncomingMessage, response: Response, value: string, maxAgeMs: number) => void
  /** Clears both forms. */
  readonly clear: (request: IncomingMessage, response: Response) => void
}

export interface Cookies {
  /** A person's browser session. */
  readonly session: SecretCookie
  /** The token of a paired display. */
  readonly display: SecretCookie
  /** The secret of a display that waits to be paired. */
  readonly pairing: SecretCookie
  /** The device token: proves that a user has signed in with this browser before. */
  readonly device: SecretCookie
}

export interface CookiesOptions {
  readonly isSecure: (request: IncomingMessage) => boolean
  /** `/wallboard`, or empty. It separates the cookies of two wallboards on one host. */
  readonly basePath: string
}

/** The cookies of the server. `__Host-` requires the path `/`; the plain form is limited to the base path. */
export function createCookies({ isSecure, basePath }: CookiesOptions): Cookies {
  const suffix = basePath.replace(/[^A-Za-z0-9]+/g, '_')

  function secretCookie(baseName: string): SecretCookie {
    const plainName = `${baseName}${suffix}`
    const secureName = `__Host-${plainName}`
    const common = { httpOnly: true, sameSite: 'lax' } as const
    const plain: CookieOptions = { ...common, path: basePath === '' ? '/' : basePath }
    const secure: CookieOptions = { ...common, path: '/', secure: true }
    const formFor = (request: IncomingMessage) =>
      isSecure(request) ? ([secureName, secure] as const) : ([plainName, plain] as const)
    return {
      read(request) {
        const [expectedName] = formFor(request)
        for (const pair of (request.headers.cookie ?? '').split(';')) {
          const [name = '', value = ''] = pair.trim().split('=')
          if (name === expectedName) return value
        }
        return undefined
      },
      set(request, response, value, maxAgeMs) {
        const [name, options] = formFor(request)
        response.cookie(name, value, { ...options, maxAge: maxAgeMs })
      },
      clear(request, response) {
        response.clearCookie(plainName, plain)
        if (isSecure(request)) response.clearCookie(secureName, secure)
      },
    }
  }

  return {
    session: secretCookie('wallboard_session'),
    display: secretCookie('wallboard_display'),
    pairing: secretCookie('wallboard_pairing'),
    device: secretCookie('wallboard_device'),
  }
}
