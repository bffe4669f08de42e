import express, { type Express } from 'express'
import type { Simulator } from '../simulated-domain.ts'
import { createControl } from './control.ts'
import { createRest, type RestDeps } from './rest.ts'

/** Everything that the simulator answers over HTTP. */
export function createApp(deps: RestDeps & { readonly simulator: () => Simulator }): Express {
  const app = express()
  app.disable('x-powered-by')
  createControl(app, deps.simulator)
  createRest(app, deps)
  return app
}
