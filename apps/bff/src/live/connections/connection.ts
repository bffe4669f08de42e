import {
  CloseCode,
  decodeClientMessage,
  type ServerMessage,
  type Subscription,
  type ViewSpec,
} from '@wallboard/relay'
import type { AlertAudience } from '../hub/alert-source.ts'
import { frameOf, type Frame } from '../hub/frame.ts'
import type { HubConnection } from '../hub/hub-connection.ts'
import { checkLiveness, excuseSilence, heard, type ClientLiveness } from './liveness-state.ts'
import { createTrafficBudget, type TrafficBudget, type TrafficKind } from './traffic-budget.ts'
import { permit } from '../permit.ts'
import type { Authentication, ClientObserver, DisplayAssignment } from './authentication.ts'

/** The socket of a client: one of `ws` in production, an object in a simulation. */
export interface ClientSocket {
  readonly send: (frame: Frame) => void
  /** Bytes accepted but not yet handed to the operating system. */
  readonly bufferedBytes: () => number
  readonly ping: () => void
  /** Stops reading from the peer. */
  readonly pause: () => void
  /** Starts the closing handshake. */
  readonly close: (code: number, reason: string) => void
  /** Destroys the socket without a handshake. */
  readonly terminate: () => void
}

/** Receives what the peer of a connection sends. */
export interface Peer {
  /** A whole message; undefined for a message that is not text. */
  readonly messageReceived: (text: string | undefined) => void
  /** A ping or a pong. */
  readonly controlFrameReceived: () => void
  /** Bytes of any kind, also of incomplete frames. */
  readonly bytesReceived: (count: number) => void
  /** The code of the peer's close frame; a peer that answers repeats ours. */
  readonly closeFrameReceived: (code: number) => void
}

/** The socket of an authenticated client, from its opening until it is closed. */
export interface Connection extends Peer {
  readonly key: string
  readonly observer: ClientObserver | undefined
  /** Joins the hub of its authentication. False when the hub has closed the socket at once. */
  readonly join: (authentication: Authentication, subscription: Subscription | undefined) => boolean
  readonly sendMessage: (message: ServerMessage) => void
  /** Sends the message of an assignment and changes to its view, from now on the only one that is permitted. */
  readonly assign: (assignment: DisplayAssignment) => void
  /** Detaches the client at once, sends a close frame, and destroys the socket shortly after. */
  readonly end: (code: number, reason: string) => void
  /** Pings a silent peer and destroys the socket of a dead one; called once a second. */
  readonly check: (wasStalled: boolean) => void
  readonly terminate: () => void
  /** The socket is closed. */
  readonly closed: () => void
}

/** A peer that ignores the close frame keeps its socket for this long. */
const closeGraceMs = 1_000
/** A replaced display on a slow line must read the close code: otherwise it reconnects and replaces the other one. */
const replacedGraceMs = 5_000

interface ConnectionDeps {
  readonly socket: ClientSocket
  readonly authentication: Authentication
  readonly now: () => number
  /** The client no longer counts as connected: called once, before the socket is closed. */
  readonly onDetached: (connection: Connection) => void
}

export const createConnection = (deps: ConnectionDeps): Connection => new ClientConnection(deps)

/** A person sees the alerts of the desk, a display those of its board. */
function audienceOf(assignment: DisplayAssignment | undefined): AlertAudience {
  const message = assignment?.initialMessage
  return message?.type === 'board' ? { kind: 'board', boardId: message.boardId } : { kind: 'desk' }
}

/**
 * A class, because a server has thousands of them: closures would take several times the memory. Of its authentication it
 * keeps only what it needs after it has joined: the message of an assignment is an object for each display.
 */
class ClientConnection implements Connection {
  readonly key: string
  readonly observer: ClientObserver | undefined
  private readonly socket: ClientSocket
  private readonly onDetached: ConnectionDeps['onDetached']
  private readonly now: () => number
  private readonly budget: TrafficBudget
  private liveness: ClientLiveness
  private isAttached = true
  /** The only view that a display, or a client of a replay, is sent. */
  private assignedView: ViewSpec | undefined
  private client: HubConnection | undefined = undefined
  private terminating: NodeJS.Timeout | undefined = undefined

