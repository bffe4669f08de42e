import type { Request } from 'express'
import type { AccessDeps, Route } from '../http/route.ts'
import type { HealthReport } from './health.ts'
import { conditionText } from './readiness-text.ts'
import { isUsable, type Condition } from './readiness.ts'

export interface HealthDeps extends AccessDeps {
  readonly health: () => HealthReport
  /** Writes a monotonic instant as a time of day. */
  readonly timeOf: (at: number) => string
  /** True for a request that carries METRICS_TOKEN. */
  readonly hasMetricsToken: (request: Request) => boolean
}

/**
 * `/healthz`: the process runs. `/readyz`: its data is live; with `scope=node` 503 only for what is wrong with this node
 * itself, for balancers. Only administrators and requests with METRICS_TOKEN get details: the build, the number of
 * clients, the health of each feed, that of history, and the cluster.
 */
export function healthRoutes(deps: HealthDeps): Route[] {
  async function detailFor(
    request: Request,
    { detail }: HealthReport,
  ): Promise<Readonly<Record<string, unknown>>> {
    const person = await deps.findSession(deps.cookies.session.read(request))
    const isAdministrator = person !== undefined && deps.adminDenial(person.username) === undefined
    return isAdministrator || deps.hasMetricsToken(request) ? detail : {}
  }
  const textsOf = (conditions: readonly Condition[]) =>
    conditions.map((condition) => ({ code: condition.code, text: conditionText(condition, deps.timeOf) }))
  return [
    {
      method: 'get',
      path: '/healthz',
      access: 'anyone',
      async handle({ request, response }) {
        const detail = await detailFor(request, deps.health())
        response.set('Cache-Control', 'no-store').json({ status: 'running', ...detail })
      },
    },
    {
      method: 'get',
      path: '/readyz',
      access: 'anyone',
      async handle({ request, response }) {
        const report = deps.health()
        const isOk = request.query['scope'] === 'node' ? isUsable(report) : report.reasons.length === 0
        response
          .status(isOk ? 200 : 503)
          .set('Cache-Control', 'no-store')
          .json({
            status: report.status,
            ...(report.reasons.length > 0 && { reasons: textsOf(report.reasons) }),
            ...(report.warnings.length > 0 && { warnings: textsOf(report.warnings) }),
            ...(await detailFor(request, report)),
          })
      },
    },
  ]
}
