import type { Socket } from 'node:net'
import { z } from 'zod'
import { headOf, isShownBy, messageOf, typeIn } from './display-messages.ts'
import { openWebSocket } from './web-socket-client.ts'
import { clientFrame } from './web-socket-frame.ts'

/** How far a display has come after a restart of its server. */
export type Stage = 'connected' | 'shown' | 'fresh'

/** A page acknowledges after the frame in which it painted, and then at most this often. */
const paintMs = 16
const acknowledgeEveryMs = 2_000
/** As the page does: 500 to 1,000 ms, twice as long after each failure, at most 10 s. */
const reconnectMs = (failures: number, random: number) =>
  Math.min(10_000, 1_000 * 2 ** failures) * (0.5 + random / 2)

/** Only messages about the link are parsed as a whole: the client must not be slower than the server. */
const LinkMessage = z.object({
  link: z.object({
    state: z.string(),
    confirmedAt: z.number().nullable(),
    unconfirmed: z.array(z.unknown()),
  }),
})

interface Position {
  readonly epoch: string
  readonly seq: number
}

function positionIn(head: string): Position | undefined {
  const epoch = /"epoch":"([^"]+)"/.exec(head)?.[1]
  const seq = /"seq":(\d+)/.exec(head)?.[1]
  return epoch === undefined || seq === undefined ? undefined : { epoch, seq: Number(seq) }
}

function isConfirmed(text: string): boolean {
  const { link } = LinkMessage.parse(JSON.parse(text))
  return link.state === 'up' && link.confirmedAt !== null && link.unconfirmed.length === 0
}

/**
 * Starts a client that behaves as the page of a display does: it connects with its token, reads every message,
 * acknowledges what it has painted, reports once, and reconnects when its connection ends.
 */
export function startDisplayClient(options: {
  readonly port: number
  readonly target: string
  readonly cookie: string
  /** The text of the report that follows the first acknowledgement of a connection. */
  readonly report: string
  readonly random: () => number
  /** `shown`: it has its board and a snapshot. `fresh`: the figures are confirmed too. */
  readonly onReached: (stage: Stage) => void
  /** The connection ended or did not open; the client reconnects after a pause. */
  readonly onLost: () => void
}): { readonly stop: () => void } {
  let socket: Socket | undefined
  let failures = 0
  let reconnecting: NodeJS.Timeout | undefined
  let acknowledging: NodeJS.Timeout | undefined
  let received = new Set<string>()
  let position: Position | undefined
  let hasReported = false

  function acknowledge(): void {
    acknowledging = undefined
    if (position === undefined) return
    socket?.write(clientFrame(JSON.stringify({ type: 'ack', ...position, paintedAgoMs: 0 })))
    position = undefined
    if (hasReported) return
    hasReported = true
    socket?.write(clientFrame(options.report))
  }

  function read(payload: Buffer): void {
    const head = headOf(payload)
    const type = typeIn(head)
    received.add(type)
    const isShown = isShownBy(received)
    if (isShown) options.onReached('shown')
    if (type === 'snapshot' || type === 'changes') {
      position = positionIn(head)
      acknowledging ??= setTimeout(acknowledge, hasReported ? acknowledgeEveryMs : paintMs)
    }
    if ((type === 'link' || type === 'heartbeat') && isShown && isConfirmed(payload.toString()))
      options.onReached('fresh')
  }

  function ended(): void {
    clearTimeout(acknowledging)
    acknowledging = undefined
    position = undefined
    hasReported = false
    received = new Set()
    options.onLost()
    reconnecting = setTimeout(open, reconnectMs(failures, options.random()))
    failures += 1
  }

  function open(): void {
    const opened = openWebSocket({
      port: options.port,
      target: options.target,
      cookie: options.cookie,
      wantsPayload: true,
      onOpen: () => {
        options.onReached('connected')
      },
      onMessage: (opcode, _bytes, payload) => {
        if (payload !== undefined) read(messageOf(opcode, payload))
      },
      onEnd: () => {
        if (socket === opened) ended()
      },
    })
    socket = opened
  }

  open()
  return {
    stop() {
      clearTimeout(reconnecting)
      clearTimeout(acknowledging)
      const stopped = socket
      socket = undefined
      stopped?.resetAndDestroy() // leaves no port in TIME_WAIT for the next storm
    },
  }
}
