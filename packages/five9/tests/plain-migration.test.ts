import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSimulator, type SimulatorOptions } from '@wallboard/simulator'
import { afterEach, describe, expect, it } from 'vitest'
import { createFive9Client } from '../src/index.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A client with a supervisor socket of its own, without `createSupervisorSession`, and what it received. */
async function plainClient(options: Partial<SimulatorOptions> = {}) {
  const simulator = await createSimulator({ queues: 3, agents: 8, speed: 30, cadenceMs: 50, ...options })
  closing.push(() => simulator.close())
  const hosts: string[] = []
  const client = createFive9Client({
    loginUrl: simulator.loginUrl,
    credentials: { username: 'demo@wallboard.test', password: 'demo' },
    onRequest: ({ url }) => hosts.push(new URL(url).port),
  })
  await client.signIn()
  await client.startSession('supervisor')
  const full: number[] = []
  const connected: unknown[] = []
  client.on('SERVER_CONNECTED', (event) => void connected.push(event))
  const ended: string[] = []
  client.on('EVENT_STATS', ({ data }) => void full.push(data.sources.length))
  const socket = await client.openSocket('supervisor', 'plain', {
    onClosed: ({ code }) => ended.push(code),
  })
  closing.push(() => {
    socket.close()
    return Promise.resolve()
  })
  await client.supervisor.RequestFullStatistics()
  await expect.poll(() => full.length).toBeGreaterThan(0)
  const port = () => hosts.at(-1)
  return { simulator, client, socket, connected, full, ended, port }
}

describe('a client without a supervisor session that stays up', () => {
  it.each(['forced', 'graceful', 'farm'] as const)(
    'continues at the new host after a %s migration: calls and socket',
    async (variant) => {
      const { simulator, client, connected, full, ended, port } = await plainClient()
      const before = port()
      await simulator.migrate(variant, 30)
      await expect.poll(() => connected).toHaveLength(2)
      expect(await client.supervisor.DomainQueues()).toHaveLength(3)
      expect(port()).not.toBe(before)
      full.length = 0
      await client.supervisor.RequestFullStatistics()
      await expect.poll(() => full.length).toBeGreaterThan(0)
      expect(ended).toEqual([])
    },
  )

  it('continues after a migration without an event, when the previous host refuses a call', async () => {
    const { simulator, client, full, ended, port } = await plainClient()
    const before = port()
    await simulator.migrate('unsaid', 0)
    full.length = 0
    expect(await client.supervisor.DomainQueues()).toHaveLength(3)
    expect(port()).not.toBe(before)
    await expect.poll(() => full.length).toBeGreaterThan(0)
    expect(ended).toEqual([])
  })

  it('leaves the socket alone when a migration is announced and cancelled', async () => {
    const { simulator, client, full, ended, port } = await plainClient()
    const before = port()
    await simulator.migrate('announced', 10)
    full.length = 0
    await client.supervisor.RequestFullStatistics()
    await expect.poll(() => full.length).toBeGreaterThan(0)
    expect(port()).toBe(before)
    expect(ended).toEqual([])
  })

  it('ends the socket with the reason while somebody else leads the sessions', async () => {
    const { simulator, client, ended } = await plainClient()
    client.suspendAutoRenewal()
    await simulator.migrate('forced', 10)
    await expect.poll(() => ended).toEqual(['migrated'])
  })

  it('does not reopen a socket that was closed', async () => {
    const { simulator, client, socket, full, ended } = await plainClient()
    socket.close()
    await simulator.migrate('unsaid', 0)
    full.length = 0
    expect(await client.supervisor.DomainQueues()).toHaveLength(3)
    await client.supervisor.RequestFullStatistics()
    expect({ full, ended }).toEqual({ full: [], ended: [] })
  })
})

/** A host that answers as the test says, and the requests that it received. */
async function host(answer: (route: string, response: ServerResponse) => void) {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const route = `${request.method ?? ''} ${(request.url ?? '').replace(/^.*\/(?=[^/]+$)/, '')}`
    requests.push(route)
    answer(route, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
    return Promise.resolve()
  })
  return { requests, port: (server.address() as AddressInfo).port }
}

describe('a user who moves to another host by a call', () => {
  it.each(['MigrateToMaintenanceHost', 'MigrateSupervisor'] as const)(
    'continues there after %s: session and calls',
    async (method) => {
      let isRestarted = false
      const moved = await host((route, response) => {
        isRestarted ||= route === 'PUT session_restart'
        if (route === 'GET login_state') response.end(isRestarted ? '"WORKING"' : '"RELOGIN"')
        else response.end('[]')
      })
      let present = 0
      const old = await host((route, response) => {
        if (route.startsWith('PUT migrate')) present = moved.port
        const apiUrls = [{ host: '127.0.0.1', port: String(present) }]
        if (route === 'GET login_state') response.end('"WORKING"')
        else
          response.end(
            JSON.stringify({
              ...{ tokenId: 't', orgId: '1', userId: '2', context: { farmId: '3' } },
              metadata: { dataCenters: [{ active: true, apiUrls }] },
            }),
          )
      })
      present = old.port
      const client = createFive9Client({
        loginUrl: `http://127.0.0.1:${old.port}/appsvcs/rs/svc/auth/login`,
        credentials: { username: 'u', password: 'p' },
      })
      await client.signIn()
      await client.startSession('supervisor')
      await client.supervisor[method]()
      expect(await client.supervisor.GetAlerts()).toEqual([])
      expect(moved.requests).toEqual([
        'GET login_state',
        'PUT session_restart',
        'GET login_state',
        'GET alerts',
      ])
      expect(old.requests.filter((route) => route === 'POST login')).toHaveLength(1)
    },
  )
})
