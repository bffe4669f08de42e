import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { createFive9Client, RequestRefused, UnexpectedReply, Unreachable } from '../src/index.ts'
import { openEventSocket } from '../src/socket/event-socket.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function listen(answer: RequestListener) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address() as AddressInfo
  return { server, host: `127.0.0.1:${address.port}` }
}

const credentials = { username: 'u', password: 'hush-hush' }
const clientAt = (host: string, timeoutMs = 5_000) =>
  createFive9Client({ loginUrl: `http://${host}/appsvcs/rs/svc/auth/login`, credentials, timeoutMs })

describe('a server that misbehaves', () => {
  it.each([
    ['a page instead of JSON', 200, '<html>maintenance</html>', UnexpectedReply],
    ['JSON without a token', 200, '{"orgId":"1"}', UnexpectedReply],
    ['nothing at all', 200, '', UnexpectedReply],
    ['a bad gateway', 502, '<html>bad gateway</html>', RequestRefused],
    ['a redirect', 302, '', RequestRefused],
  ])('causes a typed error for %s, without the password', async (_case, status, body, kind) => {
    const { host } = await listen((_request, response) => {
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:9/steal' } : {}).end(body)
    })
    const error: unknown = await clientAt(host)
      .signIn()
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(kind)
    expect(String(error) + JSON.stringify(error)).not.toContain('hush-hush')
  })

  it('sends an endless reply: reading stops', async () => {
    const { host } = await listen((_request, response) => {
      const chunk = Buffer.alloc(1024 * 1024, ' ')
      const write = () => {
        while (response.writable && response.write(chunk)); // until the connection is full
      }
      response.on('drain', write)
      write()
    })
    // The time that a machine takes for as much as is read is its own affair.
    await expect(clientAt(host, 15_000).signIn()).rejects.toThrow(/too large/)
  })

  it('receives one sign-in when several callers sign in together', async () => {
    let logins = 0
    const { host } = await listen((_request, response) => {
      logins += 1
      response.end(
        JSON.stringify({ tokenId: 't', orgId: '1', userId: '2', context: { farmId: '3' }, metadata: null }),
      )
    })
    const client = clientAt(host)
    await Promise.all([client.signIn(), client.signIn(), client.signIn()])
    expect(logins).toBe(1)
    await client.signIn()
    expect(logins).toBe(2)
  })

  it('[row 10] sends no answer: the call times out', async () => {
    const { host } = await listen(() => undefined)
    await expect(clientAt(host, 100).signIn()).rejects.toThrow(Unreachable)
  })

  it('[row 19] sends more than 32 MB at once: the socket is closed with that reason', async () => {
    const { server, host } = await listen((_request, response) => response.end())
    const sockets = new WebSocketServer({ server })
    sockets.on('connection', (socket) => {
      socket.send(Buffer.alloc(33 * 1024 * 1024, ' ').toString())
    })
    const reason = new Promise<string>((resolve, reject) => {
      openEventSocket({
        url: `ws://${host}/supsvcs/sws/key`,
        headers: {},
        monotonic: () => performance.now(),
        onEvent: () => undefined,
        onRefusedFrame: () => undefined,
        onClosed: ({ code }) => {
          resolve(code)
        },
      }).catch(reject)
    })
    expect(await reason).toBe('frame-too-large')
    sockets.close()
  })

  it('[row 21] is dead after two pings without an answer', async () => {
    const { server, host } = await listen((_request, response) => response.end())
    const sockets = new WebSocketServer({ server })
    const pings: string[] = []
    let now = 0
    sockets.on('connection', (socket) =>
      socket.on('message', (data: Buffer) => {
        pings.push(data.toString())
        now += 600
      }),
    )
    const reason = new Promise<string>((resolve, reject) => {
      openEventSocket({
        url: `ws://${host}/supsvcs/sws/key`,
        headers: {},
        monotonic: () => now,
        pingEveryMs: 200,
        deadAfterMs: 1_100,
        onEvent: () => undefined,
        onRefusedFrame: () => undefined,
        onClosed: ({ code }) => {
          resolve(code)
        },
      }).catch(reject)
    })
    expect(await reason).toBe('pings-unanswered')
    expect(pings).toEqual(['ping', 'ping'])
    sockets.close()
  })
})
