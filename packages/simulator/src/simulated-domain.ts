import type { QueueName, StatRow } from '@wallboard/five9/events'
import type { ActionRequest } from './faults/actions.ts'
import type { FaultChanges, FaultName, Faults } from './faults/fault-record.ts'
import type { MigrationVariant } from './faults/migration-script.ts'

/** What the simulated domain holds at an instant of its own floor: what every glass is measured against. */
export interface Truth {
  readonly asOf: number
  readonly queues: readonly QueueName[]
  readonly agents: readonly { readonly id: string; readonly name: string }[]
  readonly sources: Readonly<Record<string, readonly StatRow[]>>
}

/** The faults of a running domain: a record of which everything is off at first. */
export interface FaultControl {
  readonly current: () => Faults
  /**
   * Changes the faults that are named, at once. With `forMs` they are off again after that time, whatever they were
   * before. Throws ZodError for a name or a value that is none.
   */
  readonly set: (changes: FaultChanges, forMs?: number) => void
  /** Turns the named faults off; without names, all of them. */
  readonly clear: (...names: readonly FaultName[]) => void
}

/** A running domain, with the levers that tests and demos pull. */
export interface Simulator {
  /** The whole login address. */
  readonly loginUrl: string
  readonly origin: string
  readonly port: number
  /** The address of the data centre that the domain is on now; a migration changes it. */
  readonly activeOrigin: () => string
  readonly truth: () => Truth
  /**
   * Calls `listener` with every truth that clients may be sent, also one that is true for a moment only and that nobody
   * who asks now and then would see. Returns what ends it.
   */
  readonly onTruth: (listener: (truth: Truth) => void) => () => void
  readonly faults: FaultControl
  /** Does anything that the control API can be asked to do; resolves when it is done, with an id where it made one. */
  readonly act: (action: ActionRequest) => Promise<{ readonly id: string } | undefined>
  /** Returns the new queue's id; clients hear of it by 5003 and 5012. */
  readonly addQueue: (name: string) => string
  readonly renameQueue: (id: string, name: string) => boolean
  readonly removeQueue: (id: string) => boolean
  /** Returns the new agent's id; clients hear of it by 5006, 6002 and 5012. */
  readonly addAgent: (name: string) => string
  readonly renameAgent: (id: string, name: string) => boolean
  readonly removeAgent: (id: string) => boolean
  /** Stops the floor's clock and sends what clients lack of the truth. */
  readonly pause: () => void
  readonly resume: () => void
  /** Sends any text to every supervisor socket. */
  readonly sendRaw: (frame: string) => void
  readonly dropSockets: () => void
  readonly closeSockets: (code: number, reason?: string) => void
  /** Cuts every supervisor socket in the middle of a frame. */
  readonly cutMidFrame: () => void
  /** Answers pings and requests, and sends no data: the fault `silent`. */
  readonly silence: (isOn: boolean) => void
  /** From now on a session_start without force is a duplicate login. */
  readonly holdElsewhere: () => void
  /** Every token is unknown from now on and its sockets are closed, as after a ForceIn from elsewhere. */
  readonly expireTokens: () => void
  /** Moves the domain to its other host, and back the next time. Resolves when the last event of it is sent. */
  readonly migrate: (variant?: MigrationVariant, stepMs?: number) => Promise<void>
  /** Sends frames of real rows. Resolves with how many were sent. */
  readonly storm: (framesPerSecond: number, seconds: number) => Promise<number>
  /** Sends one valid event 5012 of that size, which changes nothing. */
  readonly sendOversized: (megabytes?: number) => void
  /** Sockets that are open now. */
  readonly socketCount: () => number
  /** Ends everything at once, as a machine that lost its power. */
  readonly close: () => Promise<void>
}
