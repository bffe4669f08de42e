import { CloseCode } from '@wallboard/relay'
import type { Authenticate } from './authentication.ts'
import type { ConnectionCommand } from './commands.ts'
import { createConnectionQuota, type ConnectionLimits } from './connection-quota.ts'
import { checkEveryMs, wasStalled } from './liveness-state.ts'
import { createOpenConnections, replacedReason } from './open-connections.ts'
import { createPendingUpgrades } from './pending-upgrades.ts'
import { createUpgrade, type Upgrade } from './upgrade.ts'

/** The connections of this node, by key. It knows no socket library: the edge passes on what happens. */
export interface Connections<Request> {
  /**
   * Counts a request for an upgrade. Undefined when a limit is reached, in all or for its address, and when another node has
   * to serve it.
   */
  readonly upgradeRequested: (address: string) => Upgrade<Request> | undefined
  readonly isConnected: (key: string) => boolean
  /** Carries out a command on all connections of a key; all but `send` also apply to upgrades under way. */
  readonly handle: (key: string, command: ConnectionCommand) => void
  /** Closes all connections, and refuses new ones. */
  readonly close: () => void
}

/** When the server stops, peers have this long to answer the close frame. */
const stopGraceMs = 200

export function createConnections<Request>(deps: {
  readonly authenticate: Authenticate<Request>
  /** Monotonic milliseconds. */
  readonly now: () => number
  readonly limits: ConnectionLimits
  /** True while another node has to serve new clients; default: never. */
  readonly isRefusing?: () => boolean
}): Connections<Request> {
  const { now } = deps
  const quota = createConnectionQuota(deps.limits)
  const connections = createOpenConnections(now)
  const pendingUpgrades = createPendingUpgrades()
  let isStopping = false
  const upgradeDeps = { authenticate: deps.authenticate, quota, connections, isStopping: () => isStopping }

  let checkedAt = now()
  const checking = setInterval(() => {
    const isStalled = wasStalled(checkedAt, now())
    checkedAt = now()
    for (const connection of connections.all()) connection.check(isStalled)
  }, checkEveryMs)

  return {
    upgradeRequested(address) {
      if (isStopping || deps.isRefusing?.() === true || !quota.take(address)) return undefined
      return createUpgrade(address, pendingUpgrades.begin(), upgradeDeps)
    },
    isConnected: connections.has,
    handle(key, command) {
      const own = connections.ofKey(key)
      switch (command.kind) {
        case 'send':
          for (const connection of own) connection.sendMessage(command.message)
          return
        case 'close':
          pendingUpgrades.ended(key)
          for (const connection of own) connection.end(CloseCode.SignedOut, 'no longer admitted')
          return
        case 'reconnect':
          pendingUpgrades.ended(key)
          for (const connection of own) connection.end(CloseCode.GoingAway, command.reason)
          return
        case 'replaced':
          for (const connection of own) connection.end(CloseCode.Replaced, replacedReason)
          return
        case 'set-view':
          pendingUpgrades.assigned(key, command.assignment)
          for (const connection of own) connection.assign(command.assignment)
      }
    },
    close() {
      isStopping = true
      clearInterval(checking)
      for (const connection of connections.all())
        connection.end(CloseCode.Restarting, 'the server is stopping')
      setTimeout(() => {
        for (const connection of connections.all()) connection.terminate()
      }, stopGraceMs).unref()
    },
  }
}
