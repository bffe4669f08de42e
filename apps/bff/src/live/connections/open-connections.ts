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
  const byKey = new Map<string, Set<Connection>>()
  const open = new Set<Connection>()
  const ofKey = (key: string) => [...(byKey.get(key) ?? [])]

  function detached(key: string, connection: Connection, observer: Authentication['observer']): void {
    const own = byKey.get(key)
    own?.delete(connection)
    if (own?.size !== 0) return
    byKey.delete(key)
    observer?.disconnected()
  }

  return {
    add(socket, authentication, subscription) {
      const { key, assignment, observer } = authentication
      const connection = createConnection({
        ...{ socket, authentication, subscription, now },
        onDetached: (closed) => {
          detached(key, closed, observer)
        },
      })
      const older = assignment === undefined ? [] : ofKey(key)
      open.add(connection)
      byKey.set(key, (byKey.get(key) ?? new Set()).add(connection))
      for (const each of older) each.end(CloseCode.Replaced, replacedReason)
      if (connection.join()) observer?.connected(older.length > 0)
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
