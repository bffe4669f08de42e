import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { z } from 'zod'
import { listen } from './accept-screens.ts'
import { displayToken, LeastServerOrder } from './orders.ts'

/**
 * Reference of storms and of memory: the least that any server of displays does and keeps. It looks the display up by the
 * hash of its token, in memory; it sends bytes that were built before, in one write with the answer to the upgrade; it
 * parses what the display sends. It keeps of each display its name and board, its latest report, its stream, and what it
 * was sent and has painted. No database, no limits, no checks, no numbers of its own.
 */

/** A display of the site, whether or not it is connected. */
interface KnownDisplay {
  readonly id: string
  readonly name: string
  readonly board: string
  report: unknown
}
const shownOf = Symbol('shown')
/** What later flushes need of a connection. */
interface ShownDisplay {
  readonly stream: Duplex
  readonly display: KnownDisplay
  sentSeq: number
  sentAt: number
  paintedSeq: number
}
interface DisplaySocket extends WebSocket {
  [shownOf]?: ShownDisplay
}
const Message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ack'), seq: z.number() }),
  z.object({ type: z.literal('report'), report: z.unknown() }),
])

const { displays, frames } = LeastServerOrder.parse(JSON.parse(process.argv[2] ?? ''))
const boards = Array.from({ length: 20 }, (_, index) => `board-${index}`)
const bytes = Buffer.from(frames, 'base64')
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
const known = new Map(
  Array.from({ length: displays }, (_, index): [string, KnownDisplay] => [
    hashOf(displayToken(index)),
    {
      id: `display-${index}`,
      name: `Display ${index}`,
      board: boards[index % boards.length] ?? '',
      report: undefined,
    },
  ]),
)
const shown = new Set<ShownDisplay>()
const endOfName = 'wallboard_display='.length

// Functions that all connections share: closures would take more than what is kept.
function received(this: DisplaySocket, data: RawData): void {
  const display = this[shownOf]
  if (display === undefined || !Buffer.isBuffer(data)) return
  const message = Message.parse(JSON.parse(data.toString()))
  if (message.type === 'ack') display.paintedSeq = message.seq
  else display.display.report = message.report
}
function closed(this: DisplaySocket): void {
  const display = this[shownOf]
  if (display !== undefined) shown.delete(display)
}
function failed(this: WebSocket): void {
  this.terminate()
}

const server = createServer()
const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: false })
server.on('upgrade', (request, stream, head) => {
  const display = known.get(hashOf((request.headers.cookie ?? '').slice(endOfName)))
  if (display === undefined) {
    stream.destroy()
    return
  }
  stream.cork()
  webSockets.handleUpgrade(request, stream, head, (socket: DisplaySocket) => {
    const connected = { stream, display, sentSeq: 1, sentAt: performance.now(), paintedSeq: 0 }
    socket[shownOf] = connected
    shown.add(connected)
    socket.on('error', failed)
    socket.on('message', received)
    socket.on('close', closed)
    stream.write(bytes)
  })
  stream.uncork()
})
listen(server)
process.on('disconnect', () => process.exit(0))
