import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createHttpServer, timeouts } from './http-server.ts'

describe(createHttpServer, () => {
  it('gives a client ten seconds for headers and thirty for a request, and looks every two', () => {
    expect(timeouts).toMatchObject({
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 2_000,
    })
  })

  it.each([
    ['headers', 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Drip: '],
    ['a body', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n'],
  ])('ends a connection that drips %s for ever', async (_what, beginning) => {
    const limits = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 50 }
    const server = createHttpServer((request) => request.resume(), '', limits).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1')
    socket.write(beginning)
    const dripping = setInterval(() => socket.write('a'), 20)
    socket.on('error', () => undefined) // written to after it was closed
    await new Promise((resolve) => socket.on('close', resolve))
    clearInterval(dripping)
    server.close()
    await once(server, 'close')
  })
})
