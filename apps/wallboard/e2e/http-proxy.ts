import { createServer, request, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** Faults of a proxy between pages and their server. */
export interface ProxyFaults {
  /** Answers each WebSocket upgrade with this status. */
  readonly upgradeStatus?: number
  /** Delays all WebSocket data from the server to the page. */
  readonly delayMs?: number
  /** Replaces the Host header of the page by the server's own address. */
  readonly rewritesHost?: boolean
}

const endOfHead = '\r\n\r\n'

/** A proxy on loopback; `upgrades` counts the WebSocket connections that pages tried to open. */
export async function createHttpProxy(port: number, faults: ProxyFaults) {
  const { upgradeStatus, delayMs = 0, rewritesHost = false } = faults
  const sockets = new Set<Duplex>()
  let upgrades = 0
  const headersOf = ({ headers }: IncomingMessage) => ({
    ...headers,
    ...(rewritesHost ? { host: `127.0.0.1:${port}` } : {}),
  })

  const server = createServer((incoming, outgoing) => {
    const { method, url: path } = incoming
    const options = { host: '127.0.0.1', port, method, path, headers: headersOf(incoming) }
    const forwarded = request(options, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(outgoing)
    })
    forwarded.on('error', () => outgoing.destroy())
    incoming.pipe(forwarded)
  })
  server.on('connection', (socket) => sockets.add(socket))
  server.on('upgrade', (incoming: IncomingMessage, page: Duplex) => {
    upgrades += 1
    if (upgradeStatus !== undefined) {
      page.end(`HTTP/1.1 ${upgradeStatus} Proxied\r\ncontent-length: 0\r\nconnection: close${endOfHead}`)
      return
    }
    const upstream = connect({ host: '127.0.0.1', port })
    sockets.add(upstream)
    const headers = Object.entries(headersOf(incoming)).map(([name, value]) => `${name}: ${String(value)}`)
    upstream.write([`GET ${incoming.url ?? '/'} HTTP/1.1`, ...headers].join('\r\n') + endOfHead)
    forwardDelayed(upstream, page, delayMs)
    page.on('data', (bytes: Buffer) => upstream.write(bytes))
    for (const [one, other] of [
      [upstream, page],
      [page, upstream],
    ] as const) {
      one.on('error', () => undefined) // the `close` event follows
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    upgrades: () => upgrades,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Forwards the head of the reply at once and the rest with a delay. */
function forwardDelayed(upstream: Socket, page: Duplex, ms: number): void {
  let isHead = true
  upstream.on('data', (bytes: Buffer) => {
    const headEnds = isHead ? bytes.indexOf(endOfHead) + endOfHead.length : 0
    isHead = false
    page.write(bytes.subarray(0, headEnds))
    const rest = bytes.subarray(headEnds)
    if (ms === 0) page.write(rest)
    else setTimeout(() => page.write(rest), ms)
  })
}
