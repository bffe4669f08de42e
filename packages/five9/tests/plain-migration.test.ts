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
