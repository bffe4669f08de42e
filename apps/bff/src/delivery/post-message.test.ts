import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../../packages/five9/tests/certificates.ts'
import { closing } from '../../tests/clean-up.ts'
import type { ResolveName } from './checked-lookup.ts'
import { allowing, startReceiver, status } from './delivery-fixture.ts'
import { createPostMessage, type PostDeps } from './post-message.ts'

const messageTo = (address: string) => ({ address, headers: { 'webhook-id': 'msg_1' }, body: '{"a":1}' })
const noSignal = () => new AbortController().signal

function poster(changed: Partial<PostDeps> = {}) {
  return createPostMessage({
    allow: allowing('127.0.0.1'),
    nowWall: () => 0,
    agentFor: () => undefined,
    ...changed,
  })
}

const resolving = (...answers: readonly (readonly string[])[]): ResolveName & { count: () => number } => {
  let count = 0
  const resolve: ResolveName = (_name, done) => {
    const addresses = answers[Math.min(count, answers.length - 1)] ?? []
    count += 1
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return Object.assign(resolve, { count: () => count })
}

describe(createPostMessage, () => {
  it('posts once, with its headers, and reads the answer', async () => {
    const receiver = await startReceiver(status(200, {}, 'ok\u0007'))
    expect(await poster()(messageTo(receiver.url), noSignal())).toEqual({
      ...{ type: 'answered', status: 200, retryAfterMs: undefined, response: 'ok ' },
    })
    expect(receiver.received).toMatchObject([
      {
        ...{ method: 'POST', path: '/hook', body: '{"a":1}' },
        headers: { 'webhook-id': 'msg_1', 'content-type': 'application/json', 'content-length': '7' },
      },
    ])
  })

  it('does not follow a redirect, and reads Retry-After', async () => {
    const inside = await startReceiver(status(200))
    const receiver = await startReceiver((request, response) => {
      if (request.path === '/hook') status(302, { location: inside.url })(request, response)
      else status(429, { 'retry-after': '7' })(request, response)
    })
    expect(await poster()(messageTo(receiver.url), noSignal())).toMatchObject({ status: 302 })
    expect(inside.received).toEqual([])
    const busy = receiver.url.replace('/hook', '/busy')
    expect(await poster()(messageTo(busy), noSignal())).toMatchObject({ status: 429, retryAfterMs: 7_000 })
  })

  it('gives up a receiver that accepts and does not answer: it may have the message', async () => {
    const receiver = await startReceiver(() => undefined)
    const result = await poster({ answerWithinMs: 200 })(messageTo(receiver.url), noSignal())
    expect(result).toEqual({
      ...{ type: 'failed', fault: 'timeout', detail: 'no answer within 0.2 s', mayBeReceived: true },
    })
    expect(receiver.received).toHaveLength(1)
  })

  it('gives up a connection that does not come about, and one without TLS: they have nothing', async () => {
    const silent = createTcpServer()
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const sockets: Socket[] = []
    silent.on('connection', (socket) => sockets.push(socket.on('error', () => undefined)))
    closing.push(() => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => silent.close(resolve))
    })
    const { port } = silent.address() as AddressInfo
    const post = poster({ connectWithinMs: 200 })
    expect(await post(messageTo(`https://127.0.0.1:${port}/`), noSignal())).toMatchObject({
      ...{ fault: 'timeout', mayBeReceived: false },
    })
    const plain = await startReceiver(status(200))
    expect(await post(messageTo(plain.url.replace('http:', 'https:')), noSignal())).toMatchObject({
      ...{ fault: 'tls', mayBeReceived: false },
    })
    silent.close()
    expect(await post(messageTo('http://127.0.0.1:1/'), noSignal())).toMatchObject({ fault: 'no-connection' })
  })

  it('reads no more than 64 KB of an answer that does not end', async () => {
    let written = 0
    const receiver = await startReceiver((_request, response) => {
      response.writeHead(200)
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384))) written += 16_384
      }
      response.on('drain', write)
      write()
    })
    const result = await poster()(messageTo(receiver.url), noSignal())
    expect(result).toMatchObject({ type: 'answered', status: 200, response: 'x'.repeat(1_024) })
    expect(written).toBeLessThan(20_000_000)
  })

  it('takes the status for the answer when the body hangs', async () => {
    const receiver = await startReceiver((_request, response) => {
      response.writeHead(205).write('part')
    })
    const post = poster({ answerWithinMs: 300 })
    expect(await post(messageTo(receiver.url), noSignal())).toMatchObject({ status: 205, response: 'part' })
  })

  it('trusts a certificate only of a known authority, for the name in the address', async () => {
    const tls = await makeCertificate('DNS:hooks.test')
    closing.push(tls.remove)
    const [cert, key] = [await readFile(tls.certPath, 'utf8'), await readFile(tls.keyPath, 'utf8')]
    const receiver = await startReceiver(status(200), { key, cert })
    const address = `https://hooks.test:${receiver.port}/hook`
    const resolve = resolving(['127.0.0.1'])
    expect(await poster({ resolve })(messageTo(address), noSignal())).toMatchObject({ fault: 'tls' })
    expect(await poster({ resolve, ca: cert })(messageTo(address), noSignal())).toMatchObject({ status: 200 })
    expect(await poster({ ca: cert })(messageTo(receiver.url), noSignal())).toMatchObject({ fault: 'tls' })
    expect(receiver.received).toHaveLength(1)
  })

  it('checks each look-up: a name that changes to an inside address is not reached', async () => {
    const outside = await startReceiver(status(500))
    const address = `http://hooks.test:${outside.port}/hook`
    // 127.0.0.2 is this machine as well: a connection would arrive.
    const resolve = resolving(['127.0.0.1'], ['127.0.0.2'], ['127.0.0.1', '127.0.0.2'], [])
    const post = poster({ resolve })
    expect(await post(messageTo(address), noSignal())).toMatchObject({ status: 500 })
    for (let attempt = 0; attempt < 3; attempt += 1)
      expect(await post(messageTo(address), noSignal())).toMatchObject({
        ...{ fault: 'address-refused', mayBeReceived: false },
      })
    expect(outside.received).toHaveLength(1)
    expect(resolve.count()).toBe(4)
  })

  it('connects to the address that was checked, without a second look-up', async () => {
    const receiver = await startReceiver(status(200))
    const resolve = resolving(['127.0.0.1'], ['127.0.0.2'])
    const post = poster({ resolve })
    expect(await post(messageTo(`http://hooks.test:${receiver.port}/`), noSignal())).toMatchObject({
      status: 200,
    })
    expect(resolve.count()).toBe(1)
  })

  it.each([
    'http://127.0.0.1',
    'https://127.0.0.1',
    'https://[::1]',
    'https://localhost',
    'http://[::ffff:127.0.0.1]',
  ])('refuses %s without WEBHOOK_ALLOW', async (origin) => {
    const receiver = await startReceiver(status(200))
    const result = await poster({ allow: [] })(messageTo(`${origin}:${receiver.port}/`), noSignal())
    expect(result).toMatchObject({ fault: 'address-refused', mayBeReceived: false })
    expect(receiver.received).toEqual([])
  })

  it('lets the company’s proxy connect to the checked address only', async () => {
    const tls = await makeCertificate('DNS:hooks.test')
    closing.push(tls.remove)
    const [cert, key] = [await readFile(tls.certPath, 'utf8'), await readFile(tls.keyPath, 'utf8')]
    const receiver = await startReceiver(status(200), { key, cert })
    const requested: string[] = []
    const sockets = new Set<Socket>()
    let refusal: string | undefined
    const proxy = createServer()
    proxy.on('connect', ({ url = '' }, client: Socket) => {
      requested.push(url)
      sockets.add(client)
      client.on('error', () => undefined)
      if (refusal !== undefined) {
        client.end(refusal)
        return
      }
      const upstream = connect(receiver.port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n')
        upstream
          .on('error', () => undefined)
          .pipe(client)
          .pipe(upstream)
      })
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    closing.push(() => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => proxy.close(resolve))
    })
    const agent = new HttpsProxyAgent(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)
    const resolve = resolving(['9.9.9.9'], ['10.0.0.9'], ['9.9.9.9'])
    const post = poster({ allow: [], resolve, ca: cert, agentFor: () => agent })
    expect(await post(messageTo('https://hooks.test/hook'), noSignal())).toMatchObject({ status: 200 })
    expect(receiver.received[0]?.headers.host).toBe('hooks.test')
    expect(await post(messageTo('https://hooks.test/hook'), noSignal())).toMatchObject({
      fault: 'address-refused',
    })
    expect(requested).toEqual(['9.9.9.9:443'])
    refusal = 'HTTP/1.1 403 no\r\n\r\n'
    expect(await post(messageTo('https://hooks.test/hook'), noSignal())).toMatchObject({
      ...{ type: 'failed', fault: 'proxy', mayBeReceived: false },
    })
    refusal = undefined
    const named = poster({ allow: allowing('hooks.test'), ca: cert, agentFor: () => agent })
    expect(await named(messageTo('https://hooks.test/hook'), noSignal())).toMatchObject({ status: 200 })
    expect(requested.at(-1)).toBe('hooks.test:443')
  })
})
