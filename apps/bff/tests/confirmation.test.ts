import { randomUUID } from 'node:crypto'
import { createFive9Client, createSupervisorSession } from '@wallboard/five9'
import { createSimulator } from '@wallboard/simulator'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClocks } from '../src/app/clocks.ts'
import { createFeed } from '../src/upstream/feed.ts'
import type { StreamNotice } from '../src/upstream/stream.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const { monotonic } = systemClocks

/** A feed on a simulated domain on which much happens; silence is noticed after half a second. */
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

describe('[R16] figures of a real connection', () => {
  it('[row 1, 22] stay unconfirmed after a reconnect, while increments come and full statistics do not', async () => {
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
    ['rubbish between frames', { malformedEvery: 2 }],
    ['a frame out of order', { reorderedEvery: 2 }],
    ['a silence', { silent: true }],
  ])('are unconfirmed after %s until full statistics come', async (_name, faults) => {
    const { simulator, isConfirmed } = await liveFeed()
    simulator.faults.set(faults)
    await expect.poll(isConfirmed, { interval: 10 }).toBe(false)
    simulator.faults.clear()
    await expect.poll(isConfirmed, { timeout: 15_000 }).toBe(true)
  })

  it('say which list of names this user may not read, and read it when permissions change', async () => {
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
