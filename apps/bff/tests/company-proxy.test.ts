import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFive9Client } from '@wallboard/five9'
import { createSimulator } from '@wallboard/simulator'
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { createAgentChoice } from '../src/upstream/company-proxy.ts'
import { makeCertificate } from '../../../packages/five9/tests/certificates.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A proxy that tunnels whatever host it is asked for to this machine, and notes whom it was asked for and by whom. */
async function connectProxy() {
  const asked: string[] = []
  const credentials = new Set<string | undefined>()
  const sockets = new Set<Socket>()
  const server = createServer((_request, response) => response.writeHead(405).end())
  server.on('connect', (request, client: Socket) => {
    asked.push(request.url ?? '')
    credentials.add(request.headers['proxy-authorization'])
    const far = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      far.pipe(client).pipe(far)
    })
    for (const socket of [client, far]) {
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
  return { port: (server.address() as AddressInfo).port, asked, credentials }
}

it.each([407, 403, 502])('tells a proxy that answers %s from Five9', async (status) => {
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

it('reaches Five9 through the proxy of a company, by request and by socket', async () => {
  const tls = await makeCertificate('DNS:five9.test')
  const simulator = await createSimulator({ queues: 2, agents: 4, advertisedHost: 'five9.test', tls })
  const proxy = await connectProxy()
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-'))
  closing.push(
    tls.remove,
    () => simulator.close(),
    () => rm(directory, { recursive: true, force: true }),
  )

  const child = spawn(
    process.execPath,
    ['--import', 'tsx', new URL('../src/main.ts', import.meta.url).pathname],
    {
      env: {
        ...process.env,
        PORT: '0',
        DATA_DIR: directory,
        FIVE9_LOGIN_URL: simulator.loginUrl,
        FIVE9_USERNAME: 'demo@wallboard.test',
        FIVE9_PASSWORD: 'demo',
        HTTPS_PROXY: `http://desk:proxy-secret@127.0.0.1:${proxy.port}`,
        NODE_EXTRA_CA_CERTS: tls.certPath,
      },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  )
  let log = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    log += chunk.toString()
  })
  const exited = once(child, 'exit')
  closing.push(async () => {
    child.kill('SIGTERM')
    await exited
  })
  const [message] = (await once(child, 'message')) as unknown[]
  const { url } = z.object({ url: z.string() }).parse(message)
  const isReady = () => fetch(`${url}/readyz`).then(({ status }) => status)
  await expect.poll(isReady, { timeout: 15_000 }).toBe(200)

  expect(simulator.socketCount()).toBeGreaterThan(0)
  expect(new Set(proxy.asked.map((asked) => asked.split(':')[0]))).toEqual(new Set(['five9.test']))
  expect([...proxy.credentials]).toEqual([`Basic ${Buffer.from('desk:proxy-secret').toString('base64')}`])
  expect(log.match(/Five9 is reached through a proxy/g)).toHaveLength(1)
  expect(log).not.toContain('proxy-secret')
})
