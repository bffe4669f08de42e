import express, { type Express } from 'express'
import type { Simulator } from '../simulated-domain.ts'
import { badRequestHandler } from './bad-request.ts'
import { refuse } from './envelope.ts'
import { createControl } from './control.ts'
import { createRest } from './rest.ts'
import type { RestDeps } from './rest-deps.ts'

/** The HTTP application of the simulator. */
export function createApp(deps: RestDeps & { readonly simulator: () => Simulator }): Express {
  const app = express()
  app.disable('x-powered-by')
  createControl(app, deps.simulator)
  createRest(app, deps)
  app.use((_request, response) => {
    refuse(response, 404, { errorCode: 404, message: 'Not found' })
  })
  app.use(badRequestHandler())
  return app
}
