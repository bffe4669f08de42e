import { hash, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import { AppError } from '../http/app-error.ts'
import { latencyPage, latencyStyle } from './latency-page.ts'
import type { LatencyReport } from './latency-report.ts'
import type { Route } from '../http/route.ts'
import { contentSecurityPolicy, hashSource } from '../http/security-headers.ts'

export interface MetricsDeps {
  readonly metricsToken: string | undefined
  readonly metricsText: () => Promise<string>
  readonly latency: () => LatencyReport
}

const digest = (text: string) => hash('sha256', text, 'buffer')

/** Checks whether a request carries the token as a bearer token. Without a configured token no request does. */
export function createTokenCheck(metricsToken: string | undefined): (request: Request) => boolean {
  if (metricsToken === undefined) return () => false
  const expected = digest(`Bearer ${metricsToken}`)
  return (request) => timingSafeEqual(digest(request.headers.authorization ?? ''), expected)
}

/** `GET /metrics` for requests with the token. Without a configured token the route does not exist. */
function prometheusRoutes({ metricsToken, metricsText }: MetricsDeps): Route[] {
  if (metricsToken === undefined) return []
  const hasToken = createTokenCheck(metricsToken)
  return [
    {
      method: 'get',
      path: '/metrics',
      access: 'token',
      async handle({ request, response }) {
        if (!hasToken(request)) throw new AppError(401, { code: 'no-token' })
        response
          .set('Cache-Control', 'no-store')
          .type('text/plain; version=0.0.4')
          .send(await metricsText())
      },
    },
  ]
}

/** `GET /metrics` for Prometheus, and `GET /debug/latency` for administrators: latency of the server and of each client. */
export function metricsRoutes(deps: MetricsDeps): Route[] {
  const policy = contentSecurityPolicy({ styles: [hashSource(latencyStyle)] })
  return [
    ...prometheusRoutes(deps),
    {
      method: 'get',
      path: '/debug/latency',
      access: 'administrator',
      handle({ response }) {
        response
          .set('Cache-Control', 'no-store')
          .set('Content-Security-Policy', policy)
          .type('html')
          .send(latencyPage(deps.latency()))
      },
    },
  ]
}
