import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { createFive9Client } from '@wallboard/five9'
import { createSimulator } from '@wallboard/simulator'
import { expect, it } from 'vitest'
import { createAgentChoice } from '../src/upstream/company-proxy.ts'
import { makeCertificate } from '../../../packages/five9/tests/certificates.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { startServer } from './server-process.ts'

/** A proxy that tunnels every host to this machine, and records the requested hosts and the credentials. */
async function connectProxy() {
  const requested: string[] = []
  const credentials = new Set<string | undefined>()
  const sockets = new Set<Socket>()
  const server = createServer((_request, response) => response.writeHead(405).end())
  server.on('connect', (request, client: Socket) => {
    requested.push(request.url ?? '')
    credentials.add(request.headers['proxy-authorization'])
    const upstream = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(client).pipe(upstream)
    })
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return { port: (server.address() as AddressInfo).port, requested, credentials }
}

it.each([407, 403, 502])('distinguishes a proxy that answers %s from Five9', async (status) => {
  const server = createServer()
  server.on('connect', (_request, client: Socket) => {
    client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => new Promise((resolve) => server.close(resolve)))
  const { port } = server.address() as AddressInfo
  const client = createFive9Client({
    credentials: { username: 'demo', password: 'demo' },
    agentFor: createAgentChoice({ url: `http://127.0.0.1:${port}`, exceptions: [] }),
  })
  await expect(client.signIn()).rejects.toMatchObject({ code: 'proxy-refused', detail: { status } })
})

it('reaches Five9 through the proxy of a company, for requests and for sockets', async () => {
  const tls = await makeCertificate('DNS:five9.test')
  const simulator = await createSimulator({ queues: 2, agents: 4, advertisedHost: 'five9.test', tls })
  const proxy = await connectProxy()
  const directory = await temporaryDirectory()
  closing.push(tls.remove, () => simulator.close())

  const server = await startServer({
    DATA_DIR: directory,
    FIVE9_LOGIN_URL: simulator.loginUrl,
    FIVE9_USERNAME: 'demo@wallboard.test',
    FIVE9_PASSWORD: 'demo',
    HTTPS_PROXY: `http://desk:proxy-secret@127.0.0.1:${proxy.port}`,
    NODE_EXTRA_CA_CERTS: tls.certPath,
  })
  const isReady = () => fetch(`${server.url}/readyz`).then(({ status }) => status)
  await expect.poll(isReady, { timeout: 15_000 }).toBe(200)

  expect(simulator.socketCount()).toBeGreaterThan(0)
  expect(new Set(proxy.requested.map((host) => host.split(':')[0]))).toEqual(new Set(['five9.test']))
  expect([...proxy.credentials]).toEqual([`Basic ${Buffer.from('desk:proxy-secret').toString('base64')}`])
  expect(server.output().match(/Five9 is reached through a proxy/g)).toHaveLength(1)
  expect(server.output()).not.toContain('proxy-secret')
})
