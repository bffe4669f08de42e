import type { IncomingMessage } from 'node:http'

/** True when the request's Origin is this server itself; a missing one is not. */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers
  return origin !== undefined && host !== undefined && URL.canParse(origin) && new URL(origin).host === host
}

/** True when a state-changing request may come from a page of another site. */
export function isForeign(request: IncomingMessage): boolean {
  if (request.headers.origin !== undefined) return !isOwnOrigin(request)
  const site = request.headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}
