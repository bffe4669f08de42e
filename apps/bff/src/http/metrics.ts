import { createHash, timingSafeEqual } from 'node:crypto'
import { Router } from 'express'
import { AppError } from './app-error.ts'
import { latencyPage, type LatencyReport } from './latency-page.ts'
import { signedIn, type SessionLookup } from './signed-in.ts'

export interface MetricsDeps extends SessionLookup {
  readonly metricsToken: string | undefined
  readonly metricsText: () => Promise<string>
  readonly latency: () => Promise<LatencyReport>
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** `GET /metrics` for a Prometheus that knows the token. Without a token there is no such page for anybody. */
export function metricsRoutes({ metricsToken, metricsText }: MetricsDeps): Router {
  const router = Router()
  if (metricsToken === undefined) return router
  const expected = digest(`Bearer ${metricsToken}`)
  router.get('/metrics', async (request, response) => {
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), expected))
      throw new AppError(401, 'no-token', 'Send the METRICS_TOKEN of this server as a bearer token.')
    response
      .set('Cache-Control', 'no-store')
      .type('text/plain; version=0.0.4')
      .send(await metricsText())
  })
  return router
}

/** `GET /debug/latency` for whoever is signed in: the same figures, to be read by a person. */
export function latencyRoutes(deps: MetricsDeps): Router {
  const router = Router()
  router.get('/', async (request, response) => {
    signedIn(deps, request)
    response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(latencyPage(await deps.latency()))
  })
  return router
}
