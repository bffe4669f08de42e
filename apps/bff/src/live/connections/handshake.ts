import { hash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** RFC 6455, 1.3: a server proves with it that it speaks the protocol. */
const protocolId = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
/** Sixteen bytes as base64. */
const isKey = /^[+/0-9A-Za-z]{22}==$/

/** The answer to a request for a WebSocket (RFC 6455, 4.2), with which it is open; undefined for a request that is none. */
export function handshakeAnswer({
  method,
  headers,
}: Pick<IncomingMessage, 'method' | 'headers'>): string | undefined {
  const key = headers['sec-websocket-key']
  const isRequest =
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    headers['sec-websocket-version'] === '13' &&
    key !== undefined &&
    isKey.test(key)
  return isRequest
    ? `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${hash('sha1', `${key}${protocolId}`, 'base64')}\r\n\r\n`
    : undefined
}
