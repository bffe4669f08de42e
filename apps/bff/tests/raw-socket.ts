import { connect, type Socket } from 'node:net'
import { connectUrl, relayVersion, type ClientKind, wholeView } from '@wallboard/relay'
import type { Service } from '../src/app/service.ts'
import { closing } from './clean-up.ts'

/** A masked pong without data, as a client sends it. A server accepts a few. */
export const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])

/** A TCP peer that answers no close frame and never closes its side. */
export interface RawSocket {
  readonly socket: Socket
  readonly text: () => string
  readonly bytes: () => Buffer
  /** True once the server has destroyed the connection, which is detected by writing. */
  readonly isDestroyed: () => boolean
}

export function openRaw(service: Service): RawSocket {
  const socket = connect({ port: service.port, host: '127.0.0.1', allowHalfOpen: true })
  const chunks: Buffer[] = []
  let isDestroyed = false
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => {
    isDestroyed = true
  })
  closing.push(() => {
    socket.destroy()
    return Promise.resolve()
  })
  const bytes = () => Buffer.concat(chunks)
  return {
    socket,
    bytes,
    text: () => bytes().toString('latin1'),
    isDestroyed() {
      socket.write(pong)
      return isDestroyed
    },
  }
}

/** Sends the request of a WebSocket upgrade. */
export function openUpgrade(
  service: Service,
  options: {
    readonly role?: ClientKind
    readonly cookie?: string
    readonly origin?: string
    readonly target?: string
  } = {},
): RawSocket {
  const { role = 'person', cookie = '', origin = service.url } = options
  const target =
    options.target ?? connectUrl(role, { version: relayVersion, view: wholeView('wall', ['ACD_STATUS']) })
  const raw = openRaw(service)
  const headers = [
    `Host: 127.0.0.1:${service.port}`,
    `Origin: ${origin}`,
    `Cookie: ${cookie}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
  ]
  raw.socket.write(`GET ${target} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`)
  return raw
}
