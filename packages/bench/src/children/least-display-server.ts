import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listen } from './accept-screens.ts'
import { displayToken, LeastServerOrder } from './orders.ts'

/**
 * Reference of the storm: the least that any server of displays does. It looks the display up by the hash of its token, in
 * memory; it sends bytes that were built before, in one write with the answer to the upgrade; it parses what the display
 * sends. No database, no limits, no checks, no board of its own, nothing that later flushes need.
 */

const { displays, frames } = LeastServerOrder.parse(JSON.parse(process.argv[2] ?? ''))
const bytes = Buffer.from(frames, 'base64')
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
const known = new Set(Array.from({ length: displays }, (_, index) => hashOf(displayToken(index))))
const endOfName = 'wallboard_display='.length

const server = createServer()
const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
server.on('upgrade', (request, stream, head) => {
  if (!known.has(hashOf((request.headers.cookie ?? '').slice(endOfName)))) {
    stream.destroy()
    return
  }
  stream.cork()
  webSockets.handleUpgrade(request, stream, head, (socket) => {
    socket.on('error', () => {
      socket.terminate()
    })
    socket.on('message', (data) => {
      if (Buffer.isBuffer(data)) JSON.parse(data.toString())
    })
    stream.write(bytes)
  })
  stream.uncork()
})
listen(server)
process.on('disconnect', () => process.exit(0))
