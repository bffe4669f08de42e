/** Carries commands to all processes of the server, each by the key of what it is for. */
export interface Bus<Command> {
  /**
   * Resolves once the bus has accepted the command. Commands of one key arrive in the order of their publication.
   * Rejects when the bus is not reachable, or a subscriber in this process failed; do not retry in the second case.
   */
  readonly publish: (key: string, command: Command) => Promise<void>
  /** Receives every command from now on. Returns a function that ends the subscription. */
  readonly subscribe: (listener: (key: string, command: Command) => void) => () => void
}
