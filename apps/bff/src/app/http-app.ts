import type { IncomingMessage } from 'node:http'
import express, { type Express, type RequestHandler } from 'express'
import { AppError, handleErrors, type Denial } from '../http/app-error.ts'
import { accountRoutes, type AccountDeps } from '../auth/account-routes.ts'
import { actionRoutes, type ActionRoutesDeps } from '../actions/action-routes.ts'
import { alertRoutes, type AlertRoutesDeps } from '../alerts/alert-routes.ts'
import { alertHistoryRoutes, type AlertHistoryDeps } from '../alerts/history-routes.ts'
import { ruleRoutes, type RuleRoutesDeps } from '../alerts/rule-routes.ts'
import { tryRoutes, type TryDeps } from '../alerts/try-routes.ts'
import { boardRoutes, type BoardsDeps } from '../boards/board-routes.ts'
import { displayRoutes, type DisplayRoutesDeps } from '../displays/display-routes.ts'
import { historyRoutes, type HistoryDeps } from '../history/history-routes.ts'
import { csvRoutes, type CsvDeps } from '../history/csv/csv-routes.ts'
import { drillRoutes, type DrillRoutesDeps } from '../history/replay/drill-routes.ts'
import { replayRoutes, type ReplayRoutesDeps } from '../history/replay/replay-routes.ts'
import { estimateRoutes, type EstimateDeps } from '../history/estimate-routes.ts'
import { typicalRoutes, type TypicalDeps } from '../history/typical-routes.ts'
import { markedDayRoutes, type MarkedDayRoutesDeps } from '../history/marked-days/marked-day-routes.ts'
import { trendRoutes, type TrendsDeps } from '../history/trend-routes.ts'
import type { Draining } from '../http/draining.ts'
import { clusterRoutes, type ClusterRoutesDeps } from '../operations/cluster-routes.ts'
import { healthRoutes, type HealthDeps } from '../operations/health-routes.ts'
import { createTokenCheck, metricsRoutes, type MetricsDeps } from '../operations/metrics-routes.ts'
import { siteRoutes, type SiteDeps } from '../operations/site-routes.ts'
import { pairingRoutes } from '../displays/pairing-routes.ts'
import { queueRoutes, type QueuesDeps } from '../upstream/queue-routes.ts'
import { register, type Route } from '../http/route.ts'
import { securityHeaders } from '../http/security-headers.ts'
import { sessionRoutes, type SessionDeps } from '../auth/session-routes.ts'
import { channelRoutes, type ChannelRoutesDeps } from '../delivery/channel-routes.ts'
import { viewRoutes, type ViewsDeps } from '../views/view-routes.ts'
import { spaRoutes, type SpaOptions } from '../http/spa.ts'
import type { RequestOrigins } from '../auth/request-origins.ts'

export interface AppDeps
  extends
    Omit<HealthDeps, 'hasMetricsToken'>,
    SessionDeps,
    AccountDeps,
    ClusterRoutesDeps,
    QueuesDeps,
    DisplayRoutesDeps,
    BoardsDeps,
    ActionRoutesDeps,
    HistoryDeps,
    ReplayRoutesDeps,
    DrillRoutesDeps,
    TrendsDeps,
    CsvDeps,
    ViewsDeps,
    AlertRoutesDeps,
    AlertHistoryDeps,
    RuleRoutesDeps,
    ChannelRoutesDeps,
    TryDeps,
    EstimateDeps,
    TypicalDeps,
    MarkedDayRoutesDeps,
    MetricsDeps,
    SiteDeps,
    SpaOptions {
  readonly requestOrigins: RequestOrigins
  readonly log: (error: unknown) => void
  readonly draining: Draining
  /** The reply to an error of a capability or kit, such as a full disk; undefined for a bug. */
  readonly denialFor: (error: unknown) => Denial | undefined
}

