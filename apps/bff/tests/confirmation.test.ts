import { randomUUID } from 'node:crypto'
import { createFive9Client, createSupervisorSession } from '@wallboard/five9'
import { createSimulator } from '@wallboard/simulator'
import { describe, expect, it } from 'vitest'
import { systemClocks } from '../src/app/clocks.ts'
import { createFeed } from '../src/upstream/feed.ts'
import type { StreamNotice } from '../src/upstream/stream.ts'
import { closing } from './clean-up.ts'

const { monotonic } = systemClocks

/** A feed on a busy simulated domain; it detects silence after half a second. */
async function liveFeed() {
  const simulator = await createSimulator({ queues: 4, agents: 15, speed: 30, cadenceMs: 50 })
  closing.push(() => simulator.close())
  const client = createFive9Client({
    loginUrl: simulator.loginUrl,
    credentials: { username: 'demo@wallboard.test', password: 'demo' },
  })
  const limits = { probeAfterMs: 500, probeTimeoutMs: 1_000 }
  const session = createSupervisorSession({
    client,
    socketKey: 'confirm',
    monotonic,
    random: () => 0,
    ...limits,
  })
  const feed = createFeed({ client, session, epoch: randomUUID(), monotonic, log: () => undefined })
  closing.push(() => feed.stop())
  const notices: StreamNotice[] = []
  feed.on((notice) => notices.push(notice))
  const unconfirmed = () => feed.link().unconfirmed.length
  const changes = () => notices.filter(({ type }) => type === 'changes').length
  const isConfirmed = () => feed.link().confirmedAt !== null && unconfirmed() === 0
  await expect.poll(isConfirmed).toBe(true)
  return { simulator, feed, changes, isConfirmed }
}

describe('[R16] data of a real connection', () => {
  it('[row 1, 22] stays unconfirmed after a reconnect, while increments arrive and full statistics do not', async () => {
    const { simulator, feed, changes, isConfirmed } = await liveFeed()
    simulator.faults.set({ droppedFullEvery: 1, incrementalFirst: true })
    simulator.dropSockets()
    await expect.poll(() => feed.link().state).not.toBe('up')
    await expect.poll(() => feed.link().state).toBe('up')
    const before = changes()
    const { confirmedAt } = feed.link()
    await expect.poll(() => changes() - before).toBeGreaterThan(5)
    expect(feed.link()).toMatchObject({ state: 'up', confirmedAt })
    expect(feed.link().unconfirmed.map(({ dataSource }) => dataSource)).toContain('ACD_STATUS')
    simulator.faults.clear()
    await expect.poll(isConfirmed, { timeout: 15_000 }).toBe(true)
  })

  it.each([
    ['a frame that cannot be read', { truncatedFrameEvery: 2 }],
    ['malformed data between frames', { malformedEvery: 2 }],
    ['a frame out of order', { reorderedEvery: 2 }],
    ['a silence', { silent: true }],
  ])('is unconfirmed after %s until full statistics arrive', async (_name, faults) => {
    const { simulator, isConfirmed } = await liveFeed()
    simulator.faults.set(faults)
    await expect.poll(isConfirmed, { interval: 10 }).toBe(false)
    simulator.faults.clear()
    await expect.poll(isConfirmed, { timeout: 15_000 }).toBe(true)
  })

  it('names the list that this user may not read, and reads it when permissions change', async () => {
    const { simulator, feed } = await liveFeed()
    const queues = feed.queues()
    await expect.poll(() => feed.queues().length).toBeGreaterThan(0)
    simulator.faults.set({ restPath: '/skills', forbiddenEvery: 1 })
    await simulator.act({ do: 'send-event', eventId: '6003' })
    await expect.poll(() => feed.link().unreadLists.map(({ list }) => list)).toEqual(['queues'])
    expect(feed.queues().length).toBeGreaterThanOrEqual(queues.length)
    simulator.faults.clear()
    await simulator.act({ do: 'send-event', eventId: '6003' })
    await expect.poll(() => feed.link().unreadLists).toEqual([])
  })
})

describe('[R30] events of a real connection', () => {
  it('6001 leaves all rows unconfirmed until full statistics, which are requested', async () => {
    const { simulator, feed, isConfirmed } = await liveFeed()
    simulator.faults.set({ droppedFullEvery: 1 })
    await simulator.act({ do: 'send-event', eventId: '6001' })
    await expect.poll(isConfirmed, { interval: 5 }).toBe(false)
    expect(feed.link().state).toBe('up')
    simulator.faults.clear()
    await expect.poll(isConfirmed, { timeout: 15_000 }).toBe(true)
  })

  it.each(['5006', '6002'])('%s reads the names of agents that nothing else announced', async (eventId) => {
    const { simulator, feed } = await liveFeed()
    const [agent] = simulator.truth().agents
    const nameOf = () => feed.directory().agents.find(({ id }) => id === agent?.id)?.name
    await expect.poll(nameOf).toBe(agent?.name)
    simulator.faults.set({ silentInvalidations: true })
    simulator.renameAgent(agent?.id ?? '', 'Ada Renamed')
    await simulator.act({ do: 'send-event', eventId })
    await expect.poll(nameOf, { timeout: 5_000 }).toBe('Ada Renamed')
  })

  it('37, 70 and 73 of a migration are maintenance, which is over at the new host', async () => {
    const { simulator, feed } = await liveFeed()
    const phases: (string | undefined)[] = []
    feed.on((notice) => {
      if (notice.type !== 'link') return
      const phase = notice.link.maintenance?.phase
      if (phases.at(-1) !== phase) phases.push(phase)
    })
    await simulator.migrate('forced', 300)
    await expect.poll(() => feed.link()).toMatchObject({ state: 'up' })
    await expect.poll(() => feed.link().maintenance).toBeUndefined()
    expect(phases.filter((phase) => phase !== undefined)).toEqual(['announced', 'started'])
  })
})
