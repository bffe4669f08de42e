import type { Plan } from './faults/plan.ts'
import type { Domain } from './five9/domain.ts'
import type { Five9 } from './five9/five9.ts'
import type { Network } from './runtime/network.ts'
import type { Path } from './runtime/path.ts'
import type { Machine, Process } from './runtime/process.ts'
import type { Runtime } from './runtime/runtime.ts'
import type { Screen } from './screen/screen.ts'
import type { Disk } from './server/disk.ts'
import type { Server } from './server/server.ts'

/** The parts of a world, as far as checks read them. */
export interface WorldParts {
  readonly plan: Plan
  readonly runtime: Pick<Runtime, 'now'>
  readonly domain: Domain
  readonly five9: Five9
  readonly network: Network
  readonly disk: Disk
  readonly screens: readonly Screen[]
  readonly upstreamPath: Path
  readonly serverMachine: Machine
  /** The running server; undefined while there is none. */
  readonly server: () => { readonly process: Process; readonly server: Server } | undefined
}
