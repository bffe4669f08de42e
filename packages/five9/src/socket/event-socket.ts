import type { Agent } from 'node:http'
import WebSocket from 'ws'
import { ConnectionLost, TlsFailed, Unreachable } from '../errors.ts'
import { parseFrame, type Five9Event } from '../events/index.ts'
import { createStallFreeClock } from '../stall-free-clock.ts'
import { tlsProblem } from '../tls-problem.ts'

/** An open event socket. */
export interface EventSocket {
  /** Closes the socket without calling `onClosed`. */
  readonly close: () => void
  /** Stops reading. What Five9 sends then waits in the socket, including pongs and the close frame. */
  readonly pauseReading: () => void
  /** Resumes reading. Waiting data, up to two megabytes, is read before this turn of the event loop ends. */
  readonly resumeReading: () => void
}

export interface EventSocketOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Connects instead of the default agent. */
  readonly agent?: Agent | undefined
  /** Milliseconds of a clock that never steps. */
  readonly monotonic: () => number
  readonly pingEveryMs?: number | undefined
  /** Without a byte from the peer for this long (two unanswered pings) the connection is dead. */
  readonly deadAfterMs?: number | undefined
  readonly onEvent: (event: Five9Event) => void
  /** A frame that is not an event: count it and ignore it. */
  readonly onRefusedFrame: (reason: string) => void
  /** Called once when the connection ends for any reason except `close`. */
  readonly onClosed: (reason: ConnectionLost) => void
}

const maxCheckIntervalMs = 500
/** Close code after event 1020: a second socket used the same key. */
const duplicateKeyClose = 3_000
const maxFrameBytes = 32 * 1024 * 1024

/** The reason for the end of a socket, from its error. */
function connectionLostFrom(cause: Error): ConnectionLost {
  if ('code' in cause && cause.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
    return new ConnectionLost('frame-too-large', 'Five9 sent a message of more than 32 MB')
  return new ConnectionLost('socket-error', `the event socket failed: ${cause.message}`)
}

/** Opens the socket. Rejects with `TlsFailed` or `Unreachable`, the latter also after ten seconds. */
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
  let lastByteAt = clock()
  /** Counts bytes, not frames: part of a large frame also proves that the peer is alive. */
  let bytesRead: () => number = () => 0
  let lastBytesRead = 0
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
    if (bytes !== lastBytesRead) lastByteAt = now
    lastBytesRead = bytes
    if (now - lastByteAt < deadAfterMs) return
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
      const { host } = new URL(options.url)
      const problem = tlsProblem(host, cause)
      reject(
        problem === undefined
          ? new Unreachable('the event socket could not be opened', { cause })
          : new TlsFailed(problem.message, { host, tlsCode: problem.tlsCode, cause }),
      )
      finish(connectionLostFrom(cause))
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
      lastByteAt = clock()
      lastBytesRead = bytesRead()
      timers.push(
        setInterval(check, Math.min(maxCheckIntervalMs, pingEveryMs)),
        setInterval(ping, pingEveryMs),
      )
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
