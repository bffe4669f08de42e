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
import { checkLiveness, excuseSilence, heard } from './liveness-state.ts'
import { createTrafficBudget, type TrafficKind } from './traffic-budget.ts'
import { permit } from '../permit.ts'
import type { Authentication, DisplayAssignment } from './authentication.ts'

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
  /** Joins the hub. False when the hub has closed the socket at once. */
  readonly join: () => boolean
  readonly send: (message: ServerMessage) => void
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

export function createConnection(deps: {
  readonly socket: ClientSocket
  readonly authentication: Authentication
  readonly subscription: Subscription | undefined
  readonly now: () => number
  /** The client no longer counts as connected: called once, before the socket is closed. */
  readonly onDetached: () => void
}): Connection {
  const { socket, authentication, subscription, now } = deps
  const { hub, viewer, observer } = authentication
  const budget = createTrafficBudget(now)
  let liveness = heard(now())
  let isAttached = true
  let { assignment } = authentication
  let client: HubConnection | undefined
  let terminating: NodeJS.Timeout | undefined

  function detach(): void {
    if (!isAttached) return
    isAttached = false
    client?.disconnected()
    deps.onDetached()
  }

  function end(code: number, reason: string): void {
    if (!isAttached) return
    detach()
    // A peer that broke the rules is not read any more.
    if (code === CloseCode.BadMessage) socket.pause()
    socket.close(code, reason)
    terminating = setTimeout(
      socket.terminate,
      code === CloseCode.Replaced ? replacedGraceMs : closeGraceMs,
    ).unref()
  }

  function permitted(view: ViewSpec): ViewSpec {
    const { replayView } = authentication
    if (assignment !== undefined) return permit(view, { kind: 'display', assigned: assignment.view })
    return permit(
      view,
      replayView === undefined ? { kind: 'person' } : { kind: 'replay', assigned: replayView },
    )
  }

  /** A person sees the alerts of the desk, a display those of its board. */
  function audienceOf(): AlertAudience {
    const message = assignment?.initialMessage
    return message?.type === 'board' ? { kind: 'board', boardId: message.boardId } : { kind: 'desk' }
  }

  /** Counts traffic of the peer. False when it must be ignored. */
  function canReceive(kind: TrafficKind, amount: number): boolean {
    if (!isAttached) return false
    if (budget.spend(kind, amount)) return true
    end(CloseCode.BadMessage, 'the client sends too much')
    return false
  }

  return {
    join() {
      const joined = hub.join(
        { send: socket.send, bufferedBytes: socket.bufferedBytes, close: end },
        {
          viewer,
          subscription: subscription && { ...subscription, view: permitted(subscription.view) },
          initialMessage: assignment?.initialMessage,
          audience: audienceOf(),
        },
      )
      if (isAttached) client = joined
      else joined.disconnected()
      return isAttached
    },
    messageReceived(text) {
      if (!canReceive('messages', 1)) return
      liveness = heard(now())
      const decoded = text === undefined ? undefined : decodeClientMessage(text)
      if (decoded?.ok !== true) {
        end(CloseCode.BadMessage, 'not a message of the relay protocol')
        return
      }
      const { message } = decoded
      switch (message.type) {
        case 'ack':
        case 'resync':
          client?.received(message)
          return
        case 'subscribe':
          if (canReceive('subscriptions', 1)) client?.subscribe(permitted(message.view), message.resume)
          return
        case 'report':
          observer?.reported(message)
      }
    },
    controlFrameReceived() {
      if (canReceive('controlFrames', 1)) liveness = heard(now())
    },
    bytesReceived(count) {
      canReceive('bytes', count)
    },
    closeFrameReceived(code) {
      if (code === CloseCode.Replaced) observer?.conflicted?.()
    },
    send(message) {
      if (isAttached) socket.send(frameOf(message))
    },
    assign(next) {
      assignment = next
      if (isAttached) socket.send(frameOf(next.initialMessage))
      client?.setView(permitted(next.view), audienceOf())
    },
    end,
    check(wasStalled) {
      if (!isAttached) return
      const checked = checkLiveness(wasStalled ? excuseSilence(liveness, now()) : liveness, now())
      liveness = checked.liveness
      if (checked.verdict === 'ping') socket.ping()
      if (checked.verdict !== 'dead') return
      detach()
      socket.terminate()
    },
    terminate: socket.terminate,
    closed() {
      clearTimeout(terminating)
      detach()
    },
  }
}
