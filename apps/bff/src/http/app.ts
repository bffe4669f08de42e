import express, { Router, type Express } from 'express'
import helmet from 'helmet'
import { AppError, handleErrors, type Refusal } from './app-error.ts'
import { boardsRoutes, directoryRoutes, type BoardsDeps } from './boards.ts'
import { displaysRoutes, ownDisplayRoutes, type DisplaysDeps } from './displays.ts'
import type { Draining } from './draining.ts'
import { healthRoutes, type HealthDeps } from './health.ts'
import { isForeign } from './own-origin.ts'
import { latencyRoutes, metricsRoutes, type MetricsDeps } from './metrics.ts'
import { createGuessLimit, pairingRoutes, type PairingDeps } from './pairing.ts'
import { queueRoutes, type QueuesDeps } from './queues.ts'
import { sessionRoutes, type SessionDeps } from './session.ts'
import { spaRoutes } from './spa.ts'

export interface AppDeps
  extends HealthDeps, SessionDeps, QueuesDeps, PairingDeps, DisplaysDeps, BoardsDeps, MetricsDeps {
  readonly spaDir: string
  /** Of the pages. */
  readonly build: string
  /** The proxies whose word on the visitor's address and on TLS counts; none when empty. */
  readonly trustedProxies: readonly string[]
  readonly log: (error: unknown) => void
  readonly draining: Draining
  /** What to answer to an error of a capability, such as a full disk; undefined for a defect. */
  readonly refusalOf: (error: unknown) => Refusal | undefined
}

/** Everything that the BFF answers over HTTP. */
export function createApp(deps: AppDeps): Express {
  const app = express()
  app.set('trust proxy', deps.trustedProxies.length === 0 ? false : [...deps.trustedProxies])
  app.use(deps.draining.handler)
  app.use(
    helmet({
      // Without TLS in front, upgrading requests would break the page on a closed network.
      contentSecurityPolicy: {
        directives: {
          upgradeInsecureRequests: null,
          connectSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
        },
      },
      strictTransportSecurity: false,
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
    }),
  )
  app.use(healthRoutes(deps))
  app.use(metricsRoutes(deps))
  app.use('/debug/latency', latencyRoutes(deps))
  app.use('/api', apiRoutes(deps))
  app.use(spaRoutes(deps.spaDir, deps.build))
  app.use(handleErrors(deps))
  return app
}

function apiRoutes(deps: AppDeps): Router {
  const api = Router()
  api.use((request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    const isChange = request.method !== 'GET' && request.method !== 'HEAD'
    if (isChange && isForeign(request))
      throw new AppError(403, 'foreign-origin', 'This request came from another site.')
    next()
  })
  api.use(express.json({ limit: '100kb' }))
  api.use('/session', sessionRoutes(deps))
  api.use('/queues', queueRoutes(deps))
  api.use('/boards', boardsRoutes(deps))
  api.use('/directory', directoryRoutes(deps))
  const guesses = createGuessLimit()
  api.use('/pairing', pairingRoutes(deps, guesses))
  api.use('/displays', displaysRoutes(deps, guesses))
  api.use('/display', ownDisplayRoutes(deps))
  api.use(() => {
    throw new AppError(404, 'not-found', 'There is nothing at this address.')
  })
  return api
}
