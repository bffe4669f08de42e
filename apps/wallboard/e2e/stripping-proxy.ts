import { createServer, request, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

/** A proxy that serves a program below a path and strips the path, like nginx with `location /wallboard/ { proxy_pass …/; }`. */
export interface StrippingProxy {
  /** The address of the program behind the proxy, with a slash at its end. */
  readonly url: string
  readonly close: () => Promise<void>
}

export async function createStrippingProxy(target: string, prefix: string): Promise<StrippingProxy> {
  const { hostname, port } = new URL(target)
  const stripped = ({ url = '/' }: IncomingMessage) =>
    url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : undefined

  /** Upgraded connections, which `closeAllConnections` does not close. */
  const upgraded = new Set<Duplex>()
  const server = createServer((incoming, outgoing) => {
    const path = stripped(incoming)
    if (path === undefined) {
      outgoing.writeHead(404).end('not below the prefix')
      return
    }
    const { method, headers } = incoming
    const forwarded = request({ hostname, port, path, method, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(outgoing)
    })
    forwarded.on('error', () => outgoing.destroy())
    incoming.pipe(forwarded)
  })
  server.on('upgrade', (incoming, socket, head) => {
    const path = stripped(incoming)
    if (path === undefined) {
      socket.destroy()
      return
    }
    const upstream = connect(Number(port), hostname, () => {
      const headers = incoming.rawHeaders.reduce(
        (text, part, index) => text + part + (index % 2 === 0 ? ': ' : '\r\n'),
        '',
      )
      upstream.write(`GET ${path} HTTP/1.1\r\n${headers}\r\n`)
      upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    upgraded.add(socket)
    for (const side of [upstream, socket]) {
      side.on('error', () => {
        upstream.destroy()
        socket.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: ownPort } = server.address() as AddressInfo // an object, since the server listens on TCP
  return {
    url: `http://127.0.0.1:${ownPort}${prefix}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        for (const socket of upgraded) socket.destroy()
        server.close(() => {
          resolve()
        })
      }),
  }
}
