import type { Request } from 'express'
import type { AccessDeps, Route } from '../http/route.ts'

export interface HealthDeps extends AccessDeps {
  readonly health: () => { readonly isReady: boolean; readonly detail: Readonly<Record<string, unknown>> }
  /** True for a request that carries METRICS_TOKEN. */
  readonly hasMetricsToken: (request: Request) => boolean
}

/**
 * `/healthz`: the process runs. `/readyz`: its data is live. Only administrators and requests with METRICS_TOKEN get
 * details: the build, the number of clients, the health of each feed and that of history.
 */
export function healthRoutes(deps: HealthDeps): Route[] {
  async function detailFor(request: Request): Promise<Readonly<Record<string, unknown>>> {
    const person = await deps.findSession(deps.cookies.session.read(request))
    const isAdministrator = person !== undefined && deps.adminDenial(person.username) === undefined
    return isAdministrator || deps.hasMetricsToken(request) ? deps.health().detail : {}
  }
  return [
    {
      method: 'get',
      path: '/healthz',
      access: 'anyone',
      async handle({ request, response }) {
        response.set('Cache-Control', 'no-store').json({ status: 'running', ...(await detailFor(request)) })
      },
    },
    {
      method: 'get',
      path: '/readyz',
      access: 'anyone',
      async handle({ request, response }) {
        const { isReady } = deps.health()
        response
          .status(isReady ? 200 : 503)
          .set('Cache-Control', 'no-store')
          .json({ status: isReady ? 'live' : 'not live', ...(await detailFor(request)) })
      },
    },
  ]
}
