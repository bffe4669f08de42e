import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { createSimulator } from '@wallboard/simulator'
import { describe, expect, it } from 'vitest'
import { signIn, user } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { startServer } from './server-process.ts'

/** A domain whose login waits for `answer`; `hasLogin` is true once a login has arrived. */
async function domain() {
  const simulator = await createSimulator({ queues: 3, agents: 5, speed: 10, startsAtPeak: true })
  closing.push(() => simulator.close())
  let hasLogin = false
  let answer: () => void = () => undefined
  const answering = new Promise<void>((resolve) => {
    answer = () => {
      resolve()
    }
  })
  const login = createServer((request, response) => {
    hasLogin = true
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const send = async () => {
        await answering
        const reply = await fetch(`${simulator.origin}${request.url ?? ''}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: Buffer.concat(chunks),
        })
        response.writeHead(reply.status, Object.fromEntries(reply.headers)).end(await reply.text())
      }
      void send()
    })
  }).listen(0, '127.0.0.1')
  await once(login, 'listening')
  closing.push(async () => {
    login.closeAllConnections()
    login.close()
    await once(login, 'close')
  })
  const { port } = login.address() as AddressInfo
  const heldLogin = `http://127.0.0.1:${port}${new URL(simulator.loginUrl).pathname}`
  const environment = { FIVE9_LOGIN_URL: simulator.loginUrl, DATA_DIR: await temporaryDirectory() }
  const held = { ...environment, FIVE9_LOGIN_URL: heldLogin }
  return { simulator, environment, held, hasLogin: () => hasLogin, answer }
}

/** Whether a program listens on a port of this machine. */
const connects = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })

describe('[row 48] a server that receives a stop signal', { timeout: 60_000 }, () => {
  it('[row 48] ends with code 0 and one line when Five9 does not answer the sign-out', async () => {
    const { simulator, environment } = await domain()
    const server = await startServer(environment)
    expect((await signIn(server)).status).toBe(200)
    simulator.faults.set({ unansweredEvery: 1 })
    server.child.kill('SIGTERM')
    expect(await server.ended, server.output()).toBe(0)
    expect(server.output().match(/Five9 did not answer the sign-out/g)).toHaveLength(1)
    expect(server.output().trim().split('\n').at(-1)).toContain('"msg":"stopped"')
  })

  it('[row 48] answers a pending sign-in, and signs out of the session that it started', async () => {
    const { held, hasLogin, answer } = await domain()
    const server = await startServer(held)
    const signedIn = signIn(server)
    await expect.poll(hasLogin).toBe(true)
    server.child.kill('SIGTERM')
    await expect.poll(() => connects(server.port)).toBe(false)
    answer()
    expect((await signedIn).status).toBe(200)
    expect(await server.ended, server.output()).toBe(0)
    expect(server.output()).not.toContain('did not answer')
  })

  it('answers 503 to a sign-in that Five9 does not answer, instead of closing the connection', async () => {
    const { held, hasLogin } = await domain()
    const server = await startServer(held)
    const answer = fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(user),
    })
    await expect.poll(hasLogin).toBe(true)
    server.child.kill('SIGTERM')
    const response = await answer
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('"code":"stopping"')
    expect(await server.ended, server.output()).toBe(0)
  })
})
