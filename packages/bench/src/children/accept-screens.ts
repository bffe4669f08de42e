import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { Duplex } from 'node:stream'

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11' // RFC 6455, 1.3

/** A server that accepts every WebSocket without a library, and reads nothing from it. */
export function acceptScreens(): { readonly server: Server; readonly screens: ReadonlySet<Duplex> } {
  const screens = new Set<Duplex>()
  const server = createServer()
  server.on('upgrade', (request, socket: Duplex) => {
    const key = request.headers['sec-websocket-key'] ?? ''
    const accept = createHash('sha1').update(`${key}${guid}`).digest('base64')
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    )
    screens.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => screens.delete(socket))
    socket.resume()
  })
  return { server, screens }
}

/** Tells the bench the port once the server listens. */
export function listen(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 })
  })
}
