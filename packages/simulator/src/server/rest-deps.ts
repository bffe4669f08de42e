import type { EventId } from '@wallboard/five9/events'
import type { FaultSwitches } from '../faults/fault-switches.ts'
import type { Floor } from '../floor/index.ts'
import type { SimulatorOptions } from '../options.ts'
import type { Host, Hosts } from './hosts.ts'
import type { Sessions, Token } from './sessions.ts'

/** Signs a user in: the user's sessions and the new token; undefined when it is refused. */
export type SignIn = (
  username: string,
  password: string,
  policy: string,
) => { readonly sessions: Sessions; readonly token: Token } | undefined

/** The dependencies of the REST routes. */
export interface RestDeps {
  readonly options: SimulatorOptions
  readonly sessions: Sessions
  /** For any user of the domain. */
  readonly signIn: SignIn
  readonly floor: Floor
  readonly faults: FaultSwitches
  readonly hosts: Hosts
  /** The host that serves these routes. */
  readonly host: Host
  /** Epoch milliseconds by the domain's clock, which may be off. */
  readonly domainNow: () => number
  readonly sendFullStatistics: () => void
  /** Names of what the user may do. */
  readonly permissions: () => readonly string[]
  /** Sends an event about the user's agent session to the agent sockets. */
  readonly sendToAgent: (eventId: EventId, payLoad: unknown) => void
}
