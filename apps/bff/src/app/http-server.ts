import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http'
import { stripBasePath } from '../http/base-path.ts'

/** How long a client may take. Node checks only every `connectionsCheckingInterval`, by default every 30 s. */
export const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  /** Longer than proxies keep theirs: of a connection that closes while a request is on its way, the request is lost. */
  keepAliveTimeout: 75_000,
} as const

/** The server, which does not listen yet. Requests and upgrades reach all listeners without the base path. */
export function createHttpServer(
  app: RequestListener,
  basePath: string,
  options: ServerOptions = timeouts,
): Server {
  const server = createServer(options, (request, response) => {
    stripBasePath(request, basePath)
    app(request, response)
  })
  server.on('upgrade', (request) => {
    stripBasePath(request, basePath)
  })
  return server
}
