import type { Floor } from '../floor/index.ts'
import type { SimulatorOptions } from '../options.ts'
import type { Sessions } from './sessions.ts'

/** What the routes of the REST API stand on. */
export interface RestDeps {
  readonly options: SimulatorOptions
  readonly sessions: Sessions
  readonly floor: Floor
  readonly port: () => number
  readonly sendFullStatistics: () => void
}
