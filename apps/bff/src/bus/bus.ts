/** Receives a command; `isOwn` is true for one that this node has published. */
export type BusListener<Command> = (key: string, command: Command, isOwn: boolean) => void

/** Carries commands to all nodes of the server, each by the key of what it concerns. */
export interface Bus<Command> {
  /**
   * Delivers to the subscribers of this node before it returns, and resolves once the other nodes will receive the
   * command. Commands of one key and one node arrive in the order of their publication.
   * Rejects when the bus is not reachable, or when a subscriber of this node failed; do not retry in the second case.
   */
  readonly publish: (key: string, command: Command) => Promise<void>
  /**
   * Receives every command from now on. Returns a function that ends the subscription.
   * @param onResync commands of other nodes may have been lost: read again what they announce
   */
  readonly subscribe: (listener: BusListener<Command>, onResync?: () => void) => () => void
}
