import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { EventId } from '@wallboard/five9/events'
import { WebSocketServer, type WebSocket } from 'ws'
import type { FaultSwitches } from '../faults/fault-switches.ts'
import type { Frame } from '../faults/frame-order.ts'
import { hasForeignCookie, tokenIdOf } from './credentials.ts'
import type { Host } from './hosts.ts'
import { beginFrame } from './partial-frame.ts'
import type { Role, Sessions } from './sessions.ts'

/** The open event sockets of one user of the domain. */
export interface Sockets {
  /** Sends statistics to every supervisor socket of the active host. */
  readonly broadcast: (frame: Frame) => void
  /** Sends an event to the sockets of a role or of both, including sockets of a host that is no longer active. */
  readonly tell: (frame: Frame, role?: Role) => void
  /** The sockets of a host carry only pongs from now on. */
  readonly strand: (host: Host) => void
  /** Cuts every connection without a close frame, as a network failure does. */
  readonly drop: () => void
  readonly closeAll: (code: number, reason: string) => void
  /** Sends the first half of a frame to every supervisor socket, and cuts the connection. */
  readonly cutMidFrame: (frame: string) => void
  readonly tokensDied: (ids: readonly string[]) => void
  /** Stops reading and writing every socket, without closing it. */
  readonly freeze: () => void
  /** Cuts the frozen sockets. */
  readonly cutFrozen: () => void
  readonly count: () => number
  readonly close: () => void
}

interface Connection {
  readonly socket: WebSocket
  readonly stream: Duplex
  readonly role: Role
  readonly tokenId: string
  readonly host: Host
  isStranded: boolean
  isFrozen: boolean
}

const paths: readonly (readonly [Role, RegExp])[] = [
  ['supervisor', /^\/supsvcs\/sws(?:\/([^/]+))?$/],
  ['agent', /^\/appsvcs\/ws(?:\/([^/]+))?$/],
]

/** The role and key in the path of an upgrade; undefined for any other path. */
function socketAddressOf(
  request: IncomingMessage,
): { readonly role: Role; readonly key: string } | undefined {
  const pathname = request.url?.split('?')[0] ?? ''
  return paths.flatMap(([role, pattern]) => {
    const found = pattern.exec(pathname)
    return found === null ? [] : [{ role, key: found[1] ?? '' }]
  })[0]
}

function refuseUpgrade(stream: Duplex, status: string): void {
  stream.on('error', () => stream.destroy())
  stream.once('finish', () => stream.destroy())
  stream.end(`HTTP/1.1 ${status}\r\n\r\n`)
}

export function createSockets(deps: {
  readonly hosts: readonly Host[]
  /** Whether an upgrade belongs to this user. */
  readonly answers: (request: IncomingMessage) => boolean
  readonly sessions: Sessions
  readonly faults: FaultSwitches
  readonly event: (eventId: string, eventReason: string | null, payLoad?: unknown) => string
  readonly onSupervisor: (send: (frame: Frame) => void) => void
}): Sockets {
  const { sessions, faults, event } = deps
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 })
  const open = new Map<string, Connection>()

  function send({ socket, isFrozen }: Connection, frame: Frame): void {
    if (!isFrozen) socket.send(frame)
  }

  function freeze(connection: Connection): void {
    connection.isFrozen = true
    connection.socket.pause()
  }

  function pong(connection: Connection): void {
    const { lostPongs, pongDelayMs } = faults.current()
    if (lostPongs) return
    const answer = () => {
      send(connection, event(EventId.PONG, null, 'pong'))
    }
    if (pongDelayMs > 0) setTimeout(answer, pongDelayMs)
    else answer()
  }

  function connected(connection: Connection, key: string): void {
    const { socket, role, host } = connection
    socket.on('error', () => {
      socket.terminate()
    })
    const name = `${host.farmId}/${role}/${key}`
    if (open.has(name)) {
      send(connection, event(EventId.DUPLICATE_CONNECTION, 'Duplicate WebSocket connection'))
      socket.close(3000)
      return
    }
    open.set(name, connection)
    socket.on('close', () => open.delete(name))
    if (faults.current().halfOpen) {
      freeze(connection)
      return
    }
    socket.on('message', (data) => {
      if (Buffer.isBuffer(data) && data.toString('utf8') === 'ping') pong(connection)
    })
    send(connection, event(EventId.SERVER_CONNECTED, 'Successful WebSocket Connection'))
    if (role === 'supervisor' && !connection.isStranded)
      deps.onSupervisor((frame) => {
        send(connection, frame)
      })
  }

  function upgraded(host: Host, request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const match = socketAddressOf(request)
    const { refusedUpgradeStatus, foreignCookiesRefused } = faults.current()
    const isForeign = foreignCookiesRefused && hasForeignCookie(request)
    const token = isForeign ? undefined : sessions.find(tokenIdOf(request))
    if (match === undefined || token === undefined || refusedUpgradeStatus !== 0) {
      const refusal = match === undefined ? '404 Not Found' : '401 Unauthorized'
      refuseUpgrade(stream, refusedUpgradeStatus === 0 ? refusal : `${refusedUpgradeStatus} Refused`)
      return
    }
    webSockets.handleUpgrade(request, stream, head, (socket) => {
      const { role, key } = match
      const isStranded = !host.isActive()
      connected({ socket, stream, role, tokenId: token.id, host, isStranded, isFrozen: false }, key)
    })
  }

  for (const host of deps.hosts) {
    host.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      if (deps.answers(request)) upgraded(host, request, stream, head)
    })
  }
  const drop = () => {
    for (const socket of webSockets.clients) socket.terminate()
  }
  return {
    broadcast(frame) {
      for (const connection of open.values()) {
        if (connection.role === 'supervisor' && !connection.isStranded) send(connection, frame)
      }
    },
    tell(frame, role) {
      for (const connection of open.values()) {
        if (role === undefined || connection.role === role) send(connection, frame)
      }
    },
    strand(host) {
      for (const connection of open.values()) if (connection.host === host) connection.isStranded = true
    },
    drop,
    closeAll(code, reason) {
      for (const { socket } of open.values()) socket.close(code, reason)
    },
    cutMidFrame(frame) {
      const begun = beginFrame(Buffer.from(frame))
      for (const { stream, role, isFrozen } of open.values()) {
        if (role === 'supervisor' && !isFrozen) stream.write(begun, () => stream.destroy())
      }
    },
    tokensDied(ids) {
      for (const { socket, tokenId } of open.values()) {
        if (ids.includes(tokenId)) socket.close(1000, 'User is not logged in')
      }
    },
    freeze() {
      for (const connection of open.values()) freeze(connection)
    },
    cutFrozen() {
      for (const { socket, isFrozen } of open.values()) if (isFrozen) socket.terminate()
    },
    count: () => open.size,
    close() {
      drop()
      webSockets.close()
    },
  }
}