  constructor({ socket, authentication, now, onDetached }: ConnectionDeps) {
    const { key, observer, assignment, replayView } = authentication
    this.key = key
    this.observer = observer
    this.socket = socket
    this.onDetached = onDetached
    this.now = now
    this.budget = createTrafficBudget(now())
    this.liveness = heard(now())
    this.assignedView = assignment?.view ?? replayView
  }

  private detach(): void {
    if (!this.isAttached) return
    this.isAttached = false
    this.client?.disconnected()
    this.onDetached(this)
  }

  end(code: number, reason: string): void {
    if (!this.isAttached) return
    this.detach()
    const { socket } = this
    // A peer that broke the rules is not read any more.
    if (code === CloseCode.BadMessage) socket.pause()
    socket.close(code, reason)
    this.terminating = setTimeout(
      () => {
        socket.terminate()
      },
      code === CloseCode.Replaced ? replacedGraceMs : closeGraceMs,
    ).unref()
  }

  private permitted(view: ViewSpec): ViewSpec {
    const { assignedView } = this
    return permit(
      view,
      assignedView === undefined ? { kind: 'person' } : { kind: 'assigned', view: assignedView },
    )
  }

  /** Counts traffic of the peer. False when it must be ignored. */
  private canReceive(kind: TrafficKind, amount: number): boolean {
    if (!this.isAttached) return false
    if (this.budget.spend(kind, amount, this.now())) return true
    this.end(CloseCode.BadMessage, 'the client sends too much')
    return false
  }

  // What the hub sees of this connection.
  send(frame: Frame): void {
    this.socket.send(frame)
  }

  bufferedBytes(): number {
    return this.socket.bufferedBytes()
  }

  close(code: number, reason: string): void {
    this.end(code, reason)
  }

  join(authentication: Authentication, subscription: Subscription | undefined): boolean {
    const { hub, viewer, assignment } = authentication
    const joined = hub.join(this, {
      viewer,
      subscription: subscription && { ...subscription, view: this.permitted(subscription.view) },
      initialMessage: assignment?.initialMessage,
      audience: audienceOf(assignment),
    })
    if (this.isAttached) this.client = joined
    else joined.disconnected()
    return this.isAttached
  }

  messageReceived(text: string | undefined): void {
    if (!this.canReceive('messages', 1)) return
    this.liveness = heard(this.now())
    const decoded = text === undefined ? undefined : decodeClientMessage(text)
    if (decoded?.ok !== true) {
      this.end(CloseCode.BadMessage, 'not a message of the relay protocol')
      return
    }
    const { message } = decoded
    switch (message.type) {
      case 'ack':
      case 'resync':
        this.client?.received(message)
        return
      case 'subscribe':
        if (this.canReceive('subscriptions', 1))
          this.client?.subscribe(this.permitted(message.view), message.resume)
        return
      case 'report':
        this.observer?.reported(message)
    }
  }

  controlFrameReceived(): void {
    if (this.canReceive('controlFrames', 1)) this.liveness = heard(this.now())
  }

  bytesReceived(count: number): void {
    this.canReceive('bytes', count)
  }

  closeFrameReceived(code: number): void {
    if (code === CloseCode.Replaced) this.observer?.conflicted?.()
  }

  sendMessage(message: ServerMessage): void {
    if (this.isAttached) this.socket.send(frameOf(message))
  }

  assign(next: DisplayAssignment): void {
    this.assignedView = next.view
    if (this.isAttached) this.socket.send(frameOf(next.initialMessage))
    this.client?.setView(this.permitted(next.view), audienceOf(next))
  }

  check(wasStalled: boolean): void {
    if (!this.isAttached) return
    const now = this.now()
    const checked = checkLiveness(wasStalled ? excuseSilence(this.liveness, now) : this.liveness, now)
    this.liveness = checked.liveness
    if (checked.verdict === 'ping') this.socket.ping()
    if (checked.verdict !== 'dead') return
    this.detach()
    this.socket.terminate()
  }

  terminate(): void {
    this.socket.terminate()
  }

  closed(): void {
    clearTimeout(this.terminating)
    this.detach()
  }
}
