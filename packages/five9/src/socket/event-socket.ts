import WebSocket from 'ws'
import { ConnectionLost, Unreachable } from '../errors.ts'
import { EventId, parseFrame, type Five9Event } from '../events/index.ts'

/** An open event socket. */
export interface EventSocket {
  /** Closes it; `onClosed` is not called for that. */
  readonly close: () => void
  /** Reads no further: what Five9 sends waits in the socket, its pongs and its closing too. */
  readonly hold: () => void
  /** Reads on. What waits is read before this turn of the event loop ends, up to two megabytes of it. */
  readonly release: () => void
}

export interface EventSocketOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Milliseconds between pings; the peer is dead after two without an answer. */
  readonly pingEveryMs?: number
  readonly onEvent: (event: Five9Event) => void
  /** A frame that is no event: normal, counted, passed over. */
  readonly onRefusedFrame: (reason: string) => void
  /** Called once when the connection ends by itself. */
  readonly onClosed: (reason: ConnectionLost) => void
}

const maxUnansweredPings = 2
/** After event 1020, for the second socket of one key. */
const duplicateKeyClose = 3_000
const maxFrameBytes = 32 * 1024 * 1024

/** Opens the socket; rejects with `Unreachable` when it does not come up in ten seconds. */
export function openEventSocket(options: EventSocketOptions): Promise<EventSocket> {
  const socket = new WebSocket(options.url, {
    headers: options.headers,
    handshakeTimeout: 10_000,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
  })
  let unanswered = 0
  let isDone = false
  let pinging: NodeJS.Timeout | undefined

  function finish(reason?: ConnectionLost): void {
    if (isDone) return
    isDone = true
    clearInterval(pinging)
    socket.terminate()
    if (reason !== undefined) options.onClosed(reason)
  }

  function ping(): void {
    if (unanswered >= maxUnansweredPings) {
      finish(new ConnectionLost('pings-unanswered', 'Five9 left two pings unanswered'))
      return
    }
    unanswered += 1
    socket.send('ping')
  }

  function received(data: WebSocket.RawData, isBinary: boolean): void {
    if (isDone) return
    const frame = isBinary || !Buffer.isBuffer(data) ? undefined : parseFrame(data.toString('utf8'))
    if (frame?.ok !== true) {
      options.onRefusedFrame(frame?.reason ?? 'binary')
      return
    }
    if (frame.event.context.eventId === EventId.Pong) unanswered = 0
    options.onEvent(frame.event)
  }

  return new Promise((resolve, reject) => {
    socket.on('message', received)
    socket.on('error', (cause) => {
      reject(new Unreachable('the event socket could not be opened', { cause }))
      finish(new ConnectionLost('socket-error', `the event socket failed: ${cause.message}`))
    })
    socket.on('close', (code) => {
      reject(new Unreachable('the event socket closed while opening'))
      finish(
        code === duplicateKeyClose
          ? new ConnectionLost('duplicate-connection', 'another program uses this socket key')
          : new ConnectionLost('socket-closed', `Five9 closed the event socket (${code})`),
      )
    })
    socket.on('open', () => {
      pinging = setInterval(ping, options.pingEveryMs ?? 15_000)
      resolve({
        close: () => {
          finish()
        },
        hold: () => {
          socket.pause()
        },
        release: () => {
          socket.resume()
        },
      })
    })
  })
}
