import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, it } from 'vitest'
import { handshakeAnswer } from './handshake.ts'

const headers = {
  upgrade: 'WebSocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}
const answerTo = (request: { readonly method?: string; readonly headers?: IncomingHttpHeaders }) =>
  handshakeAnswer({ method: 'GET', headers, ...request })

describe(handshakeAnswer, () => {
  it('answers the example of RFC 6455 as the RFC does', () => {
    expect(answerTo({})?.split('\r\n')).toEqual([
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
      '',
      '',
    ])
  })

  it.each([
    ['another method', { method: 'POST' }],
    ['another protocol', { headers: { ...headers, upgrade: 'h2c' } }],
    ['no protocol', { headers: { ...headers, upgrade: undefined } }],
    ['another version', { headers: { ...headers, 'sec-websocket-version': '12' } }],
    ['no key', { headers: { ...headers, 'sec-websocket-key': undefined } }],
    ['a short key', { headers: { ...headers, 'sec-websocket-key': 'c2hvcnQ=' } }],
    [
      'a key with a line break',
      { headers: { ...headers, 'sec-websocket-key': `${headers['sec-websocket-key']}\r\nX: y` } },
    ],
  ])('refuses a request with %s', (_what, request) => {
    expect(answerTo(request)).toBeUndefined()
  })
})
