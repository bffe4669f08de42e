import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import WebSocket from 'ws'
import { serverFrame } from './web-socket-frame.ts'

/** Reference: the lower limit. Each message is framed once and written to every socket, without being parsed. */

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11' // RFC 6455, 1.3
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
const upstream = new WebSocket(process.argv[2] ?? '', { perMessageDeflate: false })
upstream.on('message', (data) => {
  if (!Buffer.isBuffer(data)) return
  const frame = serverFrame(data)
  for (const screen of screens) screen.write(frame)
})
upstream.once('open', () => {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 })
  })
})
process.on('disconnect', () => process.exit(0))
