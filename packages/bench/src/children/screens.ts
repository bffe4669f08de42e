import { connect, type Socket } from 'node:net'
import { inflateSync } from 'node:zlib'
import { decodeServerMessage, connectUrl, relayVersion, wholeView } from '@wallboard/relay'
import { z } from 'zod'
import { ScreensOrder, sharedNow, type Received } from './orders.ts'
import { clientFrame, createFrameReader } from './web-socket-frame.ts'

/** Many screens in one process. The last reads what it is sent, as the one served last; the others read headers only. */

const acknowledgeEveryMs = 2_000
const acknowledgedInTurns = 40
const text = 1
const binary = 2
const ping = 9
const batch = 200
/** Read into by all sockets in turn: nothing of it is kept. */
const chunkBuffer = Buffer.alloc(256 * 1024)
const accepted = Buffer.from('HTTP/1.1 101')
const endOfHead = Buffer.from('\r\n\r\n')

let sockets: Socket[] = []
/** Those that the product feeds: the baselines get nothing. */
let acknowledgingSockets: Socket[] = []
let firstQueue = ''
let acknowledging: NodeJS.Timeout | undefined
let nextToAcknowledge = 0
let position: { readonly epoch: string; readonly seq: number } | undefined
let received: { bytes: number; messages: number; seen: [number, number][] } = {
  bytes: 0,
  messages: 0,
  seen: [],
}

/** A raw frame of the reference, as far as its number goes. */
const RawFrame = z.object({
  payLoad: z.array(
    z.object({ updated: z.array(z.object({ id: z.string(), callsInQueue: z.optional(z.unknown()) })) }),
  ),
})

function saw(rows: readonly { readonly id: string; readonly [field: string]: unknown }[]): void {
  const calls = rows.find(({ id }) => id === firstQueue)?.['callsInQueue']
  if (Number(calls) >= 1_000) received.seen.push([Number(calls), sharedNow()])
}

function read(payload: Buffer): void {
  const decoded = decodeServerMessage(payload.toString())
  if (!decoded.ok) {
    const raw = RawFrame.safeParse(JSON.parse(payload.toString()))
    if (raw.success) saw(raw.data.payLoad[0]?.updated ?? [])
    return
  }
  const { message } = decoded
  if (message.type === 'snapshot' || message.type === 'changes')
    position = { epoch: message.epoch, seq: message.seq }
  if (message.type === 'changes')
    saw(message.payLoad.find(({ dataSource }) => dataSource === 'ACD_STATUS')?.updated ?? [])
}

/** Connects one screen; resolves when it is where it should be. */
function open(order: Extract<ScreensOrder, { do: 'open' }>, isReader: boolean): Promise<void> {
  const { port, cookie, until, pace, inflates } = order
  const target = connectUrl('person', {
    version: relayVersion,
    view: wholeView(pace, ['ACD_STATUS']),
    inflates,
  })
  return new Promise((resolve, reject) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      // One buffer for all: Node would make one of 64 KiB for every read.
      onread: {
        buffer: chunkBuffer,
        callback(bytes) {
          arrived(bytes)
          return true
        },
      },
    })
    sockets.push(socket)
    if (until === 'snapshot') acknowledgingSockets.push(socket)
    let isUpgraded = false
    let frames = 0
    const reader = createFrameReader({
      wantsPayload: isReader,
      onFrame(opcode, bytes, payload) {
        if (opcode === ping) socket.write(clientFrame('', 10))
        if (opcode !== text && opcode !== binary) return
        frames += 1
        received.bytes += bytes
        received.messages += 1
        if (payload !== undefined) read(opcode === binary ? inflateSync(payload) : payload)
        // hello, then the snapshot
        if (until === 'snapshot' && frames === 2) resolve()
      },
    })
    socket.on('error', reject)
    socket.on('connect', () => {
      socket.write(
        `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nCookie: ${cookie}\r\n\r\n`,
      )
    })
    function arrived(bytes: number): void {
      if (isUpgraded) {
        reader.push(chunkBuffer.subarray(0, bytes))
        return
      }
      // The answer comes in one piece, perhaps with all of a snapshot after it, which is not looked at.
      const end = chunkBuffer.subarray(0, bytes).indexOf(endOfHead)
      if (end < 0 || !chunkBuffer.subarray(0, accepted.length).equals(accepted)) {
        reject(new Error(`refused: ${chunkBuffer.toString('latin1', 0, Math.min(bytes, 40))}`))
        return
      }
      isUpgraded = true
      if (until === 'handshake') resolve()
      reader.push(chunkBuffer.subarray(end + endOfHead.length, bytes))
    }
  })
}

/** Each screen acknowledges every two seconds, as the product's page does; not all in the same moment. */
function acknowledgeSome(): void {
  if (position === undefined) return
  const frame = clientFrame(JSON.stringify({ type: 'ack', ...position, paintedAgoMs: 0 }))
  const turn = nextToAcknowledge
  nextToAcknowledge = (turn + 1) % acknowledgedInTurns
  for (let index = turn; index < acknowledgingSockets.length; index += acknowledgedInTurns)
    acknowledgingSockets[index]?.write(frame)
}

async function openAll(order: Extract<ScreensOrder, { do: 'open' }>): Promise<{ tookMs: number }> {
  firstQueue = order.firstQueue
  const startedAt = sharedNow()
  const screens = Array.from({ length: order.count }, (_, index) => index)
  // A listening socket's backlog is finite: a storm comes in waves of this many.
  for (let at = 0; at < screens.length; at += batch)
    await Promise.all(screens.slice(at, at + batch).map((index) => open(order, index === order.count - 1)))
  clearInterval(acknowledging)
  acknowledging = setInterval(acknowledgeSome, acknowledgeEveryMs / acknowledgedInTurns)
  return { tookMs: sharedNow() - startedAt }
}

async function obey(order: ScreensOrder): Promise<Received | { tookMs: number }> {
  switch (order.do) {
    case 'open':
      return openAll(order)
    case 'begin':
      received = { bytes: 0, messages: 0, seen: [] }
      return { tookMs: 0 }
    case 'count':
      return received
    case 'close':
      clearInterval(acknowledging)
      for (const socket of sockets) socket.resetAndDestroy() // a port that waits is none for the next storm
      sockets = []
      acknowledgingSockets = []
      position = undefined
      return { tookMs: 0 }
  }
}

process.on('message', (message: unknown) => {
  obey(ScreensOrder.parse(message)).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({ tookMs: 0 })
