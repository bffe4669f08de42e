import type { Connections } from '../live/connections/connections.ts'

/** What capabilities send to open connections, by their key. */
export type ConnectionCommands = Pick<Connections<never>, 'closeAll' | 'tell' | 'show'>

/**
 * Lets sessions, displays and boards command connections, which are created after them because connections authenticate
 * through them. Until `attach` is called no connection exists, and commands have no receiver.
 */
export function createConnectionCommands(): ConnectionCommands & {
  readonly attach: (connections: ConnectionCommands) => void
} {
  let attached: ConnectionCommands | undefined
  return {
    attach(connections) {
      attached = connections
    },
    closeAll: (key) => {
      attached?.closeAll(key)
    },
    tell: (key, message) => attached?.tell(key, message) ?? false,
    show: (key, assignment) => {
      attached?.show(key, assignment)
    },
  }
}
