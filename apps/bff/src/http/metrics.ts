import { hash, timingSafeEqual } from 'node:crypto'
import { Router } from 'express'
import { AppError } from './app-error.ts'
import { latencyPage, type LatencyReport } from './latency-page.ts'
import { signedIn, type SessionLookup } from './signed-in.ts'

export interface MetricsDeps extends SessionLookup {
  readonly metricsToken: string | undefined
  readonly metricsText: () => Promise<string>
  readonly latency: () => Promise<LatencyReport>
  /** Why a user may not see what is for administrators; undefined for one who may. */
  readonly refusalToAdminister: (
    username: string,
  ) => { readonly status: number; readonly code: string; readonly message: string } | undefined
}

const digest = (text: string) => hash('sha256', text, 'buffer')

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

/** `GET /debug/latency` for administrators: how fast the server is, and who is slow, to be read by a person. */
export function latencyRoutes(deps: MetricsDeps): Router {
  const router = Router()
  router.get('/', async (request, response) => {
    const refusal = deps.refusalToAdminister(signedIn(deps, request).username)
    if (refusal !== undefined) throw new AppError(refusal.status, refusal.code, refusal.message)
    response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(latencyPage(await deps.latency()))
  })
  return router
}
