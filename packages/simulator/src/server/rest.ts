import express, { Router, type Express } from 'express'
import { authRoutes } from './auth-routes.ts'
import { domainRoutes } from './domain-routes.ts'
import { requireToken } from './request-guards.ts'
import type { RestDeps } from './rest-deps.ts'
import { restFaults } from './rest-faults.ts'
import { sessionRoutes } from './session-routes.ts'
import { silence } from './opaque-routes.ts'

/** Both contexts of Five9's REST API: `/supsvcs/rs/svc` for supervisors, `/appsvcs/rs/svc` for agents. */
export function createRest(app: Express, deps: RestDeps): void {
  for (const [role, context] of [
    ['supervisor', '/supsvcs/rs/svc'],
    ['agent', '/appsvcs/rs/svc'],
  ] as const) {
    const router = Router()
    router.use(restFaults(deps))
    router.use(express.json({ limit: '100kb', strict: false }))
    authRoutes(router, deps)
    sessionRoutes(router, role, deps)
    domainRoutes(router, role, deps)
    app.use(context, router)
  }
  otherServices(app, deps)
}

/** The recordings, and the cloud services that the sign-in reply names. */
function otherServices(app: Express, deps: RestDeps): void {
  app.get(
    '/strsvcs/rs/svc/agents/:userId/recordings/:recordingId',
    requireToken(deps.sessions, deps.faults),
    (_request, response) => {
      response.type('audio/wav').send(silence)
    },
  )
  app.post(
    '/cloudauthsvcs/v1/domains/:orgId/exchangefdmtoken',
    requireToken(deps.sessions, deps.faults),
    (_request, response) => {
      response.json({ access_token: 'simulated-cloud-token', expires_in: 600 })
    },
  )
  app.get('/acl/v1/domains/:orgId/my-ui-permissions', (_request, response) => {
    response.json(deps.permissions())
  })
}
