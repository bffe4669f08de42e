import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { connectUrl, decodeClientMessage, relayVersion, wholeView } from '@wallboard/relay'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { openWebSocket } from './web-socket-client.ts'
import { clientFrame, serverFrame } from './web-socket-frame.ts'

/**
 * A relay process of docs/performance.md, "Past one core". It is one client of the server for one view, and has the
 * sockets of many screens: it passes on each frame as it was encoded, and keeps what each screen has acknowledged.
 */

const Argument = z.object({ port: z.number(), cookie: z.string() })
const { port, cookie } = Argument.parse(JSON.parse(process.argv[2] ?? '{}'))

interface Screen {
  readonly stream: Duplex
  acknowledged: number
}

const lagMs = 3_000
const screens = new Set<Screen>()
/** What a screen that joins is sent: `hello`, the latest snapshot, and all frames since. */
let hello: Buffer = Buffer.alloc(0)
let joining: Buffer[] = []
/** When each position was sent; a screen lags that has not acknowledged one of 3 s ago. */
let sent: { readonly seq: number; readonly at: number }[] = []
let position: { readonly epoch: string; readonly seq: number } | undefined

/** The type and the position of a message, without parsing its rows. */
function headOf(payload: Buffer): { readonly type: string; readonly epoch: string; readonly seq: number } {
  const head = payload.toString('latin1', 0, 300)
  return {
    type: /^\{"type":"(\w+)"/.exec(head)?.[1] ?? '',
    epoch: /"epoch":"([^"]*)"/.exec(head)?.[1] ?? '',
    seq: Number(/"seq":(\d+)/.exec(head)?.[1] ?? 0),
  }
}

const isLagging = (screen: Screen, oldestDue: number): boolean => screen.acknowledged < oldestDue

function passOn(frame: Buffer): void {
  const oldestDue = sent.findLast(({ at }) => performance.now() - at > lagMs)?.seq ?? 0
  for (const screen of screens) if (!isLagging(screen, oldestDue)) screen.stream.write(frame)
}

const encoder = openWebSocket({
  ...{ port, cookie, wantsPayload: true },
  target: connectUrl('person', {
    version: relayVersion,
    view: wholeView('wall', ['ACD_STATUS']),
    inflates: false,
  }),
  onOpen: () => undefined,
  onMessage(opcode, _bytes, payload = Buffer.alloc(0)) {
    const frame = serverFrame(payload)
    frame[0] = 0x80 | opcode
    const { type, epoch, seq } = headOf(payload)
    if (type === 'hello') hello = frame
    if (type === 'snapshot') joining = []
    if (type === 'snapshot' || type === 'changes') {
      joining.push(frame)
      position = { epoch, seq }
      sent = [...sent.filter(({ at }) => performance.now() - at <= 2 * lagMs), { seq, at: performance.now() }]
    }
    passOn(frame)
  },
  onEnd: (reason) => {
    process.stderr.write(`the connection to the server ended: ${reason}\n`)
    process.exit(1)
  },
})
setInterval(() => {
  if (position !== undefined)
    encoder.write(clientFrame(JSON.stringify({ type: 'ack', ...position, paintedAgoMs: 0 })))
}, 500)

const server = createServer()
const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
server.on('upgrade', (request, stream: Duplex, head) => {
  webSockets.handleUpgrade(request, stream, head, (socket) => {
    const screen: Screen = { stream, acknowledged: position?.seq ?? 0 }
    for (const frame of [hello, ...joining]) stream.write(frame)
    screens.add(screen)
    socket.on('error', () => {
      socket.terminate()
    })
    socket.on('close', () => screens.delete(screen))
    socket.on('message', (data) => {
      const decoded = decodeClientMessage(Buffer.isBuffer(data) ? data.toString() : '')
      if (decoded.ok && decoded.message.type === 'ack') screen.acknowledged = decoded.message.seq
    })
  })
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 })
})
process.on('disconnect', () => process.exit(0))
