import type { IncomingMessage } from 'node:http'

/**
 * Takes the base path off a request's address, so that all code below sees addresses without it. A proxy may pass the
 * base path on or take it off itself: an address without it stays as it is.
 */
export function stripBasePath(request: IncomingMessage, basePath: string): void {
  const { url } = request
  if (basePath === '' || url?.startsWith(basePath) !== true) return
  const rest = url.slice(basePath.length)
  if (rest.startsWith('/')) request.url = rest
  else if (rest === '' || rest.startsWith('?')) request.url = `/${rest}`
}
