import { CloseCode, type ClientKind, type Subscription } from '@wallboard/relay'
import { resultWithin } from '../../promises/time-limit.ts'
import type { Authenticate, Authentication } from './authentication.ts'
import type { Connection, ClientSocket, Peer } from './connection.ts'
import type { ConnectionQuota } from './connection-quota.ts'
import type { OpenConnections } from './open-connections.ts'
import type { PendingUpgrade } from './pending-upgrades.ts'

/** The HTTP status of a refused upgrade. */
export type UpgradeRefusal = 401 | 429 | 503

/** Why an upgrade is refused; undefined when it is admitted. */
type Admission = UpgradeRefusal | undefined | Promise<UpgradeRefusal | undefined>

/** A request for an upgrade, from its arrival until its stream is closed. */
export interface Upgrade<Request> {
  /** Authenticates the request. Undefined when it is admitted: `open` may then be called. */
  readonly authenticate: (request: Request, role: ClientKind, replay?: string) => Admission
  /** Opens the connection. Undefined, and the socket is closed, when it is no longer admitted. */
  readonly open: (socket: ClientSocket, subscription: Subscription | undefined) => Peer | undefined
  /** The stream is closed, whether or not a socket was opened on it. */
  readonly closed: () => void
}

/** An upgrade is refused when authentication takes longer. */
const authenticateWithinMs = 5_000
/** A peer that is no longer admitted has this long to read the close frame. */
const refusedGraceMs = 1_000

/** What the upgrades of a server share. */
interface UpgradeDeps<Request> {
  readonly authenticate: Authenticate<Request>
  readonly quota: ConnectionQuota
  readonly connections: OpenConnections
  /** True when the server is stopping. */
  readonly isStopping: () => boolean
}

/** @param address a place for this address is taken, and is released when the stream is closed */
export const createUpgrade = <Request>(
  address: string,
  pending: PendingUpgrade,
  deps: UpgradeDeps<Request>,
): Upgrade<Request> => new ClientUpgrade(address, pending, deps)

/** A class, because a server has thousands of them: each lives as long as its connection. */
class ClientUpgrade<Request> implements Upgrade<Request> {
  private readonly address: string
  /** Until it is opened, or its stream is closed. */
  private pending: PendingUpgrade | undefined
  private readonly deps: UpgradeDeps<Request>
  /** Until it is opened. */
  private authentication: Authentication | undefined = undefined
  private connection: Connection | undefined = undefined
  /** The person whose quota this upgrade counts against. */
  private person: string | undefined = undefined
  private isStreamClosed = false

  constructor(address: string, pending: PendingUpgrade, deps: UpgradeDeps<Request>) {
    this.address = address
    this.pending = pending
    this.deps = deps
  }

  authenticate(request: Request, role: ClientKind, replay?: string): Admission {
    const found = this.deps.authenticate(request, role, replay)
    return found instanceof Promise ? this.admitInTime(found) : this.admit(found)
  }

  private async admitInTime(work: Promise<Authentication | undefined>): Promise<UpgradeRefusal | undefined> {
    const found = await resultWithin(work, authenticateWithinMs, () => 'too late' as const)
    return found === 'too late' ? 503 : this.admit(found)
  }

  private admit(found: Authentication | undefined): UpgradeRefusal | undefined {
    const { quota, isStopping } = this.deps
    if (isStopping()) return 503
    if (found === undefined || this.pending?.isEnded(found.key) === true) return 401
    const { viewer } = found
    // Displays need no limit: only the newest socket of a display stays open.
    if (viewer.kind === 'desk' && !this.isStreamClosed) {
      if (!quota.takeForPerson(viewer.username)) return 429
      this.person = viewer.username
    }
    this.authentication = found
    return undefined
  }

  open(socket: ClientSocket, subscription: Subscription | undefined): Peer | undefined {
    const { authentication, pending } = this
    const { connections, isStopping } = this.deps
    this.authentication = undefined
    this.endPending()
    // The session may have ended, or the display been revoked, since it was authenticated. From this tick on the
    // connection is registered, and a command for its key reaches it there.
    if (
      this.isStreamClosed ||
      authentication === undefined ||
      isStopping() ||
      pending?.isEnded(authentication.key) === true
    ) {
      socket.close(isStopping() ? CloseCode.Restarting : CloseCode.SignedOut, 'no longer admitted')
      setTimeout(() => {
        socket.terminate()
      }, refusedGraceMs).unref()
      return undefined
    }
    const assignment = pending?.assignmentOf(authentication.key)
    const current = assignment === undefined ? authentication : { ...authentication, assignment }
    this.connection = connections.add(socket, current, subscription)
    return this.connection
  }

  private endPending(): void {
    this.pending?.done()
    this.pending = undefined
  }

  closed(): void {
    if (this.isStreamClosed) return
    this.isStreamClosed = true
    this.endPending()
    const { quota, connections } = this.deps
    quota.release(this.address)
    if (this.person !== undefined) quota.releaseForPerson(this.person)
    if (this.connection !== undefined) connections.closed(this.connection)
  }
}
