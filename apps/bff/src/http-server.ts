import { createServer, type RequestListener, type Server } from 'node:http'
import { stripBasePath } from './http/base-path.ts'

/** Longer than proxies keep theirs: of a connection that is closed while a request is under way, the request is lost. */
const keepIdleConnectionMs = 75_000

/** The server that does not listen yet. Requests and upgrades reach all listeners without the base path. */
export function createHttpServer(app: RequestListener, basePath: string): Server {
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: keepIdleConnectionMs,
      // Node looks for requests that take too long only this often, every 30 s by default.
      connectionsCheckingInterval: 2_000,
    },
    (request, response) => {
      stripBasePath(request, basePath)
      app(request, response)
    },
  )
  server.on('upgrade', (request) => {
    stripBasePath(request, basePath)
  })
  return server
}
