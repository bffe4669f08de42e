import { createSimulator, type Simulator } from '@wallboard/simulator'
import { afterEach, describe, expect, it } from 'vitest'
import {
  ConnectionLost,
  createFive9Client,
  createSupervisorSession,
  NotSignedIn,
  Unreachable,
} from '../src/index.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function working() {
  const simulator: Simulator = await createSimulator({ queues: 3, agents: 10 })
  closing.push(() => simulator.close())
  const client = createFive9Client({
    loginUrl: simulator.loginUrl,
    credentials: { username: 'demo@wallboard.test', password: 'demo' },
  })
  await client.signIn()
  await client.startSession('supervisor')
  return { simulator, client, queues: () => client.supervisor.DomainQueues() }
}

describe('signing in again', () => {
  it('is tried again by the next call after a failure', async () => {
    const { simulator, queues } = await working()
    simulator.expireTokens()
    simulator.faults.set({ truncatedReplyEvery: 1, restPath: '/auth/login' })
    await expect(queues()).rejects.toThrow(Unreachable)
    simulator.faults.clear()
    expect(await queues()).toEqual(simulator.truth().queues)
  })

  it('is awaited by concurrent calls', async () => {
    const { simulator, queues } = await working()
    simulator.expireTokens()
    simulator.faults.set({ slowMs: 150 })
    const first = queues()
    await new Promise((resolve) => setTimeout(resolve, 250)) // the login is on its way
    expect(await Promise.all([first, queues()])).toEqual([simulator.truth().queues, simulator.truth().queues])
  })

  it('does not undo a logout', async () => {
    const { client, queues } = await working()
    await client.agent.LogOut()
    await expect(queues()).rejects.toThrow(NotSignedIn)
    expect(client.isSignedIn()).toBe(false)
  })

  it('stops when another program keeps signing in as the user', async () => {
    const { simulator, queues } = await working()
    for (let round = 0; round < 3; round += 1) {
      simulator.expireTokens()
      await queues()
    }
    simulator.expireTokens()
    await expect(queues()).rejects.toThrow(ConnectionLost)
  })
})

describe('callbacks of the caller', () => {
  it('end neither the process nor a session when they fail', async () => {
    const { client, simulator } = await working()
    const failure = () => Promise.reject(new Error('of a listener'))
    const session = createSupervisorSession({
      client,
      socketKey: 'guarded',
      onListenerError: () => {
        throw new Error('of the hook')
      },
    })
    const events: string[] = []
    session.on(failure)
    session.on(() => {
      throw new Error('at once')
    })
    session.on((notice) => notice.type === 'event' && events.push(notice.event.context.eventId))
    client.on('5000', failure)
    session.start()
    closing.push(() => session.stop())
    await expect.poll(() => events).toContain('5000')
    const socket = await client.openSocket('supervisor', 'another', {
      onEvent: () => {
        throw new Error('of the socket’s listener')
      },
      onClosed: () => {
        throw new Error('of the end')
      },
    })
    simulator.dropSockets()
    await expect.poll(() => simulator.socketCount()).toBe(1)
    socket.close()
  })
})
