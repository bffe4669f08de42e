import { Router } from 'express'

export interface HealthDeps {
  readonly health: () => { readonly isReady: boolean; readonly detail: Readonly<Record<string, unknown>> }
}

/** `/healthz`: the process runs. `/readyz`: its figures are live. */
export function healthRoutes(deps: HealthDeps): Router {
  const router = Router()
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'running', ...deps.health().detail })
  })
  router.get('/readyz', (_request, response) => {
    const { isReady, detail } = deps.health()
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'live' : 'not live', ...detail })
  })
  return router
}
