import { createMemoryBus } from '../bus/memory-bus.ts'
import type { ServerMessage } from '@wallboard/relay'
import type { ConnectionCommand } from '../live/connections/commands.ts'
import type { Connections, Presence } from '../live/connections/connections.ts'

/** What capabilities send to open connections, by their key, in whichever process these are. */
export interface ConnectionCommands {
  /** Hands a command to the bus; a failure is logged. */
  readonly publish: (key: string, command: ConnectionCommand) => void
  /** Sends a message, and resolves to false, without sending it, when the key has no connection. */
  readonly sendIfConnected: (key: string, message: ServerMessage) => Promise<boolean>
}

/**
 * Lets sessions, displays and boards command connections, which are created after them because connections authenticate
 * through them. Until `attach` is called no connection exists, and commands have no receiver.
 */
export function createConnectionCommands(logError: (error: unknown) => void): ConnectionCommands & {
  readonly attach: (connections: Pick<Connections<never>, 'handle' | 'presence'>) => void
} {
  const bus = createMemoryBus<ConnectionCommand>()
  let presence: Presence = { isConnected: () => Promise.resolve(false) }
  return {
    attach(connections) {
      presence = connections.presence
      bus.subscribe(connections.handle)
    },
    publish(key, command) {
      bus.publish(key, command).catch(logError)
    },
    async sendIfConnected(key, message) {
      if (!(await presence.isConnected(key))) return false
      await bus.publish(key, { kind: 'send', message })
      return true
    },
  }
}
