import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** Sources that a page may use besides files of this server, as hashes such as `'sha256-…'`. */
interface InlineSources {
  readonly scripts?: readonly string[]
  readonly styles?: readonly string[]
}

/** The source expression that allows exactly one inline script or style. */
export const hashSource = (content: string): string =>
  `'sha256-${createHash('sha256').update(content).digest('base64')}'`

/** The Content-Security-Policy of a page: files of this server, and inline content by its hash. */
export function contentSecurityPolicy({ scripts = [], styles = [] }: InlineSources = {}): string {
  const own = "'self'"
  const directives: readonly (readonly [string, ...string[]])[] = [
    ['default-src', "'none'"],
    ['base-uri', own],
    ['connect-src', own],
    ['font-src', own],
    ['form-action', own],
    ['frame-ancestors', own], // the board editor shows a preview of itself
    ['frame-src', own],
    ['img-src', own],
    ['manifest-src', own],
    ['object-src', "'none'"],
    ['script-src', own, ...scripts],
    ['style-src', own, ...styles],
    ['worker-src', own],
    ['require-trusted-types-for', "'script'"],
    ['trusted-types', 'wallboard'],
  ]
  return directives.map((directive) => directive.join(' ')).join('; ')
}

/** Browser features that a wallboard uses, and those that none of its pages may use. */
const permissionsPolicy = [
  ...['autoplay', 'fullscreen', 'screen-wake-lock'].map((feature) => `${feature}=(self)`),
  ...[
    ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'magnetometer'],
    ...['microphone', 'midi', 'payment', 'publickey-credentials-get', 'serial', 'usb', 'xr-spatial-tracking'],
  ].map((feature) => `${feature}=()`),
].join(', ')

const yearSeconds = 31_536_000

/**
 * The headers of every response. HSTS is sent over TLS only, and includes subdomains only when the wallboard does not
 * share its host name.
 */
export function securityHeaders(options: {
  readonly isSecure: (request: IncomingMessage) => boolean
  readonly basePath: string
}): RequestHandler[] {
  const policy = contentSecurityPolicy()
  const hsts = `max-age=${yearSeconds}${options.basePath === '' ? '; includeSubDomains' : ''}`
  return [
    // helmet's policy is replaced by ours, which a test checks as one text.
    helmet({ contentSecurityPolicy: false, strictTransportSecurity: false, originAgentCluster: false }),
    (request, response, next) => {
      response.setHeader('Content-Security-Policy', policy)
      response.setHeader('Permissions-Policy', permissionsPolicy)
      if (options.isSecure(request)) response.setHeader('Strict-Transport-Security', hsts)
      next()
    },
  ]
}
