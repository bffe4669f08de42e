import type { QueueName, StatRow } from '@wallboard/five9/events'
import type { ActionRequest } from './faults/actions.ts'
import type { FaultChanges, FaultName, Faults } from './faults/fault-record.ts'
import type { QueueCalls } from './floor/index.ts'
import type { MigrationVariant } from './faults/migration-script.ts'

/** The true state of the simulated domain at a floor time: tests compare displays with it. */
export interface Truth {
  readonly asOf: number
  readonly queues: readonly QueueName[]
  readonly agents: readonly { readonly id: string; readonly name: string }[]
  readonly sources: Readonly<Record<string, readonly StatRow[]>>
  /** What happened to the calls of each queue since the domain began, by queue id. */
  readonly calls: Readonly<Record<string, Readonly<QueueCalls>>>
}

/** Controls the faults of a running domain. All are off at first. */
export interface FaultControl {
  readonly current: () => Faults
  /**
   * Changes the named faults at once. With `forMs` they are turned off after that time, whatever their value was
   * before. Throws ZodError for an invalid name or value.
   */
  readonly set: (changes: FaultChanges, forMs?: number) => void
  /** Turns the named faults off; without names, all of them. */
  readonly clear: (...names: readonly FaultName[]) => void
}

/** A running domain, with controls for tests and demos. */
export interface Simulator {
  /** The whole login address. */
  readonly loginUrl: string
  readonly origin: string
  readonly port: number
  /** The origin of the active data centre; a migration changes it. */
  readonly activeOrigin: () => string
  readonly truth: () => Truth
  /**
   * Calls `listener` with every truth that clients may be sent, including short-lived ones. Returns a function that
   * removes the listener.
   */
  readonly onTruth: (listener: (truth: Truth) => void) => () => void
  readonly faults: FaultControl
  /** Performs an action of the control API. Resolves when it is done, with the id of what it created. */
  readonly act: (action: ActionRequest) => Promise<{ readonly id: string } | undefined>
  /** Returns the new queue's id. Clients receive 5003 and 5012. */
  readonly addQueue: (name: string) => string
  readonly renameQueue: (id: string, name: string) => boolean
  readonly removeQueue: (id: string) => boolean
  /** Returns the new agent's id. Clients receive 5006, 6002 and 5012. */
  readonly addAgent: (name: string) => string
  readonly renameAgent: (id: string, name: string) => boolean
  readonly removeAgent: (id: string) => boolean
  /** Changes what the user may do. Clients receive 6003. */
  readonly setPermissions: (names: readonly string[]) => void
  /**
   * Changes the queues that a user may see, with their agents and campaigns; undefined for the whole domain. The user
   * receives 6003 and 5012. False for an unknown user.
   */
  readonly setVisibleQueues: (username: string, queues: readonly string[] | undefined) => boolean
  /** Stops the floor's clock and sends all pending changes. */
  readonly pause: () => void
  readonly resume: () => void
  /** Sends any text to every supervisor socket. */
  readonly sendRaw: (frame: string) => void
  readonly dropSockets: () => void
  readonly closeSockets: (code: number, reason?: string) => void
  /** Sends half a frame to every supervisor socket and cuts the connection. */
  readonly cutMidFrame: () => void
  /** The fault `silent`: answers pings and requests but sends no data. */
  readonly silence: (isOn: boolean) => void
  /** Another program holds the session: a session_start without force becomes a duplicate login. */
  readonly holdElsewhere: () => void
  /** Invalidates all tokens and closes their sockets, as after a ForceIn by another program. */
  readonly expireTokens: () => void
  /** Moves the domain to its other host; the next call moves it back. Resolves after the last event. */
  readonly migrate: (variant?: MigrationVariant, stepMs?: number) => Promise<void>
  /** Sends frames of real rows. Resolves with the number of frames. */
  readonly storm: (framesPerSecond: number, seconds: number) => Promise<number>
  /** Sends one valid event 5012 of that size without effect. */
  readonly sendOversized: (megabytes?: number) => void
  /** The number of open sockets. */
  readonly socketCount: () => number
  /** Closes everything at once, like a power failure. */
  readonly close: () => Promise<void>
}
