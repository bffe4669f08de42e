import { CloseCode, type Subscription } from '@wallboard/relay'
import type { Authentication } from './authentication.ts'
import { createConnection, type Connection, type ClientSocket } from './connection.ts'

export const replacedReason = 'a newer connection of this display has replaced this one'

/** The connections of this server: attached ones by key, and all whose sockets are not closed yet. */
export interface OpenConnections {
  /** Adds a connection and joins it to its hub. Of a display, it replaces the older connections. */
  readonly add: (
    socket: ClientSocket,
    authentication: Authentication,
    subscription: Subscription | undefined,
  ) => Connection
  /** The socket of a connection is closed. */
  readonly closed: (connection: Connection) => void
  readonly ofKey: (key: string) => readonly Connection[]
  readonly has: (key: string) => boolean
  readonly all: () => Iterable<Connection>
}

/** @param now monotonic milliseconds */
export function createOpenConnections(now: () => number): OpenConnections {
  const byKey = new Map<string, readonly Connection[]>()
  const open = new Set<Connection>()
  const ofKey = (key: string) => byKey.get(key) ?? []

  function onDetached(connection: Connection): void {
    const { key, observer } = connection
    const others = ofKey(key).filter((each) => each !== connection)
    if (others.length > 0) {
      byKey.set(key, others)
      return
    }
    byKey.delete(key)
    observer?.disconnected()
  }

  return {
    add(socket, authentication, subscription) {
      const { key, assignment, observer } = authentication
      const connection = createConnection({ socket, authentication, now, onDetached })
      const before = ofKey(key)
      const older = assignment === undefined ? [] : before
      open.add(connection)
      // The first one is not spread: that makes an array with room for sixteen more.
      byKey.set(key, before.length === 0 ? [connection] : [...before, connection])
      for (const each of older) each.end(CloseCode.Replaced, replacedReason)
      if (connection.join(authentication, subscription)) observer?.connected(older.length > 0)
      return connection
    },
    closed(connection) {
      open.delete(connection)
      connection.closed()
    },
    ofKey,
    has: (key) => byKey.has(key),
    all: () => open,
  }
}
