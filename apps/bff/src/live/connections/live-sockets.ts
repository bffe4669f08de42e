import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { createConnectUrlParser, type Subscription } from '@wallboard/relay'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import type { Authenticate } from './authentication.ts'
import type { ClientSocket, Peer } from './connection.ts'
import { createConnections, type Connections } from './connections.ts'
import type { ConnectionLimits } from './connection-quota.ts'
import type { Frame } from '../hub/frame.ts'
import { wireOf, type SharedDeflate } from '../hub/shared-deflate.ts'
import { createTurns, ended } from '../../http/turn-queue.ts'
import type { UpgradeRefusal, Upgrade } from './upgrade.ts'

export type LiveSockets = Omit<Connections<IncomingMessage>, 'upgradeRequested'>

const statuses: Readonly<Record<UpgradeRefusal | 403 | 404 | 500, string>> = {
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

/** The socket of one client, as its connection sees it. */
class LiveSocket implements ClientSocket {
  private readonly socket: WebSocket
  private readonly stream: Duplex
  private readonly deflate: SharedDeflate | undefined

  constructor(socket: WebSocket, stream: Duplex, deflate: SharedDeflate | undefined) {
    this.socket = socket
    this.stream = stream
    this.deflate = deflate
  }

  /** Written past `ws`, which would add a header again. `ws` writes whole frames too, so nothing interleaves. */
  send(frame: Frame): void {
    if (this.socket.readyState === this.socket.OPEN) this.stream.write(wireOf(frame, this.deflate))
  }

  bufferedBytes(): number {
    return this.stream.writableLength
  }

  ping(): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.ping()
  }

  pause(): void {
    this.socket.pause()
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason)
  }

  terminate(): void {
    this.socket.terminate()
  }
}

/** A request that has passed the checks. */
interface CheckedUpgrade {
  readonly request: IncomingMessage
  readonly upgrade: Upgrade<IncomingMessage>
  readonly subscription: Subscription | undefined
}

/** A request that is being authenticated. */
interface BegunUpgrade extends CheckedUpgrade {
  readonly refusal: Promise<UpgradeRefusal | undefined>
}

type Awaitable<T> = T | Promise<T>

const upgradeOf = Symbol('upgrade')
const peerOf = Symbol('peer')
/** A stream with what receives its events. */
interface LiveStream extends Duplex {
  [upgradeOf]?: Upgrade<IncomingMessage>
  [peerOf]?: Peer
}
/** The socket of `ws` on it. */
interface LiveWebSocket extends WebSocket {
  [peerOf]?: Peer
}

// Listeners that all connections share: a server has thousands of them, and a closure with its context takes 100 bytes.
function destroyStream(this: Duplex): void {
  this.destroy()
}
function streamClosed(this: LiveStream): void {
  this[upgradeOf]?.closed()
}
function bytesReceived(this: LiveStream, bytes: Buffer): void {
  this[peerOf]?.bytesReceived(bytes.length)
}
function terminateSocket(this: WebSocket): void {
  this.terminate()
}
function messageReceived(this: LiveWebSocket, data: RawData, isBinary: boolean): void {
  this[peerOf]?.messageReceived(textOf(data, isBinary))
}
function closeFrameReceived(this: LiveWebSocket, code: number): void {
  this[peerOf]?.closeFrameReceived(code)
}
function controlFrameReceived(this: LiveWebSocket): void {
  this[peerOf]?.controlFrameReceived()
}

const textOf = (data: RawData, isBinary: boolean) =>
  isBinary || !Buffer.isBuffer(data) ? undefined : data.toString('utf8')

/** The WebSocket edge: checks the request for an upgrade, then passes on what the socket receives. */
export function createLiveSockets(deps: {
  readonly server: Server
  readonly authenticate: Authenticate<IncomingMessage>
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
  const webSockets = new WebSocketServer({
    ...{ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false },
    clientTracking: false, // by `connections`
  })
  const parseConnectUrl = createConnectUrlParser()
  const { upgradeRequested, ...connections } = createConnections(deps)
  const { inTurn, start } = createTurns({ budgetMs: upgradeBudgetMs, now: deps.now })

  /** Checks a request and begins to authenticate it; undefined when it is refused, or admitted at once. */
  function begin(
    request: IncomingMessage,
    stream: LiveStream,
    head: Buffer,
  ): Awaitable<BegunUpgrade> | undefined {
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
    const upgrade = upgradeRequested(deps.addressOf(request))
    if (upgrade === undefined) {
      refuse(stream, 503)
      return undefined
    }
    stream[upgradeOf] = upgrade
    stream.on('close', streamClosed)
    const subscription = target.subscription.ok ? target.subscription.message : undefined
    const checked = { request, upgrade, subscription }
    const refusal = upgrade.authenticate(request, target.role, target.replay)
    if (!(refusal instanceof Promise)) {
      end(stream, head, checked, refusal)
      return undefined
    }
    const begun = { ...checked, refusal }
    // The displays of one turn are read together. Each person is read alone: the next one has to wait for that.
    return target.role === 'display' ? begun : refusal.then(() => begun)
  }

  /** Known displays are done in this turn: in a storm each promise costs time. */
  function upgrade(request: IncomingMessage, stream: LiveStream, head: Buffer): Promise<unknown> | undefined {
    try {
      const begun = begin(request, stream, head)
      if (begun === undefined) return undefined
      finish(begun, stream, head).catch((error: unknown) => {
        failed(stream, error)
      })
      return begun instanceof Promise ? begun.then(ended, ended) : undefined
    } catch (error) {
      failed(stream, error)
      return undefined
    }
  }

  async function finish(begun: Awaitable<BegunUpgrade>, stream: LiveStream, head: Buffer): Promise<void> {
    const checked = await begun
    const refusal = await checked.refusal
    await inTurn(() => {
      end(stream, head, checked, refusal)
    })
  }

  function failed(stream: LiveStream, error: unknown): void {
    deps.log(error)
    refuse(stream, 500)
  }

  function end(
    stream: LiveStream,
    head: Buffer,
    checked: CheckedUpgrade,
    refusal: UpgradeRefusal | undefined,
  ): void {
    if (refusal === undefined) open(stream, head, checked)
    else refuse(stream, refusal)
  }

  function open(stream: LiveStream, head: Buffer, checked: CheckedUpgrade): void {
    // The answer to the upgrade and the first messages are one write: after a restart all clients connect at once.
    stream.cork()
    webSockets.handleUpgrade(checked.request, stream, head, (socket) => {
      opened(socket, stream, checked)
    })
    stream.uncork()
  }

  function opened(
    socket: LiveWebSocket,
    stream: LiveStream,
    { upgrade, subscription }: CheckedUpgrade,
  ): void {
    socket.on('error', terminateSocket)
    const deflate = subscription?.inflates === true ? deps.sharedDeflate : undefined
    const peer = upgrade.open(new LiveSocket(socket, stream, deflate), subscription)
    if (peer === undefined) return
    socket[peerOf] = peer
    socket.on('message', messageReceived)
    socket.on('close', closeFrameReceived)
    socket.on('ping', controlFrameReceived)
    socket.on('pong', controlFrameReceived)
    stream[peerOf] = peer
    stream.on('data', bytesReceived)
  }

  deps.server.on('upgrade', (request: IncomingMessage, stream: LiveStream, head: Buffer) => {
    stream.on('error', destroyStream)
    start(() => upgrade(request, stream, head))
  })

  return {
    ...connections,
    close() {
      connections.close()
      webSockets.close()
    },
  }
}
