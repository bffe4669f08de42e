import { isDeepStrictEqual } from 'node:util'
import { missingEngine, startRedis, type RedisServer } from '@wallboard/engines'
import { ClusterReply, type ClusterView } from '@wallboard/relay/rest/cluster'
import { createSimulator } from '@wallboard/simulator'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createService, type Service } from '../src/app/service.ts'
import { readConfig } from '../src/config.ts'
import { signIn, user } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { call } from './display-fixture.ts'
import { usePostgres } from './storage-engines.ts'

const missing = missingEngine('redis')
const soon = { timeout: 40_000 }
const token = 'sixteen-characters-and-more'
const { newDatabase } = usePostgres(afterAll)

let redis: RedisServer | undefined
beforeAll(async () => {
  if (missing === undefined) redis = await startRedis()
}, 60_000)
afterAll(() => redis?.stop())
beforeEach((context) => {
  if (missing !== undefined) context.skip(missing)
})

async function readyz(service: Service): Promise<string> {
  const response = await fetch(`${service.url}/readyz`)
  return `${response.status} ${await response.text()}`
}

describe('the status of a cluster', () => {
  it('names nodes, owner and followers on every node, and says in words what is wrong', async (context) => {
    const databaseUrl = await newDatabase(context)
    const simulator = await createSimulator({ queues: 3, agents: 5 })
    closing.push(() => simulator.close())
    const start = async (name: string) => {
      const service = await createService(
        readConfig({
          ...{ PORT: '0', LOG_LEVEL: 'silent', HISTORY: 'off', NODE_NAME: name, METRICS_TOKEN: token },
          ...{ DATA_DIR: await temporaryDirectory(), DATABASE_URL: databaseUrl, REDIS_URL: redis?.url },
          ...{ FIVE9_LOGIN_URL: simulator.loginUrl },
          ...{ FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password },
        }),
      )
      closing.push(() => service.close())
      return service
    }
    const a = await start('a')
    await expect.poll(() => readyz(a), soon).toMatch(/^200 \{"status":"live"/)
    const b = await start('b')
    const { cookie } = await signIn(a)
    const viewOf = async (service: Service): Promise<ClusterView> => {
      const { text } = await call(service, 'GET', '/api/cluster', cookie)
      const { cluster } = ClusterReply.parse(JSON.parse(text))
      if (cluster === null) throw new Error('no cluster')
      return cluster
    }
    const brief = async (service: Service) => {
      const { node, nodes, feeds } = await viewOf(service)
      return [
        node.name,
        nodes.map(({ name }) => name).sort(),
        feeds.map(({ lease, followers }) => [lease.owner?.name, followers?.map(({ name }) => name)]),
      ]
    }
    // When this process stands still for longer than a lease lasts, the other node may become the owner.
    let [owner, follower] = [a, b]
    await expect
      .poll(async () => {
        const name = (await viewOf(a)).feeds[0]?.lease.owner?.name
        ;[owner, follower] = name === 'b' ? [b, a] : [a, b]
        const names = name === 'b' ? ['b', 'a'] : ['a', 'b']
        return isDeepStrictEqual(
          [await brief(owner), await brief(follower)],
          [
            [names[0], ['a', 'b'], [[names[0], [names[1]]]]],
            [names[1], ['a', 'b'], [[names[0], undefined]]],
          ],
        )
          ? 'as expected'
          : [await brief(a), await brief(b)]
      }, soon)
      .toBe('as expected')
    await expect.poll(() => readyz(b), soon).toMatch(/^200 \{"status":"live"/)
    const [view] = (await viewOf(follower)).feeds
    expect(view).toMatchObject({ username: user.username, isServiceFeed: true })
    expect(view?.beatAgeMs).toEqual(expect.any(Number))

    // Only for administrators, of whom the service account is one.
    expect((await call(b, 'GET', '/api/cluster')).status).toBe(401)
    expect((await call(b, 'GET', '/api/account', cookie)).text).toContain('"seesCluster":true')

    const metrics = await fetch(`${owner.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    expect(await metrics.text()).toMatch(/^wallboard_cluster_feed_owner\{feed="[0-9a-f]{16}"\} 1$/m)

    // Redis that stands still is down, although its connections are open.
    redis?.pause()
    await expect
      .poll(() => readyz(owner), soon)
      .toMatch(/^200 \{"status":"alone","warnings":\[\{"code":"alone"/)
    await expect.poll(() => readyz(follower), soon).toMatch(/"code":"redis-down"/)
    redis?.resume()
    await expect.poll(() => readyz(a), soon).toMatch(/^200 \{"status":"live"\}$/)
    await expect.poll(() => readyz(b), soon).toMatch(/^200 \{"status":"live"\}$/)
  }, 180_000)
})
