import type { IncomingMessage } from 'node:http'

/**
 * Removes the base path from the URL of a request, so that routes are declared without it. A proxy may pass the base
 * path on or remove it: a URL without it stays as it is.
 */
export function stripBasePath(request: IncomingMessage, basePath: string): void {
  const { url } = request
  if (basePath === '' || url?.startsWith(basePath) !== true) return
  const rest = url.slice(basePath.length)
  if (rest.startsWith('/')) request.url = rest
  else if (rest === '' || rest.startsWith('?')) request.url = `/${rest}`
}
