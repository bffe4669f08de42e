/** A contact centre of the bench, and how much of it one increment changes. */
export interface Domain {
  readonly name: string
  readonly queues: number
  readonly agents: number
  /** Only the first ones change: this many. */
  readonly activeQueues: number
  readonly activeAgents: number
  /** Changed rows in one frame. */
  readonly changedQueues: number
  readonly changedAgents: number
}

export const small: Domain = {
  name: 'S',
  queues: 50,
  agents: 200,
  activeQueues: 50,
  activeAgents: 200,
  changedQueues: 10,
  changedAgents: 5,
}
export const large: Domain = {
  name: 'L',
  queues: 500,
  agents: 2_000,
  activeQueues: 500,
  activeAgents: 2_000,
  changedQueues: 50,
  changedAgents: 25,
}

/** The domain of large boards and of a large desk. The queues that boards of 200 tiles show change. */
export const wide: Domain = { ...large, name: 'W', agents: 3_000, activeQueues: 200, activeAgents: 3_000 }

/** The changes of `small` in a domain of a multiple of its size. */
export const grown = (times: number): Domain => ({
  ...small,
  name: `S×${times}`,
  queues: small.queues * times,
  agents: small.agents * times,
})
