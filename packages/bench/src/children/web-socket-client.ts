import { connect, type Socket } from 'node:net'
import { clientFrame, createFrameReader } from './web-socket-frame.ts'

const text = 1
const binary = 2
const close = 8
const ping = 9
const pong = 10
/** The sockets of a process read into this buffer in turn; Node would make one of 64 KiB for each read. */
const chunk = Buffer.alloc(256 * 1024)
const accepted = Buffer.from('HTTP/1.1 101')
const endOfHead = Buffer.from('\r\n\r\n')

/**
 * Opens a WebSocket as a page of the server does (cookie, origin), at the least cost for the client. Pings are answered,
 * and a close frame closes the connection.
 */
export function openWebSocket(options: {
  readonly port: number
  /** Path and query. */
  readonly target: string
  readonly cookie: string
  /** Without it payloads are skipped. */
  readonly wantsPayload: boolean
  readonly onOpen: () => void
  /** Called for each text or binary message; `bytes` is the length of its payload. */
  readonly onMessage: (opcode: number, bytes: number, payload: Buffer | undefined) => void
  /** The upgrade was refused, or the connection was closed by either side. Called once. */
  readonly onEnd: (reason: string) => void
}): Socket {
  const { port, target, cookie } = options
  let isOpen = false
  let reason = 'the connection was closed'
  const socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer: chunk,
      callback(bytes) {
        received(bytes)
        return true
      },
    },
  })
  const reader = createFrameReader({
    wantsPayload: options.wantsPayload,
    onFrame(opcode, bytes, payload) {
      if (opcode === ping) socket.write(clientFrame('', pong))
      else if (opcode === close) socket.destroy()
      else if (opcode === text || opcode === binary) options.onMessage(opcode, bytes, payload)
    },
  })

  function received(bytes: number): void {
    if (isOpen) {
      reader.push(chunk.subarray(0, bytes))
      return
    }
    // The head of the reply fits into one chunk; the first messages may follow in the same chunk.
    const end = chunk.subarray(0, bytes).indexOf(endOfHead)
    if (end < 0 || !chunk.subarray(0, accepted.length).equals(accepted)) {
      reason = `refused: ${chunk.toString('latin1', 0, Math.min(bytes, 40))}`
      socket.destroy()
      return
    }
    isOpen = true
    options.onOpen()
    reader.push(chunk.subarray(end + endOfHead.length, bytes))
  }

  socket.on('error', (error) => {
    reason = error.message
  })
  socket.on('close', () => {
    options.onEnd(reason)
  })
  socket.on('connect', () => {
    socket.write(
      `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nCookie: ${cookie}\r\n\r\n`,
    )
  })
  return socket
}
