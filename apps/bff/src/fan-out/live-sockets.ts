import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { CloseCode, decodeClientMessage, relayPath } from '@wallboard/relay'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import type { Hub } from './hub.ts'

/** Who asks for the stream: the session that it stands on, and the hub that it may see. */
export interface Admission {
  readonly sessionKey: string
  readonly hub: Hub
}

export interface LiveSockets {
  /** Closes every socket of a session that ended. */
  readonly closeSession: (sessionKey: string) => void
  readonly isConnected: (sessionKey: string) => boolean
  readonly close: () => void
}

const subscribeWithinMs = 5_000
const pingEveryMs = 15_000
const deadAfterMs = 35_000
const messagesPerSecond = 20

/** The WebSocket edge: decides about the upgrade, then only passes text on. */
export function createLiveSockets(deps: {
  readonly server: Server
  /** Undefined: no valid session. */
  readonly admit: (request: IncomingMessage) => Admission | undefined
  readonly isOwnOrigin: (request: IncomingMessage) => boolean
}): LiveSockets {
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false })
  const bySession = new Map<string, Set<WebSocket>>()

  function refuse(stream: Duplex, status: string): void {
    stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }

  function upgraded(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => stream.destroy())
    // Compared as text: a target such as `//` is no URL, and an exception here would end the process for everybody.
    const [path] = (request.url ?? '').split('?', 1)
    if (path !== relayPath) {
      refuse(stream, '404 Not Found')
      return
    }
    // A foreign, null or missing Origin is refused before 101: the cookie alone proves no intent.
    if (!deps.isOwnOrigin(request)) {
      refuse(stream, '403 Forbidden')
      return
    }
    const admission = deps.admit(request)
    if (admission === undefined) {
      refuse(stream, '401 Unauthorized')
      return
    }
    webSockets.handleUpgrade(request, stream, head, (socket) => {
      connected(socket, admission)
    })
  }

  function connected(socket: WebSocket, { sessionKey, hub }: Admission): void {
    const own = bySession.get(sessionKey) ?? new Set<WebSocket>()
    bySession.set(sessionKey, own.add(socket))
    const screen = hub.join({
      send: (frame) => {
        if (socket.readyState === socket.OPEN) socket.send(frame, { binary: false })
      },
      bufferedBytes: () => socket.bufferedAmount,
      close: (code, reason) => {
        socket.close(code, reason)
      },
    })
    let lastPongAt = Date.now()
    let budget = messagesPerSecond
    let hasSubscribed = false
    const subscribing = setTimeout(() => {
      if (!hasSubscribed) socket.close(CloseCode.BadMessage, 'no subscription')
    }, subscribeWithinMs)
    const refilling = setInterval(() => {
      budget = messagesPerSecond
    }, 1_000)
    const pinging = setInterval(() => {
      if (Date.now() - lastPongAt > deadAfterMs) socket.terminate()
      else socket.ping()
    }, pingEveryMs)

    function received(data: RawData, isBinary: boolean): void {
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
      hasSubscribed ||= decoded.message.type === 'subscribe'
      screen.received(decoded.message)
    }

    socket.on('message', received)
    socket.on('pong', () => {
      lastPongAt = Date.now()
    })
    socket.on('error', () => {
      socket.terminate()
    })
    socket.on('close', () => {
      clearTimeout(subscribing)
      clearInterval(refilling)
      clearInterval(pinging)
      own.delete(socket)
      if (own.size === 0) bySession.delete(sessionKey)
      screen.left()
    })
  }

  deps.server.on('upgrade', upgraded)
  return {
    isConnected: (sessionKey) => bySession.has(sessionKey),
    closeSession(sessionKey) {
      for (const socket of bySession.get(sessionKey) ?? []) socket.close(CloseCode.SignedOut, 'signed out')
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
