import { randomUUID } from 'node:crypto'
import type { ServerMessage } from '@wallboard/relay'
import type { Bus } from '../bus/bus.ts'
import { createMemoryBus } from '../bus/memory-bus.ts'
import type { ConnectionCommand } from '../live/connections/commands.ts'
import type { Connections } from '../live/connections/connections.ts'
import type { BusCommand, SentMessage } from './bus-command.ts'

/** A command that other nodes can receive. */
export type SharedCommand =
  Exclude<ConnectionCommand, { kind: 'send' | 'set-view' | 'reconnect' | 'replaced' }> | Sent
interface Sent {
  readonly kind: 'send'
  readonly message: SentMessage
}

/** Commands that capabilities send to open connections, by their key, on every node. */
export interface ConnectionCommands {
  /** Carries out a command on this node at once, and on other nodes when they receive it; a failure is logged. */
  readonly publish: (key: string, command: SharedCommand) => void
  /** Changes the views of the connections on this node. */
  readonly setView: (
    key: string,
    assignment: Extract<ConnectionCommand, { kind: 'set-view' }>['assignment'],
  ) => void
  /** Sends a message to the connections on this node. */
  readonly sendHere: (key: string, message: ServerMessage) => void
  readonly isConnectedHere: (key: string) => boolean
  /** Ends the connections on this node: their clients connect again, to another stream. */
  readonly reconnectHere: (key: string, reason: string) => void
  /** Closes the connections on this node: a newer one is open on another node. */
  readonly closeReplaced: (key: string) => void
  /** Sends a message, and resolves to false, without sending it, when the key has no connection on any node. */
  readonly sendIfConnected: (key: string, message: SentMessage) => Promise<boolean>
}

/** A node that has a connection answers within this time. Nobody answers for a key without one. */
const answerWithinMs = 1_000

/**
 * Lets sessions, displays and boards command connections, which are created after them because connections authenticate
 * through them. Until `attach` is called this node has no connections.
 * @param deps.bus connects the nodes of a cluster; undefined for a server with one node
 */
export function createConnectionCommands(deps: {
  readonly bus?: Bus<BusCommand> | undefined
  readonly logError: (error: unknown) => void
  /** How long to wait for the answer of another node; tests shorten it. */
  readonly answerMs?: number
}): ConnectionCommands & {
  readonly attach: (connections: Pick<Connections<never>, 'handle' | 'isConnected'>) => void
} {
  const { logError, answerMs = answerWithinMs } = deps
  const bus = deps.bus ?? createMemoryBus<BusCommand>()
  const questions = new Map<string, () => void>()
  let connections: Pick<Connections<never>, 'handle' | 'isConnected'> | undefined

  function handle(key: string, command: BusCommand, isOwn: boolean): void {
    switch (command.kind) {
      case 'is-connected':
        if (!isOwn && connections?.isConnected(key) === true)
          publish(key, { kind: 'connected', question: command.question })
        return
      case 'connected':
        questions.get(command.question)?.()
        return
      case 'send':
      case 'close':
        connections?.handle(key, command)
    }
  }
  bus.subscribe(handle)

  function publish(key: string, command: BusCommand): void {
    bus.publish(key, command).catch(logError)
  }

  /** True when another node has a connection of the key. */
  async function isConnectedElsewhere(key: string): Promise<boolean> {
    const question = randomUUID()
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<boolean>((resolve, reject) => {
        questions.set(question, () => {
          resolve(true)
        })
        timer = setTimeout(resolve, answerMs, false)
        bus.publish(key, { kind: 'is-connected', question }).catch(reject)
      })
    } catch (error) {
      logError(error) // the bus is not reachable: nothing can be sent to other nodes
      return false
    } finally {
      clearTimeout(timer)
      questions.delete(question)
    }
  }

  return {
    attach(attached) {
      connections = attached
    },
    publish,
    setView(key, assignment) {
      connections?.handle(key, { kind: 'set-view', assignment })
    },
    sendHere(key, message) {
      connections?.handle(key, { kind: 'send', message })
    },
    isConnectedHere: (key) => connections?.isConnected(key) === true,
    reconnectHere(key, reason) {
      connections?.handle(key, { kind: 'reconnect', reason })
    },
    closeReplaced(key) {
      connections?.handle(key, { kind: 'replaced' })
    },
    async sendIfConnected(key, message) {
      const isConnected =
        connections?.isConnected(key) === true ||
        (deps.bus !== undefined && (await isConnectedElsewhere(key)))
      if (isConnected) await bus.publish(key, { kind: 'send', message })
      return isConnected
    },
  }
}
