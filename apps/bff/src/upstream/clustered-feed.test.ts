import { missingEngine, startRedis, type RedisServer } from '@wallboard/engines'
import type { Row } from '@wallboard/statistics'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closing } from '../../../../.config/closing.ts'
import { startNode as startTestNode, type TestNode } from './cluster-fixture.ts'

const missing = missingEngine('redis')
/** Generous: the machine may be busy. */
const soon = { timeout: 60_000, interval: 20 }
const sources = ['ACD_STATUS', 'AGENT_STATE']
const apartMs = 7_000_000

function startNode(...args: Parameters<typeof startTestNode>): TestNode {
  const node = startTestNode(...args)
  closing.push(node.end)
  return node
}

const queue = (id: string, callsInQueue: number) => ({ id, callsInQueue, currentLongestQueueTime: 1_000 })

/** Everything that a feed holds, with instants as on a clock that is `aheadMs` behind. */
const held = ({ feed }: TestNode, aheadMs: number) => {
  const byId = (a: Row, b: Row) => (a.id < b.id ? -1 : 1)
  return {
    seq: feed.seq(),
    epoch: feed.epoch,
    queues: feed.queues(),
    directory: feed.directory(),
    rows: feed
      .full(sources)
      .toSorted((a, b) => (a.dataSource < b.dataSource ? -1 : 1))
      .map(({ dataSource, data }) => ({
        dataSource,
        isComplete: feed.rows.isComplete(dataSource),
        data: data.toSorted(byId).map((row) => ({ ...row, asOf: row.asOf - aheadMs })),
      })),
  }
}

/** The same, where instants may differ by the error of measuring two clocks. */
function expectSame(follower: TestNode, owner: TestNode): void {
  const [a, b] = [held(follower, apartMs), held(owner, 0)]
  const withoutInstants = ({ rows, ...rest }: typeof a) => ({
    ...rest,
    rows: rows.map(({ data, ...source }) => ({
      ...source,
      data: data.map(({ asOf: _asOf, ...row }) => row),
    })),
  })
  expect(withoutInstants(a)).toEqual(withoutInstants(b))
  const instants = ({ rows }: typeof a) => rows.flatMap(({ data }) => data.map(({ asOf }) => asOf))
  const [first, second] = [instants(a), instants(b)]
  const errors = first.map((asOf, index) => Math.abs(asOf - (second[index] ?? NaN)))
  expect(Math.max(0, ...errors)).toBeLessThan(500)
}

