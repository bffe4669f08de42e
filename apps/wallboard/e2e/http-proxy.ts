import { createServer, request, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** What a proxy between screens and their server does wrong. */
export interface ProxyFaults {
  /** Answers each WebSocket upgrade with this status. */
  readonly upgradeStatus?: number
  /** Holds back everything that a WebSocket says, from the server to the screen, for so long. */
  readonly holdBackMs?: number
  /** Passes the server's own name on as Host in place of the one that the screen asked for. */
  readonly rewritesHost?: boolean
}

const endOfHead = '\r\n\r\n'

/** A proxy on loopback; `upgrades` counts the connections that screens tried to open. */
export async function createHttpProxy(port: number, faults: ProxyFaults) {
  const { upgradeStatus, holdBackMs = 0, rewritesHost = false } = faults
  const sockets = new Set<Duplex>()
  let upgrades = 0
  const headersOf = ({ headers }: IncomingMessage) => ({
    ...headers,
    ...(rewritesHost ? { host: `127.0.0.1:${port}` } : {}),
  })

  const server = createServer((asked, answer) => {
    const { method, url: path } = asked
    const passed = request({ host: '127.0.0.1', port, method, path, headers: headersOf(asked) }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  })
  server.on('connection', (socket) => sockets.add(socket))
  server.on('upgrade', (asked: IncomingMessage, screen: Duplex) => {
    upgrades += 1
    if (upgradeStatus !== undefined) {
      screen.end(`HTTP/1.1 ${upgradeStatus} Proxied\r\ncontent-length: 0\r\nconnection: close${endOfHead}`)
      return
    }
    const upstream = connect({ host: '127.0.0.1', port })
    sockets.add(upstream)
    const headers = Object.entries(headersOf(asked)).map(([name, value]) => `${name}: ${String(value)}`)
    upstream.write([`GET ${asked.url ?? '/'} HTTP/1.1`, ...headers].join('\r\n') + endOfHead)
    holdBack(upstream, screen, holdBackMs)
    screen.on('data', (bytes: Buffer) => upstream.write(bytes))
    for (const [one, other] of [
      [upstream, screen],
      [screen, upstream],
    ] as const) {
      one.on('error', () => undefined) // the end that follows is what counts
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

/** Passes the head of the answer on at once, and all that follows late. */
function holdBack(upstream: Socket, screen: Duplex, ms: number): void {
  let isHead = true
  upstream.on('data', (bytes: Buffer) => {
    const headEnds = isHead ? bytes.indexOf(endOfHead) + endOfHead.length : 0
    isHead = false
    screen.write(bytes.subarray(0, headEnds))
    const rest = bytes.subarray(headEnds)
    if (ms === 0) screen.write(rest)
    else setTimeout(() => screen.write(rest), ms)
  })
}
