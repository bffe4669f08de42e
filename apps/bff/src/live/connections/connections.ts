import { CloseCode, type ClientKind, type Subscription } from '@wallboard/relay'
import type { Authentication, DisplayAssignment } from './authentication.ts'
import type { ConnectionCommand } from './commands.ts'
import { createConnection, type Connection, type LiveSocket, type Peer } from './connection.ts'
import { createPlaces, type ConnectionLimits } from './connection-quota.ts'
import { checkEveryMs, wasStalled } from './liveness-state.ts'

/** Why an upgrade is refused, as a status of HTTP. */
export type Refusal = 401 | 429 | 503

/** A request for an upgrade, from its arrival until its stream is gone. */
export interface Upgrade<Request> {
  /** Finds out who asks. Undefined: `open` may be called, in the same tick. */
  readonly authenticate: (request: Request, role: ClientKind) => Promise<Refusal | undefined>
  /** Takes the socket of an admitted screen in; undefined, and the socket closed, when it may not have one any more. */
  readonly open: (socket: LiveSocket, subscription: Subscription | undefined) => Peer | undefined
  /** The stream is gone, whether or not a socket was opened on it. */
  readonly closed: () => void
}

/** Tells whether a key has a connection, in any process of the server: asked before a command that needs one. */
export interface Presence {
  readonly isConnected: (key: string) => Promise<boolean>
}

/** The screens that are connected, by key. It knows no socket library: the edge hands it what happens. */
export interface Connections<Request> {
  /** Counts a request for an upgrade; undefined when there is no place for it, in all or for its address. */
  readonly upgradeRequested: (address: string) => Upgrade<Request> | undefined
  readonly isConnected: (key: string) => boolean
  readonly presence: Presence
  /** Carries out a command on all connections of a key; `close` and `set-view` also on those being upgraded. */
  readonly handle: (key: string, command: ConnectionCommand) => void
  /** Ends every connection, and admits none from now on. */
  readonly close: () => void
}

/** Refused when nobody has answered by then who it is. */
const admitWithinMs = 5_000
/** One that may not be opened any more has so long to read why. */
const refusedGraceMs = 1_000
/** When the server stops, peers that do not answer its close frames keep their sockets for so long. */
const stopGraceMs = 200

/** What became of keys while an upgrade was under way. */
interface Meanwhile {
  readonly ended: Set<string>
  readonly assignments: Map<string, DisplayAssignment>
}

export function createConnections<Request>(deps: {
  /** Undefined: neither a valid session nor a paired display. */
  readonly authenticate: (request: Request, role: ClientKind) => Promise<Authentication | undefined>
  /** Monotonic milliseconds. */
  readonly now: () => number
  readonly limits: ConnectionLimits
}): Connections<Request> {
  const { now } = deps
  const places = createPlaces(deps.limits)
  const byKey = new Map<string, Set<Connection>>()
  /** Those that are attached, and those whose sockets are still closing. */
  const open = new Set<Connection>()
  const pendingUpgrades = new Set<Meanwhile>()
  let isClosed = false

  let checkedAt = now()
  const checking = setInterval(() => {
    const stalled = wasStalled(checkedAt, now())
    checkedAt = now()
    for (const connection of open) connection.check(stalled)
  }, checkEveryMs)

  function connect(socket: LiveSocket, admission: Authentication, subscription: Subscription | undefined) {
    const { key, assignment, observer } = admission
    const connection = createConnection({
      socket,
      admission,
      subscription,
      now,
      onDetached() {
        const own = byKey.get(key)
        own?.delete(connection)
        if (own?.size !== 0) return
        byKey.delete(key)
        observer?.disconnected()
      },
    })
    open.add(connection)
    const older = assignment === undefined ? [] : [...(byKey.get(key) ?? [])]
    byKey.set(key, (byKey.get(key) ?? new Set()).add(connection))
    for (const each of older)
      each.end(CloseCode.Replaced, 'a newer connection of this display replaced this one')
    if (connection.join()) observer?.connected(older.length > 0)
    return connection
  }

  function upgradeRequested(address: string): Upgrade<Request> | undefined {
    if (isClosed || !places.take(address)) return undefined
    const meanwhile: Meanwhile = { ended: new Set(), assignments: new Map() }
    let admission: Authentication | undefined
    let connection: Connection | undefined
    let person: string | undefined
    let isClosedByPeer = false
    pendingUpgrades.add(meanwhile)

    return {
      async authenticate(request, role) {
        let timer: NodeJS.Timeout | undefined
        const tooLate = new Promise<'too late'>((resolve) => {
          timer = setTimeout(resolve, admitWithinMs, 'too late')
        })
        const answer = await Promise.race([deps.authenticate(request, role), tooLate]).finally(() => {
          clearTimeout(timer)
        })
        if (answer === 'too late' || isClosed) return 503
        if (answer === undefined || meanwhile.ended.has(answer.key)) return 401
        const { viewer } = answer
        // Of a display only the newest socket stays.
        if (viewer.kind === 'desk' && !isClosedByPeer) {
          if (!places.takeForPerson(viewer.username)) return 429
          person = viewer.username
        }
        admission = answer
        return undefined
      },
      open(socket, subscription) {
        pendingUpgrades.delete(meanwhile)
        // A session may have ended, or a display been revoked, since it was admitted: asked in the tick in which the
        // connection is registered, after which `endAll` finds it.
        if (isClosedByPeer || admission === undefined || isClosed || meanwhile.ended.has(admission.key)) {
          socket.close(isClosed ? CloseCode.Restarting : CloseCode.SignedOut, 'no longer admitted')
          setTimeout(socket.terminate, refusedGraceMs).unref()
          return undefined
        }
        const changed = meanwhile.assignments.get(admission.key)
        const current = changed === undefined ? admission : { ...admission, assignment: changed }
        connection = connect(socket, current, subscription)
        return connection
      },
      closed() {
        if (isClosedByPeer) return
        isClosedByPeer = true
        pendingUpgrades.delete(meanwhile)
        places.resumeReading(address)
        if (person !== undefined) places.releaseForPerson(person)
        if (connection === undefined) return
        open.delete(connection)
        connection.closed()
      },
    }
  }

  function handle(key: string, command: ConnectionCommand): void {
    const connections = [...(byKey.get(key) ?? [])]
    switch (command.kind) {
      case 'send':
        for (const connection of connections) connection.send(command.message)
        return
      case 'close':
        for (const { ended } of pendingUpgrades) ended.add(key)
        for (const connection of connections) connection.end(CloseCode.SignedOut, 'no longer admitted')
        return
      case 'set-view':
        for (const { assignments } of pendingUpgrades) assignments.set(key, command.assignment)
        for (const connection of connections) connection.assign(command.assignment)
    }
  }

  return {
    upgradeRequested,
    isConnected: (key) => byKey.has(key),
    presence: { isConnected: (key) => Promise.resolve(byKey.has(key)) },
    handle,
    close() {
      isClosed = true
      clearInterval(checking)
      for (const connection of open) connection.end(CloseCode.Restarting, 'the server stops')
      setTimeout(() => {
        for (const connection of open) connection.terminate()
      }, stopGraceMs).unref()
    },
  }
}
