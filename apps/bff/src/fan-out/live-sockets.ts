import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import {
  CloseCode,
  decodeClientMessage,
  encodeServerMessage,
  readRelayTarget,
  type Role,
  type ServerMessage,
  type Subscription,
} from '@wallboard/relay'
import type { DisplayReport } from '@wallboard/relay/displays'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import type { Frame } from './frame.ts'
import type { Hub, Joined } from './hub.ts'
import { judgeSilence, lookEveryMs } from './liveness.ts'
import type { Viewer } from './meter.ts'
import type { Wanted } from './wanted.ts'

/** Who asks for the stream, and the hub that it may see. */
export interface Admission {
  /** Sockets with the same key end together. */
  readonly key: string
  readonly hub: Hub
  readonly viewer: Viewer
  /** Given for a wall display: it is told what it is, and sent what its board needs and no more. */
  readonly display?: {
    readonly limit: Wanted
    readonly greeting: ServerMessage
    readonly connected: (takenOver: boolean) => void
    readonly reported: (report: DisplayReport) => void
    readonly disconnected: () => void
  }
}

export interface LiveSockets {
  /** Closes every socket of a session that ended or a display that was revoked. */
  readonly closeAll: (key: string, code?: number) => void
  readonly isConnected: (key: string) => boolean
  /** Says something to every socket with the key. False when there is none. */
  readonly tell: (key: string, message: ServerMessage) => boolean
  /** Gives the sockets with the key another limit; each begins with a snapshot. */
  readonly limitTo: (key: string, limit: Wanted) => void
  readonly close: () => void
}

const messagesPerSecond = 20

/** The WebSocket edge: decides about the upgrade, then only passes text on. */
export function createLiveSockets(deps: {
  readonly server: Server
  /** Undefined: neither a valid session nor a paired display. */
  readonly admit: (request: IncomingMessage, role: Role) => Promise<Admission | undefined>
  readonly log: (error: unknown) => void
  readonly isOwnOrigin: (request: IncomingMessage) => boolean
  /** Screens that can inflate are sent frames that were deflated once for all of them. */
  readonly sharesDeflate: boolean
}): LiveSockets {
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false })
  const byKey = new Map<string, Map<WebSocket, Joined>>()

  function refuse(stream: Duplex, status: string): void {
    stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }

  async function upgraded(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    stream.on('error', () => stream.destroy())
    const target = readRelayTarget(request.url ?? '')
    if (target === undefined) {
      refuse(stream, '404 Not Found')
      return
    }
    // A foreign, null or missing Origin is refused before 101: the cookie alone proves no intent.
    if (!deps.isOwnOrigin(request)) {
      refuse(stream, '403 Forbidden')
      return
    }
    const admission = await deps.admit(request, target.role)
    if (admission === undefined) {
      refuse(stream, '401 Unauthorized')
      return
    }
    // The answer and what a screen is told first go out in one write: after a restart all screens come at once.
    stream.cork()
    webSockets.handleUpgrade(request, stream, head, (socket) => {
      connected(socket, stream, admission, target.subscription.ok ? target.subscription.message : undefined)
    })
    stream.uncork()
  }

  function connected(
    socket: WebSocket,
    stream: Duplex,
    { key, hub, viewer, display }: Admission,
    subscription: Subscription | undefined,
  ): void {
    const own = byKey.get(key) ?? new Map<WebSocket, Joined>()
    const takenOver = display !== undefined && own.size > 0
    if (takenOver) for (const older of own.keys()) older.close(CloseCode.Replaced, 'another screen took over')
    const inflates = deps.sharesDeflate && subscription?.inflates === true
    const subscriber = {
      // Past `ws`, which would frame it once more. What `ws` itself writes it writes whole, so nothing mixes.
      send: (frame: Frame) => {
        if (socket.readyState === socket.OPEN) stream.write(inflates ? frame.deflated() : frame.wire)
      },
      bufferedBytes: () => stream.writableLength,
      close: (code: number, reason: string) => {
        socket.close(code, reason)
      },
    }
    const { limit, greeting } = display ?? {}
    const screen = hub.join(subscriber, { viewer, subscription, limit, greeting })
    byKey.set(key, own.set(socket, screen))
    display?.connected(takenOver)
    let heardAt = Date.now()
    let budget = messagesPerSecond
    let budgetOf = 0
    const looking = setInterval(() => {
      const verdict = judgeSilence(Date.now() - heardAt)
      if (verdict === 'end it') socket.terminate()
      else if (verdict === 'ping') socket.ping()
    }, lookEveryMs)

    function received(data: RawData, isBinary: boolean): void {
      heardAt = Date.now()
      const second = Math.floor(heardAt / 1_000)
      if (second !== budgetOf) budget = messagesPerSecond
      budgetOf = second
      budget -= 1
      const decoded =
        isBinary || !Buffer.isBuffer(data) ? undefined : decodeClientMessage(data.toString('utf8'))
      if (budget < 0 || decoded?.ok !== true) {
        socket.close(
          CloseCode.BadMessage,
          budget < 0 ? 'too many messages' : 'not a message of this protocol',
        )
        return
      }
      const { message } = decoded
      if (message.type === 'report') display?.reported(message.report)
      else screen.received(message)
    }

    socket.on('message', received)
    socket.on('pong', () => {
      heardAt = Date.now()
    })
    socket.on('error', () => {
      socket.terminate()
    })
    socket.on('close', () => {
      clearInterval(looking)
      own.delete(socket)
      screen.left()
      if (own.size > 0) return
      byKey.delete(key)
      display?.disconnected()
    })
  }

  deps.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    upgraded(request, stream, head).catch((error: unknown) => {
      deps.log(error)
      refuse(stream, '500 Internal Server Error')
    })
  })
  return {
    isConnected: (key) => byKey.has(key),
    closeAll(key, code = CloseCode.SignedOut) {
      for (const socket of byKey.get(key)?.keys() ?? []) socket.close(code, 'no longer admitted')
    },
    tell(key, message) {
      const sockets = byKey.get(key)
      const text = encodeServerMessage(message)
      for (const socket of sockets?.keys() ?? []) socket.send(text)
      return sockets !== undefined
    },
    limitTo(key, limit) {
      for (const screen of byKey.get(key)?.values() ?? []) screen.limitTo(limit)
    },
    close() {
      for (const socket of webSockets.clients) socket.close(CloseCode.GoingAway, 'the server stops')
      setTimeout(() => {
        for (const socket of webSockets.clients) socket.terminate()
      }, 200).unref()
      webSockets.close()
    },
  }
}
