import type { IncomingMessage } from 'node:http'
import express, { type Express, type RequestHandler } from 'express'
import { AppError, handleErrors, type Refusal } from '../http/app-error.ts'
import { boardRoutes, type BoardsDeps } from '../boards/board-routes.ts'
import { displayRoutes, type DisplaysDeps } from '../displays/display-routes.ts'
import type { Draining } from '../http/draining.ts'
import { healthRoutes, type HealthDeps } from '../operations/health-routes.ts'
import { createTokenCheck, metricsRoutes, type MetricsDeps } from '../operations/metrics-routes.ts'
import { pairingRoutes } from '../displays/pairing-routes.ts'
import { queueRoutes, type QueuesDeps } from '../upstream/queue-routes.ts'
import { register, type Route } from '../http/route.ts'
import { securityHeaders } from '../http/security-headers.ts'
import { sessionRoutes, type SessionDeps } from '../auth/session-routes.ts'
import { spaRoutes, type SpaOptions } from '../http/spa.ts'
import type { RequestOrigins } from '../auth/request-origins.ts'

export interface AppDeps
  extends
    Omit<HealthDeps, 'hasMetricsToken'>,
    SessionDeps,
    QueuesDeps,
    DisplaysDeps,
    BoardsDeps,
    MetricsDeps,
    SpaOptions {
  readonly visitors: RequestOrigins
  readonly log: (error: unknown) => void
  readonly draining: Draining
  /** What to answer to an error of a capability, such as a full disk; undefined for a defect. */
  readonly signInErrorFor: (error: unknown) => Refusal | undefined
}

/** Every address of the server besides its built files. Nothing else is registered anywhere. */
export function routesOf(deps: AppDeps): readonly Route[] {
  return [
    ...healthRoutes({ ...deps, hasMetricsToken: createTokenCheck(deps.metricsToken) }),
    ...metricsRoutes(deps),
    ...sessionRoutes(deps),
    ...queueRoutes(deps),
    ...boardRoutes(deps),
    ...pairingRoutes(deps),
    ...displayRoutes(deps),
  ]
}

/** For probes and scrapers, which ask by whatever name their network has for this server. */
const isForProbes = (path: string) => ['/healthz', '/readyz', '/metrics'].includes(path)

/** Everything that the server answers over HTTP. */
export function createApp(deps: AppDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(deps.draining.handler)
  app.use(securityHeaders({ isSecure: deps.visitors.isSecure, basePath: deps.basePath }))
  app.use(checkHost(deps))
  app.use('/api', checkChange(deps), express.json({ limit: '100kb' }))
  register(app, routesOf(deps), deps)
  app.use('/api', () => {
    throw new AppError(404, 'not-found', 'There is nothing at this address.')
  })
  app.use(spaRoutes(deps))
  app.use((_request, response) => {
    response.status(404).type('html').send(noSuchPage(deps.basePath))
  })
  app.use(handleErrors(deps))
  return app
}

/** Refuses names that nobody gave this server: a page of another site may have made its own name resolve to it. */
function checkHost({ visitors, securityLog }: AppDeps): RequestHandler {
  return (request, _response, next) => {
    if (isForProbes(request.path) || visitors.isKnownHost(request)) {
      next()
      return
    }
    const name = (visitors.hostOf(request) ?? '').slice(0, 200)
    securityLog.write('host', { result: 'unknown', name, address: visitors.addressOf(request) })
    throw new AppError(
      421,
      'unknown-host',
      `This server was asked for as ${JSON.stringify(name)}, a name that it does not know. If it is its name, start the server with ALLOWED_HOSTS set to it.`,
    )
  }
}

const hasBody = (request: IncomingMessage) =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0

/** Refuses changes that a page of another site may have sent: by their origin, and by a form's types of content. */
function checkChange({ visitors, securityLog }: AppDeps): RequestHandler {
  return (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    if (request.method === 'GET' || request.method === 'HEAD') {
      next()
      return
    }
    const fault = visitors.originFault(request)
    if (fault !== undefined) {
      const { origin = '' } = request.headers
      securityLog.write('origin', {
        ...{ result: fault, origin: origin.slice(0, 200), host: visitors.hostOf(request)?.slice(0, 200) },
        ...{ method: request.method, path: request.path.slice(0, 200), address: visitors.addressOf(request) },
      })
      throw originRefused(fault, origin, visitors.hostOf(request) ?? '')
    }
    if (hasBody(request) && request.is('application/json') === false)
      throw new AppError(415, 'not-json', 'Send the body as application/json.')
    next()
  }
}

function originRefused(fault: 'foreign-origin' | 'host-rewritten', origin: string, host: string): AppError {
  const advice =
    'let it pass the Host header on unchanged (nginx: proxy_set_header Host $http_host), or name it in TRUST_PROXY and let it set X-Forwarded-Host.'
  return fault === 'host-rewritten'
    ? new AppError(
        403,
        fault,
        `The browser asked ${origin.slice(0, 200)}, and this server was asked as ${host.slice(0, 200)}: a proxy between them changes the Host header, so that nothing can be told from another site's request. Change the proxy: ${advice}`,
      )
    : new AppError(
        403,
        fault,
        `This request came from another site. If it did not, a proxy in front changes the Host header: ${advice}`,
      )
}

const noSuchPage = (basePath: string) =>
  `<!doctype html>
<html lang="en">
<meta charset="utf-8"><title>No such page</title>
<h1>There is no page at this address</h1>
<p>Go to the <a href="${basePath}/">wallboard</a>, or open <a href="${basePath}/display">the page of a display</a>.</p>
</html>
`
