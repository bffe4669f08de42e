import type { IncomingMessage } from 'node:http'

/** True when the request's Origin is this server itself, as browsers write it; a missing one is not. */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers
  return host !== undefined && (origin === `https://${host}` || origin === `http://${host}`)
}

/** True when a state-changing request may come from a page of another site. */
export function isForeign(request: IncomingMessage): boolean {
  if (request.headers.origin !== undefined) return !isOwnOrigin(request)
  const site = request.headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}