describe.skipIf(missing !== undefined)(
  `a feed on several nodes${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let server: RedisServer
    beforeAll(async () => {
      server = await startRedis()
    })
    afterAll(() => server.stop())
    beforeEach(() => server.command('FLUSHALL'))

    const isOwner = ({ feed }: TestNode) => feed.cluster().role === 'owner'
    const isUp = ({ feed }: TestNode) => feed.link().state === 'up'
    const calls = ({ feed }: TestNode, id = '1') => feed.rows.rows('ACD_STATUS').get(id)?.['callsInQueue']
    const session = ({ sessions }: TestNode) => {
      const last = sessions.at(-1)
      if (last === undefined) throw new Error('the node has no session')
      return last
    }

    /** Two nodes, of which the first owns the feed and has data. */
    async function startTwo(options: Parameters<typeof startNode>[2] = {}) {
      const owner = startNode(server.url, 'a', options)
      await expect.poll(() => isOwner(owner), soon).toBe(true)
      session(owner).up()
      session(owner).full({ ACD_STATUS: [queue('1', 3)], AGENT_STATE: [{ id: 'x', state: 'READY' }] })
      const other = startNode(server.url, 'b', { ...options, aheadMs: apartMs })
      await expect.poll(() => calls(other), soon).toBe(3)
      await expect.poll(() => isUp(other), soon).toBe(true)
      return { owner, other }
    }
    const fenceOf = ({ feed }: TestNode) => Number(feed.epoch.split('.')[1])

    it('holds on every node what the owner holds, field by field, after any frames', async () => {
      const { owner, other } = await startTwo()
      const row = fc.record(
        {
          id: fc.constantFrom('1', '2', '3', '0'),
          callsInQueue: fc.nat({ max: 9 }),
          currentLongestQueueTime: fc.nat({ max: 9_000 }),
        },
        { requiredKeys: ['id'] },
      )
      const rows = fc.uniqueArray(row, { maxLength: 4, selector: ({ id }) => id })
      const frame = fc.oneof(
        fc.record({ full: rows }),
        fc.record({ added: rows, updated: rows, removed: fc.uniqueArray(fc.constantFrom('1', '2', '3')) }),
      )
      await fc.assert(
        fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 12 }), async (frames) => {
          for (const each of frames) {
            if ('full' in each) session(owner).full({ ACD_STATUS: each.full })
            else session(owner).increment({ ACD_STATUS: each })
          }
          await expect.poll(() => other.feed.seq(), soon).toBe(owner.feed.seq())
          expectSame(other, owner)
        }),
        { numRuns: 15 },
      )
    })

    it('is taken over when its owner is killed, with force, and shows the old data until the new is complete', async () => {
      const { owner, other } = await startTwo()
      const before = fenceOf(other)
      await owner.kill()
      await expect.poll(() => isOwner(other), soon).toBe(true)
      expect(session(other)).toMatchObject({ force: true, endsOtherLogins: true })
      expect([calls(other), fenceOf(other)]).toEqual([3, before])
      expect(other.feed.link()).toMatchObject({ state: 'connecting' })
      expect(other.feed.link().unconfirmed.map(({ dataSource }) => dataSource)).toEqual(
        expect.arrayContaining(sources),
      )
      session(other).up()
      session(other).full({ ACD_STATUS: [queue('1', 8)] })
      expect(calls(other)).toBe(3)
      session(other).full({ AGENT_STATE: [] })
      expect([calls(other), isUp(other)]).toEqual([8, true])
      expect(fenceOf(other)).toBeGreaterThan(before)
      expect(other.notices.filter(({ type }) => type === 'restarted').length).toBeGreaterThan(1)
      expect(other.events).toEqual([`owned ${fenceOf(other)}`])
    })

    it('gives the feed up without Redis once another node has signed in, and takes it again with a new fence', async () => {
      const { owner } = await startTwo()
      const before = fenceOf(owner)
      const first = session(owner)
      await server.kill()
      await expect.poll(() => owner.feed.cluster().role, soon).toBe('alone')
      await expect.poll(() => first.loginChecks, soon).toBeGreaterThan(0)
      expect(isUp(owner)).toBe(true)
      first.evicted()
      await expect.poll(() => owner.feed.cluster().role, soon).toBe('follower')
      expect([first.isStopped, first.isLeft, isUp(owner), calls(owner)]).toEqual([true, true, false, 3])
      await expect.poll(() => owner.feed.link().reason, soon).toEqual({ code: 'cluster-lost' })
      await server.restart()
      await expect.poll(() => owner.feed.cluster().fence, soon).toBeGreaterThan(before)
    })

    it('hands the lease over when it does not reach Five9 and a waiting node does, and never while none does', async () => {
      let reached = 'nobody'
      const reach = {
        own: () => Promise.resolve(reached === 'a'),
        of: (node: string) => Promise.resolve(reached === node),
      }
      const { owner, other } = await startTwo({ reach })
      const before = fenceOf(owner)
      let asked = 0
      session(owner).down()
      await expect
        .poll(() => {
          asked += 1
          return asked >= 50 && isOwner(owner)
        }, soon)
        .toBe(true)
      reached = 'b'
      await expect.poll(() => isOwner(other), soon).toBe(true)
      await expect.poll(() => owner.feed.cluster().role, soon).toBe('follower')
      expect(session(owner)).toMatchObject({ isStopped: true, isLeft: true })
      expect(session(other)).toMatchObject({ endsOtherLogins: true })
      session(other).up()
      session(other).full({ ACD_STATUS: [queue('1', 5)], AGENT_STATE: [] })
      for (const node of [owner, other]) await expect.poll(() => calls(node), soon).toBe(5)
      expect(fenceOf(owner)).toBeGreaterThan(before)
    })

    it('passes to another node without force when the owner stops', async () => {
      const { owner, other } = await startTwo()
      await owner.feed.stop()
      expect([session(owner).isStopped, owner.events.at(-1)]).toEqual([true, 'released'])
      await expect.poll(() => isOwner(other), soon).toBe(true)
      expect(other.sessions).toHaveLength(1)
      expect(session(other)).toMatchObject({ endsOtherLogins: false })
      expect(session(owner)).toMatchObject({ isLeft: false })
    })

    it('confirms nothing on a follower while no node owns the feed', async () => {
      const owner = startNode(server.url, 'a')
      await expect.poll(() => isOwner(owner), soon).toBe(true)
      session(owner).up()
      session(owner).full({ ACD_STATUS: [queue('1', 3)] })
      const follower = startNode(server.url, 'b', { isCandidate: false })
      await expect.poll(() => isUp(follower), soon).toBe(true)
      expect(follower.feed.org()).toBe('org')
      await owner.kill()
      await expect.poll(() => follower.feed.link().reason, soon).toEqual({ code: 'fail-over' })
      expect(follower.feed.link()).toMatchObject({
        ...{ state: 'down', unconfirmed: [{ dataSource: 'ACD_STATUS' }] },
      })
      expect(calls(follower)).toBe(3)
    })

    it('applies nothing of an old owner after an operator deleted its lease, and the old owner follows', async () => {
      const { owner, other } = await startTwo()
      const before = fenceOf(other)
      const third = startNode(server.url, 'c', { isCandidate: false })
      await expect.poll(() => isUp(third), soon).toBe(true)
      await server.command('SET', 'wb:{feed}:lease', 'b')
      await expect.poll(() => isOwner(other), soon).toBe(true)
      session(owner).increment({ ACD_STATUS: { updated: [queue('1', 99)] } })
      await expect.poll(() => owner.feed.cluster().role, soon).toBe('follower')
      expect(session(owner).isStopped).toBe(true)
      session(other).up()
      session(other).full({ ACD_STATUS: [queue('1', 5)], AGENT_STATE: [] })
      for (const node of [owner, third]) {
        await expect.poll(() => calls(node), soon).toBe(5)
        expect(fenceOf(node)).toBeGreaterThan(before)
      }
      expect(
        third.notices.some(
          ({ type, ...rest }) => type === 'changes' && JSON.stringify(rest).includes('"callsInQueue":99'),
        ),
      ).toBe(false)
    })

    it('goes on under a higher fence after Redis has lost its data, without a new Five9 session', async () => {
      const { owner, other } = await startTwo()
      const before = fenceOf(owner)
      await server.command('FLUSHALL')
      const first = await expectNewFence(owner, other, before)
      session(first).increment({ ACD_STATUS: { updated: [queue('1', 6)] } })
      for (const node of [owner, other]) await expect.poll(() => calls(node), soon).toBe(6)
    })

    /** Either node may win after data was lost; the winner has complete data again. */
    async function expectNewFence(owner: TestNode, other: TestNode, before: number): Promise<TestNode> {
      const isSettled = () => {
        const owners = [owner, other].filter(isOwner)
        return owners.length === 1 && owners.every(({ feed }) => feed.cluster().fence > before)
      }
      await expect.poll(isSettled, soon).toBe(true)
      const winner = isOwner(owner) ? owner : other
      if (winner === other) {
        session(other).up()
        session(other).full({ ACD_STATUS: [queue('1', 3)], AGENT_STATE: [] })
      }
      for (const node of [owner, other]) await expect.poll(() => fenceOf(node), soon).toBeGreaterThan(before)
      return winner
    }

    it('stays live on its owner while Redis is down, and passes on everything since when it is back empty', async () => {
      const { owner, other } = await startTwo()
      const before = fenceOf(owner)
      await server.kill()
      await expect.poll(() => owner.feed.cluster().role, soon).toBe('alone')
      session(owner).increment({ ACD_STATUS: { updated: [queue('1', 4)] } })
      expect([calls(owner), isUp(owner)]).toEqual([4, true])
      expect(session(owner).mayReturn()).toBe(false)
      await expect.poll(() => other.feed.link().reason, soon).toEqual({ code: 'cluster-lost' })
      await server.restart()
      const winner = await expectNewFence(owner, other, before)
      session(winner).increment({ ACD_STATUS: { updated: [queue('1', 7)] } })
      for (const node of [owner, other]) {
        await expect.poll(() => calls(node), soon).toBe(7)
        await expect.poll(() => isUp(node), soon).toBe(true)
      }
    })

    it('ends its Five9 session in time when it has to stop without Redis', async () => {
      const { owner } = await startTwo({ onBusLoss: 'stop' })
      await server.kill()
      await expect.poll(() => session(owner).isStopped, soon).toBe(true)
      expect(calls(owner)).toBe(3)
      await expect.poll(() => owner.feed.link().state, soon).toBe('down')
      await server.restart()
      await expect.poll(() => owner.sessions.length, soon).toBeGreaterThanOrEqual(1)
    })
  },
)
