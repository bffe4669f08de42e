import { missingEngine, startRedis, type RedisServer } from '@wallboard/engines'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { closing } from '../../../../.config/closing.ts'
import { entryId, feedKeys } from '../cluster/change-stream.ts'
import { createRedis } from '../cluster/redis.ts'
import { createFeedFixture } from './feed-fixture.ts'
import { createFeedPublisher } from './feed-publisher.ts'

const missing = missingEngine('redis')
const fence = 3
const keys = feedKeys('feed')

let server: RedisServer | undefined
beforeAll(async () => {
  if (missing === undefined) server = await startRedis()
}, 60_000)
afterAll(() => server?.stop())
beforeEach(async (context) => {
  if (missing !== undefined) context.skip(missing)
  await server?.command('FLUSHALL')
})

/** Publishes a feed on a connection of its own, and counts how often Redis has refused an entry. */
async function publish() {
  const redis = createRedis({ url: server?.url ?? '', onError: () => undefined })
  closing.push(() => redis.close())
  await expect.poll(redis.isUp).toBe(true)
  const { feed } = createFeedFixture()
  const errors: unknown[] = []
  let refused = 0
  let at = 0
  const publisher = createFeedPublisher({
    ...{ name: 'feed', fence, feed, redis, org: () => 'org', clock: { offsetMs: () => 0 } },
    monotonic: () => (at += 1_000), // each check finds that a frame is due
    onRefused: () => (refused += 1),
    onError: (error) => errors.push(error),
  })
  closing.push(publisher.close)
  const entries = () => redis.run(['XLEN', keys.changes])
  return { errors, refused: () => refused, entries, close: publisher.close }
}

it('an owner learns that its stream is gone when Redis answers nil to an entry, and does not create the stream', async () => {
  const { refused, errors, entries } = await publish()
  await expect.poll(refused).toBeGreaterThan(0)
  expect(await entries()).toBe(0)
  expect(errors).toEqual([])
})

it('an owner learns that another node has a higher fence when Redis refuses its entry', async () => {
  await server?.command('XADD', keys.changes, entryId(fence + 1, 1), 'k', 'frame')
  const { refused, errors, entries } = await publish()
  await expect.poll(refused).toBeGreaterThan(0)
  expect(await entries()).toBe(1)
  expect(errors).toEqual([])
})

it('an owner that gives its feed up before Redis refuses its entry reports nothing', async () => {
  await server?.command('XADD', keys.changes, entryId(fence + 1, 1), 'k', 'frame')
  const { refused, errors, entries, close } = await publish()
  close()
  expect(await entries()).toBe(1) // answered after the entry
  expect([refused(), errors]).toEqual([0, []])
})

it('an owner whose entries Redis accepts is refused nothing', async () => {
  await server?.command('XADD', keys.changes, entryId(fence - 1, 1), 'k', 'frame')
  const { refused, errors, entries } = await publish()
  await expect.poll(entries).toBeGreaterThan(2)
  expect([refused(), errors]).toEqual([0, []])
})
