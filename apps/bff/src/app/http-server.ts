import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http'
import { stripBasePath } from '../http/base-path.ts'

/** Time limits of clients. Node checks them every `connectionsCheckingInterval`, by default only every 30 s. */
export const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  /** Longer than that of proxies: a request that arrives on a connection that is being closed would be lost. */
  keepAliveTimeout: 75_000,
} as const

/** Creates a server that does not listen yet. Requests and upgrades reach all listeners without the base path. */
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
