import { CloseCode, type ClientKind, type Subscription } from '@wallboard/relay'
import type { Authentication } from './authentication.ts'
import type { Connection, ClientSocket, Peer } from './connection.ts'
import type { ConnectionQuota } from './connection-quota.ts'
import type { OpenConnections } from './open-connections.ts'
import type { PendingUpgrade } from './pending-upgrades.ts'

/** The HTTP status of a refused upgrade. */
export type UpgradeRefusal = 401 | 429 | 503

/** A request for an upgrade, from its arrival until its stream is closed. */
export interface Upgrade<Request> {
  /** Authenticates the request. Undefined when it is admitted: `open` may then be called, in the same tick. */
  readonly authenticate: (
    request: Request,
    role: ClientKind,
    replay?: string,
  ) => Promise<UpgradeRefusal | undefined>
  /** Opens the connection. Undefined, and the socket is closed, when it is no longer admitted. */
  readonly open: (socket: ClientSocket, subscription: Subscription | undefined) => Peer | undefined
  /** The stream is closed, whether or not a socket was opened on it. */
  readonly closed: () => void
}

/** An upgrade is refused when authentication takes longer. */
const authenticateWithinMs = 5_000
/** A peer that is no longer admitted has this long to read the close frame. */
const refusedGraceMs = 1_000

/** The result of a promise, or undefined when it takes longer. */
async function resultWithin<T>(ms: number, work: Promise<T>): Promise<{ readonly value: T } | undefined> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined)
  })
  const result = work.then((value) => ({ value }))
  return Promise.race([result, timeout]).finally(() => {
    clearTimeout(timer)
  })
}

/** @param address a place for this address is taken, and is released when the stream is closed */
export function createUpgrade<Request>(
  address: string,
  deps: {
    readonly authenticate: (
      request: Request,
      role: ClientKind,
      replay?: string,
    ) => Promise<Authentication | undefined>
    readonly quota: ConnectionQuota
    readonly connections: OpenConnections
    readonly pending: PendingUpgrade
    /** True when the server is stopping. */
    readonly isStopping: () => boolean
  },
): Upgrade<Request> {
  const { quota, connections, pending, isStopping } = deps
  let authentication: Authentication | undefined
  let connection: Connection | undefined
  /** The person whose quota this upgrade counts against. */
  let person: string | undefined
  let isStreamClosed = false

  return {
    async authenticate(request, role, replay) {
      const result = await resultWithin(authenticateWithinMs, deps.authenticate(request, role, replay))
      if (result === undefined || isStopping()) return 503
      if (result.value === undefined || pending.isEnded(result.value.key)) return 401
      const { viewer } = result.value
      // Displays need no limit: only the newest socket of a display stays open.
      if (viewer.kind === 'desk' && !isStreamClosed) {
        if (!quota.takeForPerson(viewer.username)) return 429
        person = viewer.username
      }
      authentication = result.value
      return undefined
    },
    open(socket, subscription) {
      pending.done()
      // The session may have ended, or the display been revoked, since it was authenticated. From this tick on the
      // connection is registered, and a command for its key reaches it there.
      if (
        isStreamClosed ||
        authentication === undefined ||
        isStopping() ||
        pending.isEnded(authentication.key)
      ) {
        socket.close(isStopping() ? CloseCode.Restarting : CloseCode.SignedOut, 'no longer admitted')
        setTimeout(socket.terminate, refusedGraceMs).unref()
        return undefined
      }
      const assignment = pending.assignmentOf(authentication.key)
      const current = assignment === undefined ? authentication : { ...authentication, assignment }
      connection = connections.add(socket, current, subscription)
      return connection
    },
    closed() {
      if (isStreamClosed) return
      isStreamClosed = true
      pending.done()
      quota.release(address)
      if (person !== undefined) quota.releaseForPerson(person)
      if (connection !== undefined) connections.closed(connection)
    },
  }
}
