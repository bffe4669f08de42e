import type { Socket } from 'node:net'
import { inflateSync } from 'node:zlib'
import { decodeServerMessage, connectUrl, relayVersion, wholeView } from '@wallboard/relay'
import { z } from 'zod'
import { ScreensOrder, sharedNow, type Received, type SampledFrame } from './orders.ts'
import { openWebSocket } from './web-socket-client.ts'
import { clientFrame } from './web-socket-frame.ts'

/**
 * Many screens of one signed-in person, in one process. The last one, which the server writes to last, decodes what it
 * receives; the others only read frame headers and acknowledge a position of the last. A few screens all decode.
 *
 * The server closes a screen that acknowledges what it was not sent, and it may send a position to others later: they
 * acknowledge one that the last screen has had for half a second.
 */

const acknowledgeEveryMs = 2_000
/** The screens acknowledge in this many groups, one after the other, so that they do not all do so at once. */
const acknowledgeGroups = 40
const binary = 2
/** The backlog of a listening socket is finite: screens connect in waves of this many. */
const waveSize = 200
/** Frame numbers begin here; smaller values are figures of the simulator. */
const firstFrameNumber = 1_000

/** This many of the last flushes can be sampled. */
const maxSamples = 8

/** So old a position was sent to all screens. */
const sharedAfterMs = 500

/** Up to this many screens all decode: when they lag, their positions differ. */
const fewScreens = 10

interface Position {
  readonly epoch: string
  readonly seq: number
}
/** A screen that the product sends to, with its own position if it decodes. */
interface Screen {
  readonly socket: Socket
  position: Position | undefined
}

type Opening = Extract<ScreensOrder, { do: 'open' }>

let sockets = new Set<Socket>()
/** Connections that the server has closed. */
let lost = 0
/** References send nothing that could be acknowledged. */
let acknowledgingScreens: Screen[] = []
let firstQueue = ''
let acknowledging: NodeJS.Timeout | undefined
let nextGroup = 0
/** The positions that the last screen has had, with since when, that may not have been sent to all others. */
let newPositions: { readonly position: Position; readonly at: number }[] = []
let sharedPosition: Position | undefined
let received: { bytes: number; messages: number; seen: [number, number][] } = {
  bytes: 0,
  messages: 0,
  seen: [],
}

/** The last flushes of the last screen. */
let samples: SampledFrame[] = []

/** The part of a reference's frame that carries the frame number. */
const RawFrame = z.object({
  payLoad: z.array(
    z.object({ updated: z.array(z.object({ id: z.string(), callsInQueue: z.optional(z.unknown()) })) }),
  ),
})

/** Called when the last screen has a new frame. */
let onSeen = (_frame: number): void => undefined

function recordFrameNumber(
  rows: readonly { readonly id: string; readonly [field: string]: unknown }[],
): void {
  const calls = Number(rows.find(({ id }) => id === firstQueue)?.['callsInQueue'])
  if (!(calls >= firstFrameNumber)) return
  received.seen.push([calls, sharedNow()])
  onSeen(calls)
}

/** @returns the position, after a snapshot or changes */
function read(payload: Buffer, isLast: boolean): Position | undefined {
  const decoded = decodeServerMessage(payload.toString())
  if (!decoded.ok) {
    const raw = RawFrame.safeParse(JSON.parse(payload.toString()))
    if (raw.success && isLast) recordFrameNumber(raw.data.payLoad[0]?.updated ?? [])
    return undefined
  }
  const { message } = decoded
  if (message.type !== 'snapshot' && message.type !== 'changes') return undefined
  if (message.type === 'changes' && isLast)
    recordFrameNumber(message.payLoad.find(({ dataSource }) => dataSource === 'ACD_STATUS')?.updated ?? [])
  return { epoch: message.epoch, seq: message.seq }
}

