import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { createConnectUrlParser, type ClientKind, type Subscription } from '@wallboard/relay'
import type { Authentication } from './authentication.ts'
import { openSocket } from './client-socket.ts'
import { createConnections, type Connections } from './connections.ts'
import type { ConnectionLimits } from './connection-quota.ts'
import { handshakeAnswer } from './handshake.ts'
import type { SharedDeflate } from '../hub/shared-deflate.ts'
import { createTurnQueue } from '../../http/turn-queue.ts'
import type { UpgradeRefusal, Upgrade } from './upgrade.ts'

export type LiveSockets = Omit<Connections<IncomingMessage>, 'upgradeRequested'>

const statuses: Readonly<Record<UpgradeRefusal | 400 | 403 | 404 | 500, string>> = {
  400: '400 Bad Request',
  401: '401 Unauthorized',
  403: '403 Forbidden',
  404: '404 Not Found',
  429: '429 Too Many Requests',
  500: '500 Internal Server Error',
  503: '503 Service Unavailable',
}
const retryAfterSeconds = 10
/**
 * In each turn of the event loop. An upgrade takes about a millisecond, more just after the start: a thousand in one turn
 * would delay heartbeats and flushes by more than a second.
 */
const upgradeBudgetMs = 5
/** The socket of a refused peer that does not read the answer is destroyed after this time. */
const refusalGraceMs = 1_000

/** Answers a request for an upgrade with an error, and destroys its socket. */
function refuse(stream: Duplex, status: keyof typeof statuses): void {
  const retry = status === 429 || status === 503 ? `Retry-After: ${retryAfterSeconds}\r\n` : ''
  stream.once('finish', () => stream.destroy())
  setTimeout(() => stream.destroy(), refusalGraceMs).unref()
  stream.end(`HTTP/1.1 ${statuses[status]}\r\n${retry}Connection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** A request that has passed the checks, and is being authenticated. */
interface BegunUpgrade {
  /** What is written when it is admitted. */
  readonly answer: string
  readonly upgrade: Upgrade<IncomingMessage>
  readonly subscription: Subscription | undefined
  readonly refusal: Promise<UpgradeRefusal | undefined>
}

function destroyStream(this: Duplex): void {
  this.destroy()
}

/** A function of its own: the listener lives as long as the connection, and keeps nothing else of the request. */
function closeWith(stream: Duplex, upgrade: Upgrade<IncomingMessage>): void {
  stream.on('close', () => {
    upgrade.closed()
  })
}

/** The WebSocket edge: checks the request for an upgrade, then passes on what the socket receives. */
export function createLiveSockets(deps: {
  readonly server: Server
  readonly authenticate: (
    request: IncomingMessage,
    role: ClientKind,
    replay?: string,
  ) => Promise<Authentication | undefined>
  /** The address for which a request is counted. */
  readonly addressOf: (request: IncomingMessage) => string
  /** Monotonic milliseconds. */
  readonly now: () => number
  readonly limits: ConnectionLimits
  /** True while another node has to serve new clients; default: never. */
  readonly isRefusing?: () => boolean
  readonly log: (error: unknown) => void
  readonly isOwnOrigin: (request: IncomingMessage) => boolean
  /** Which frames clients that can inflate are sent deflated: once for all of them. */
  readonly sharedDeflate: SharedDeflate | undefined
}): LiveSockets {
  const parseConnectUrl = createConnectUrlParser()
  const { upgradeRequested, ...connections } = createConnections(deps)
  const inTurn = createTurnQueue({ budgetMs: upgradeBudgetMs, now: deps.now })

  /** Checks a request and begins to authenticate it; undefined when it is refused. */
  function begin(request: IncomingMessage, stream: Duplex): BegunUpgrade | Promise<BegunUpgrade> | undefined {
    if (stream.destroyed) return undefined
    const target = parseConnectUrl(request.url ?? '')
    if (target === undefined) {
      refuse(stream, 404)
      return undefined
    }
    // A foreign, null or missing Origin is refused: browsers send the cookie with requests of any page.
    if (!deps.isOwnOrigin(request)) {
      refuse(stream, 403)
      return undefined
    }
    const answer = handshakeAnswer(request)
    if (answer === undefined) {
      refuse(stream, 400)
      return undefined
    }
    const upgrade = upgradeRequested(deps.addressOf(request))
    if (upgrade === undefined) {
      refuse(stream, 503)
      return undefined
    }
    closeWith(stream, upgrade)
    const refusal = upgrade.authenticate(request, target.role, target.replay)
    const subscription = target.subscription.ok ? target.subscription.message : undefined
    const begun = { answer, upgrade, subscription, refusal }
    // The displays of one turn are read together. Each person is read alone: the next one has to wait for that.
    return target.role === 'display' ? begun : refusal.then(() => begun)
  }

  async function upgraded(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const begun = await inTurn(() => begin(request, stream))
    if (begun === undefined) return
    const refusal = await begun.refusal
    if (refusal === undefined)
      await inTurn(() => {
        open(stream, head, begun)
      })
    else refuse(stream, refusal)
  }

  function open(stream: Duplex, head: Buffer, { answer, upgrade, subscription }: BegunUpgrade): void {
    if (!stream.readable || !stream.writable) {
      stream.destroy() // the peer has left
      return
    }
    // The answer to the upgrade and the first messages are one write: after a restart all clients connect at once.
    stream.cork()
    stream.write(answer, 'latin1')
    const deflate = subscription?.inflates === true ? deps.sharedDeflate : undefined
    const socket = openSocket(stream, deflate)
    const peer = upgrade.open(socket, subscription)
    if (peer !== undefined) {
      if (head.length > 0) stream.unshift(head)
      socket.readTo(peer)
    }
    stream.uncork()
  }

  deps.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', destroyStream)
    upgraded(request, stream, head).catch((error: unknown) => {
      deps.log(error)
      refuse(stream, 500)
    })
  })

  return connections
}
