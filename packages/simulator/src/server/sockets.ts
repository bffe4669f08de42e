import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { EventId } from '@wallboard/five9/events'
import { WebSocketServer, type WebSocket } from 'ws'
import { tokenIdOf } from './credentials.ts'
import { eventFrame } from './envelope.ts'
import type { Role, Sessions } from './sessions.ts'

/** The open event sockets of the domain. */
export interface Sockets {
  /** Sends to every supervisor socket. */
  readonly broadcast: (frame: string) => void
  /** Cuts every connection without a word, as a network does. */
  readonly drop: () => void
  readonly count: () => number
  readonly close: () => void
}

const paths: readonly (readonly [Role, RegExp])[] = [
  ['supervisor', /^\/supsvcs\/sws(?:\/([^/]+))?$/],
  ['agent', /^\/appsvcs\/ws(?:\/([^/]+))?$/],
]

export function createSockets(deps: {
  readonly server: Server
  readonly sessions: Sessions
  readonly onSupervisor: (send: (frame: string) => void) => void
}): Sockets {
  const { server, sessions } = deps
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 })
  const open = new Map<string, WebSocket>()
  const event = (eventId: string, eventReason: string | null, payLoad: unknown = null) =>
    eventFrame({ eventId, eventReason, payLoad, tenantId: sessions.orgId })

  function connected(socket: WebSocket, role: Role, key: string): void {
    socket.on('error', () => {
      socket.terminate()
    })
    const name = `${role}/${key}`
    if (open.has(name)) {
      socket.send(event(EventId.DuplicateConnection, 'Duplicate WebSocket connection'))
      socket.close(3000)
      return
    }
    open.set(name, socket)
    socket.on('close', () => open.delete(name))
    socket.on('message', (data) => {
      const isPing = Buffer.isBuffer(data) && data.toString('utf8') === 'ping'
      if (isPing) socket.send(event(EventId.Pong, null, 'pong'))
    })
    socket.send(event(EventId.ServerConnected, 'Successful WebSocket Connection'))
    if (role === 'supervisor')
      deps.onSupervisor((frame) => {
        socket.send(frame)
      })
  }

  function upgraded(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const pathname = request.url?.split('?')[0] ?? ''
    const match = paths.flatMap(([role, pattern]) => {
      const found = pattern.exec(pathname)
      return found === null ? [] : [{ role, key: found[1] ?? '' }]
    })[0]
    const isKnown = sessions.find(tokenIdOf(request)) !== undefined
    if (match === undefined || !isKnown) {
      stream.on('error', () => stream.destroy())
      stream.once('finish', () => stream.destroy())
      stream.end(`HTTP/1.1 ${match === undefined ? '404 Not Found' : '401 Unauthorized'}\r\n\r\n`)
      return
    }
    webSockets.handleUpgrade(request, stream, head, (socket) => {
      connected(socket, match.role, match.key)
    })
  }

  server.on('upgrade', upgraded)
  const drop = () => {
    for (const socket of webSockets.clients) socket.terminate()
  }
  return {
    broadcast(frame) {
      for (const [name, socket] of open) if (name.startsWith('supervisor/')) socket.send(frame)
    },
    drop,
    count: () => open.size,
    close() {
      drop()
      webSockets.close()
    },
  }
}