/** Connects one screen; resolves when it is where `until` says. */
function open({ port, cookie, until, pace, inflates, count }: Opening, isLast: boolean): Promise<void> {
  const view = wholeView(pace, ['ACD_STATUS'])
  return new Promise((resolve, reject) => {
    let messages = 0
    const isReader = isLast || count <= fewScreens
    const socket = openWebSocket({
      ...{ port, cookie, wantsPayload: isReader },
      target: connectUrl('person', { version: relayVersion, view, inflates }),
      onOpen() {
        if (until === 'handshake') resolve()
      },
      onMessage(opcode, bytes, payload) {
        messages += 1
        received.bytes += bytes
        received.messages += 1
        if (payload !== undefined) decoded(opcode, payload)
        // `hello`, then the snapshot.
        if (until === 'snapshot' && messages === 2) resolve()
      },
      onEnd: (reason) => {
        if (sockets.delete(socket)) lost += 1
        reject(new Error(reason))
      },
    })
    const screen: Screen = { socket, position: undefined }
    function decoded(opcode: number, payload: Buffer): void {
      const position = read(opcode === binary ? inflateSync(payload) : payload, isLast)
      if (position === undefined) return
      screen.position = position
      if (!isLast) return
      newPositions.push({ position, at: sharedNow() })
      samples = [...samples.slice(1 - maxSamples), { opcode, payload: payload.toString('base64') }]
    }
    sockets.add(socket)
    if (until === 'snapshot') acknowledgingScreens.push(screen)
  })
}

/** Each screen acknowledges every two seconds, as the product's page does. */
function acknowledgeNextGroup(): void {
  const now = sharedNow()
  sharedPosition = newPositions.findLast(({ at }) => now - at >= sharedAfterMs)?.position ?? sharedPosition
  newPositions = newPositions.filter(({ at }) => now - at < sharedAfterMs)
  if (sharedPosition === undefined) return
  const frameOf = (acknowledged: Position) =>
    clientFrame(JSON.stringify({ type: 'ack', ...acknowledged, paintedAgoMs: 0 }))
  const shared = frameOf(sharedPosition)
  const group = nextGroup
  nextGroup = (group + 1) % acknowledgeGroups
  for (let index = group; index < acknowledgingScreens.length; index += acknowledgeGroups) {
    const screen = acknowledgingScreens[index]
    screen?.socket.write(screen.position === undefined ? shared : frameOf(screen.position))
  }
}

async function openAll(order: Opening): Promise<{ tookMs: number }> {
  firstQueue = order.firstQueue
  const startedAt = sharedNow()
  const screens = Array.from({ length: order.count }, (_, index) => index)
  for (let at = 0; at < screens.length; at += waveSize)
    await Promise.all(screens.slice(at, at + waveSize).map((index) => open(order, index === order.count - 1)))
  clearInterval(acknowledging)
  acknowledging = setInterval(acknowledgeNextGroup, acknowledgeEveryMs / acknowledgeGroups)
  return { tookMs: sharedNow() - startedAt }
}

/** Resolves when the last screen has this frame or a newer one, or when the time is up. */
function untilSeen(frame: number, withinMs: number): Promise<void> {
  if ((received.seen.at(-1)?.[0] ?? 0) >= frame) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      onSeen = () => undefined
      resolve()
    }
    const timer = setTimeout(end, withinMs)
    onSeen = (seen) => {
      if (seen >= frame) end()
    }
  })
}

type Answer = Received | { tookMs: number } | { frames: SampledFrame[] }

async function execute(order: ScreensOrder): Promise<Answer> {
  switch (order.do) {
    case 'open':
      return openAll(order)
    case 'begin':
      received = { bytes: 0, messages: 0, seen: [] }
      samples = []
      return { tookMs: 0 }
    case 'count':
      await untilSeen(order.frame, order.withinMs)
      return { ...received, lost }
    case 'sample':
      return { frames: samples }
    case 'close': {
      clearInterval(acknowledging)
      const closing = sockets
      sockets = new Set()
      lost = 0
      for (const socket of closing) socket.resetAndDestroy() // leaves no port in TIME_WAIT for the next storm
      acknowledgingScreens = []
      newPositions = []
      sharedPosition = undefined
      return { tookMs: 0 }
    }
  }
}

process.on('message', (message: unknown) => {
  execute(ScreensOrder.parse(message)).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({ tookMs: 0 })