/** All routes of the server besides its built files. */
export function routesOf(deps: AppDeps): readonly Route[] {
  return [
    ...healthRoutes({ ...deps, hasMetricsToken: createTokenCheck(deps.metricsToken) }),
    ...metricsRoutes(deps),
    ...sessionRoutes(deps),
    ...accountRoutes(deps),
    ...siteRoutes(deps),
    ...clusterRoutes(deps),
    ...queueRoutes(deps),
    ...boardRoutes(deps),
    ...actionRoutes(deps),
    ...historyRoutes(deps),
    ...replayRoutes(deps),
    ...drillRoutes(deps),
    ...markedDayRoutes(deps),
    ...trendRoutes(deps),
    ...csvRoutes(deps),
    ...viewRoutes(deps),
    ...tryRoutes(deps),
    ...ruleRoutes(deps),
    ...alertHistoryRoutes(deps),
    ...alertRoutes(deps),
    ...channelRoutes(deps),
    ...estimateRoutes(deps),
    ...typicalRoutes(deps),
    ...pairingRoutes(deps),
    ...displayRoutes(deps),
  ]
}

/** Paths for probes and scrapers, which may use any host name for this server. */
const isForProbes = (path: string) => ['/healthz', '/readyz', '/metrics'].includes(path)

/** Creates the Express application: checks, routes, pages, errors. */
export function createApp(deps: AppDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(deps.draining.handler)
  app.use(securityHeaders({ isSecure: deps.requestOrigins.isSecure, basePath: deps.basePath }))
  app.use(checkHost(deps))
  app.use('/api', checkChange(deps))
  register(app, routesOf(deps), deps)
  app.use('/api', () => {
    throw new AppError(404, { code: 'not-found' })
  })
  app.use(spaRoutes(deps))
  app.use((_request, response) => {
    response.status(404).type('html').send(noSuchPage(deps.basePath))
  })
  app.use(handleErrors(deps))
  return app
}

/** Refuses unknown host names: another site may have made its own name resolve to this server. */
function checkHost({ requestOrigins, securityLog }: AppDeps): RequestHandler {
  return (request, _response, next) => {
    if (isForProbes(request.path) || requestOrigins.isKnownHost(request)) {
      next()
      return
    }
    const name = (requestOrigins.hostOf(request) ?? '').slice(0, 200)
    securityLog.write('host', { result: 'unknown', name, address: requestOrigins.addressOf(request) })
    throw new AppError(421, { code: 'unknown-host', params: { host: name } })
  }
}

const hasBody = (request: IncomingMessage) =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0

/** Refuses changes that a page of another site may have sent: by their origin, and by the content types of forms. */
function checkChange({ requestOrigins, securityLog }: AppDeps): RequestHandler {
  return (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    if (request.method === 'GET' || request.method === 'HEAD') {
      next()
      return
    }
    const fault = requestOrigins.originFault(request)
    if (fault !== undefined) {
      const { origin = '' } = request.headers
      const host = requestOrigins.hostOf(request)
      securityLog.write('origin', {
        ...{ result: fault, origin: origin.slice(0, 200), host: host?.slice(0, 200) },
        ...{
          method: request.method,
          path: request.path.slice(0, 200),
          address: requestOrigins.addressOf(request),
        },
      })
      throw new AppError(
        403,
        fault === 'foreign-origin'
          ? { code: fault }
          : { code: fault, params: { origin: origin.slice(0, 200), host: host?.slice(0, 200) ?? '' } },
      )
    }
    if (hasBody(request) && request.is('application/json') === false)
      throw new AppError(415, { code: 'not-json' })
    next()
  }
}

const noSuchPage = (basePath: string) =>
  `<!doctype html>
<html lang="en">
<meta charset="utf-8"><title>No such page</title>
<h1>There is no page at this address</h1>
<p>Go to the <a href="${basePath}/">wallboard</a>, or open <a href="${basePath}/display">the page of a display</a>.</p>
</html>
`
