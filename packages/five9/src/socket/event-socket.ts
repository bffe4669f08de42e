import type { Agent } from 'node:http'
import WebSocket from 'ws'
import { ConnectionLost, TlsFailed, Unreachable } from '../errors.ts'
import { parseFrame, type Five9Event } from '../events/index.ts'
import { createStallFreeClock } from '../stall-free-clock.ts'
import { tlsProblem } from '../tls-problem.ts'

/** An open event socket. */
export interface EventSocket {
  /** Closes it; `onClosed` is not called for that. */
  readonly close: () => void
  /** Reads no further: what Five9 sends waits in the socket, its pongs and its closing too. */
  readonly pauseReading: () => void
  /** Reads on. What waits is read before this turn of the event loop ends, up to two megabytes of it. */
  readonly resumeReading: () => void
}

export interface EventSocketOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Connects in place of the usual agent. */
  readonly agent?: Agent | undefined
  /** Milliseconds of a clock that never steps. */
  readonly monotonic: () => number
  readonly pingEveryMs?: number
  /** Without one byte from the peer for this long, which answers two pings not at all, it is gone. */
  readonly deadAfterMs?: number
  readonly onEvent: (event: Five9Event) => void
  /** A frame that is no event: normal, counted, passed over. */
  readonly onRefusedFrame: (reason: string) => void
  /** Called once when the connection ends by itself. */
  readonly onClosed: (reason: ConnectionLost) => void
}

const mostCheckEveryMs = 500
/** After event 1020, for the second socket of one key. */
const duplicateKeyClose = 3_000
const maxFrameBytes = 32 * 1024 * 1024

/** Why the socket ended, from its error. */
function lossOf(cause: Error): ConnectionLost {
  if ('code' in cause && cause.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
    return new ConnectionLost('frame-too-large', 'Five9 sent a message of more than 32 MB')
  return new ConnectionLost('socket-error', `the event socket failed: ${cause.message}`)
}

/** Opens the socket; rejects with `Unreachable` when it does not come up in ten seconds. */
export function openEventSocket(options: EventSocketOptions): Promise<EventSocket> {
  const { pingEveryMs = 5_000, deadAfterMs = 11_000 } = options
  const socket = new WebSocket(options.url, {
    headers: options.headers,
    agent: options.agent,
    handshakeTimeout: 10_000,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
  })
  const clock = createStallFreeClock(options.monotonic)
  let heardAt = clock()
  /** Half of a large frame is a sign of life, too: bytes are counted, not frames. */
  let bytesRead: () => number = () => 0
  let heardBytes = 0
  let isDone = false
  const timers: NodeJS.Timeout[] = []

  function finish(reason?: ConnectionLost): void {
    if (isDone) return
    isDone = true
    for (const timer of timers) clearInterval(timer)
    socket.terminate()
    if (reason !== undefined) options.onClosed(reason)
  }

  function check(): void {
    const now = clock()
    const bytes = bytesRead()
    if (bytes !== heardBytes) heardAt = now
    heardBytes = bytes
    if (now - heardAt < deadAfterMs) return
    finish(new ConnectionLost('pings-unanswered', `Five9 sent nothing for ${deadAfterMs / 1_000} seconds`))
  }

  const ping = () => {
    socket.send('ping')
  }

  function received(data: WebSocket.RawData, isBinary: boolean): void {
    if (isDone) return
    const frame = isBinary || !Buffer.isBuffer(data) ? undefined : parseFrame(data.toString('utf8'))
    if (frame?.ok !== true) {
      options.onRefusedFrame(frame?.reason ?? 'binary')
      return
    }
    options.onEvent(frame.event)
  }

  return new Promise((resolve, reject) => {
    socket.on('message', received)
    socket.on('upgrade', ({ socket: stream }) => {
      bytesRead = () => stream.bytesRead
    })
    socket.on('error', (cause) => {
      const problem = tlsProblem(new URL(options.url).host, cause)
      reject(
        problem === undefined
          ? new Unreachable('the event socket could not be opened', { cause })
          : new TlsFailed(problem, { cause }),
      )
      finish(lossOf(cause))
    })
    socket.on('close', (code) => {
      reject(new Unreachable('the event socket closed while opening'))
      finish(
        code === duplicateKeyClose
          ? new ConnectionLost('duplicate-connection', 'another program uses this socket key')
          : new ConnectionLost('socket-closed', `Five9 closed the event socket (${code})`, code),
      )
    })
    socket.on('open', () => {
      heardAt = clock()
      heardBytes = bytesRead()
      timers.push(setInterval(check, Math.min(mostCheckEveryMs, pingEveryMs)), setInterval(ping, pingEveryMs))
      resolve({
        close: () => {
          finish()
        },
        pauseReading: () => {
          socket.pause()
        },
        resumeReading: () => {
          socket.resume()
        },
      })
    })
  })
}
