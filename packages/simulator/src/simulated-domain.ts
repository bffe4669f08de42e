import type { QueueName, StatRow } from '@wallboard/five9/events'

/** What the simulated domain holds at an instant of its own floor: what every glass is measured against. */
export interface Truth {
  readonly asOf: number
  readonly queues: readonly QueueName[]
  readonly sources: Readonly<Record<string, readonly StatRow[]>>
}

/** A running domain, with the levers that tests and demos pull. */
export interface Simulator {
  /** The whole login address. */
  readonly loginUrl: string
  readonly origin: string
  readonly port: number
  readonly truth: () => Truth
  /** Returns the new queue's id; clients hear of it by 5003 and 5012. */
  readonly addQueue: (name: string) => string
  readonly renameQueue: (id: string, name: string) => boolean
  readonly removeQueue: (id: string) => boolean
  /** Stops the floor's clock and sends what clients lack of the truth. */
  readonly pause: () => void
  readonly resume: () => void
  /** Sends any text to every supervisor socket. */
  readonly sendRaw: (frame: string) => void
  readonly dropSockets: () => void
  /** Answers pings and requests, and sends no data: a socket after a migration. */
  readonly silence: (isOn: boolean) => void
  /** From now on a session_start without force is a duplicate login. */
  readonly holdElsewhere: () => void
  /** Every token is unknown from now on, as after a ForceIn from elsewhere. */
  readonly expireTokens: () => void
  /** Sockets that are open now. */
  readonly socketCount: () => number
  /** Ends everything at once, as a machine that lost its power. */
  readonly close: () => Promise<void>
}
