import {
  CloseCode,
  decodeClientMessage,
  type ServerMessage,
  type Subscription,
  type ViewSpec,
} from '@wallboard/relay'
import { frameOf, type Frame } from '../hub/frame.ts'
import type { HubConnection } from '../hub/hub.ts'
import { checkLiveness, excuseSilence, heard } from './liveness-state.ts'
import { createTrafficBudget, type TrafficKind } from './traffic-budget.ts'
import type { Authentication } from './authentication.ts'

/** The socket of a screen: one of `ws` in production, an object in a simulation. */
export interface LiveSocket {
  readonly send: (frame: Frame) => void
  /** Bytes accepted but not yet handed to the operating system. */
  readonly bufferedBytes: () => number
  readonly ping: () => void
  /** Stops reading what the peer sends. */
  readonly pause: () => void
  /** Begins the closing handshake. */
  readonly close: (code: number, reason: string) => void
  /** Destroys the socket without a handshake. */
  readonly terminate: () => void
}

/** What came from the peer of a connection. */
export interface Peer {
  /** A whole message; undefined for one that is not text. */
  readonly messageCame: (text: string | undefined) => void
  /** A ping or a pong. */
  readonly controlFrameCame: () => void
  /** Bytes of any kind, also of frames that are not complete yet. */
  readonly bytesCame: (count: number) => void
  /** The code of the peer's close frame; it repeats ours when the peer answers. */
  readonly closeCame: (code: number) => void
}

/** The socket of an admitted screen, from its opening until it is gone. */
export interface Connection extends Peer {
  /** Joins the hub. False when the hub closed the socket at once. */
  readonly join: () => boolean
  readonly tell: (message: ServerMessage) => void
  readonly setView: (limit: ViewSpec) => void
  /** Detaches the screen at once, says why, and destroys the socket shortly after. */
  readonly end: (code: number, reason: string) => void
  /** Pings a silent peer, and destroys the socket of a dead one; called once a second. */
  readonly check: (wasStalled: boolean) => void
  readonly terminate: () => void
  /** The socket is gone. */
  readonly gone: () => void
}

/** A peer that ignores the close frame keeps its socket for so long. */
const closeGraceMs = 1_000
/** A replaced screen on a slow line must read why, or it would come back and replace the other. */
const replacedGraceMs = 5_000

export function createConnection(deps: {
  readonly socket: LiveSocket
  readonly admission: Authentication
  readonly subscription: Subscription | undefined
  readonly now: () => number
  /** The screen counts as connected no longer: called once, before the socket is closed. */
  readonly onDetached: () => void
}): Connection {
  const { socket, admission, subscription, now } = deps
  const { hub, viewer, display } = admission
  const budget = createTrafficBudget(now)
  let liveness = heard(now())
  let isAttached = true
  let screen: HubConnection | undefined
  let terminating: NodeJS.Timeout | undefined

  function detach(): void {
    if (!isAttached) return
    isAttached = false
    screen?.disconnected()
    deps.onDetached()
  }

  function end(code: number, reason: string): void {
    if (!isAttached) return
    detach()
    // What a peer sends that broke the rules is not read any more.
    if (code === CloseCode.BadMessage) socket.pause()
    socket.close(code, reason)
    terminating = setTimeout(
      socket.terminate,
      code === CloseCode.Replaced ? replacedGraceMs : closeGraceMs,
    ).unref()
  }

  /** Counts what came. False when it must not be looked at. */
  function came(kind: TrafficKind, amount: number): boolean {
    if (!isAttached) return false
    if (budget.spend(kind, amount)) return true
    end(CloseCode.BadMessage, 'too much traffic')
    return false
  }

  return {
    join() {
      const joined = hub.join(
        { send: socket.send, bufferedBytes: socket.bufferedBytes, close: end },
        { viewer, subscription, limit: display?.limit, initialMessage: display?.initialMessage },
      )
      if (isAttached) screen = joined
      else joined.disconnected()
      return isAttached
    },
    messageCame(text) {
      if (!came('messages', 1)) return
      liveness = heard(now())
      const decoded = text === undefined ? undefined : decodeClientMessage(text)
      if (decoded?.ok !== true) {
        end(CloseCode.BadMessage, 'not a message of this protocol')
        return
      }
      const { message } = decoded
      if (message.type === 'report') display?.reported(message.report)
      else screen?.received(message)
    },
    controlFrameCame() {
      if (came('controlFrames', 1)) liveness = heard(now())
    },
    bytesCame(count) {
      came('bytes', count)
    },
    closeCame(code) {
      if (code === CloseCode.Replaced) display?.conflicted?.()
    },
    tell(message) {
      if (isAttached) socket.send(frameOf(message))
    },
    setView(limit) {
      screen?.setView(limit)
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
    gone() {
      clearTimeout(terminating)
      detach()
    },
  }
}
