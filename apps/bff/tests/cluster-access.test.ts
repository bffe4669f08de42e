import { missingEngine, startRedis, type RedisServer } from '@wallboard/engines'
import { SessionReply } from '@wallboard/relay/rest/session'
import { createSimulator } from '@wallboard/simulator'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClocks } from '../src/app/clocks.ts'
import { createService, type Service } from '../src/app/service.ts'
import { wireCluster } from '../src/app/wire-cluster.ts'
import { hintChannel } from '../src/bus/redis-bus.ts'
import { readConfig } from '../src/config.ts'
import { openStorage } from '../src/storage/open-storage.ts'
import { connect, signIn, user } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { call, connectDisplay, newDisplayBody, requestPairingCode } from './display-fixture.ts'
import { connectRedis } from './redis-fixture.ts'
import { usePostgres } from './storage-engines.ts'

const missing = missingEngine('redis')
const within = { timeout: 20_000 }
const { newDatabase } = usePostgres(afterAll)

let redisServer: RedisServer | undefined
beforeAll(async () => {
  if (missing === undefined) redisServer = await startRedis()
}, 60_000)
afterAll(() => redisServer?.stop())
beforeEach((context) => {
  if (missing !== undefined) context.skip(missing)
})

/** Nodes of one cluster. */
async function startNodes(names: readonly string[], databaseUrl: string): Promise<readonly Service[]> {
  const simulator = await createSimulator({ queues: 5, agents: 20, speed: 10, startsAtPeak: true })
  closing.push(() => simulator.close())
  return Promise.all(
    names.map(async (name) => {
      const service = await createService(
        readConfig({
          ...{ PORT: '0', LOG_LEVEL: 'silent', HISTORY: 'off', NODE_NAME: name },
          ...{ DATA_DIR: await temporaryDirectory(), DATABASE_URL: databaseUrl, REDIS_URL: redisServer?.url },
          FIVE9_LOGIN_URL: simulator.loginUrl,
        }),
      )
      closing.push(() => service.close())
      return service
    }),
  )
}

const sessionAt = async (service: Service, cookie: string) =>
  SessionReply.parse(JSON.parse((await call(service, 'GET', '/api/session', cookie)).text))
const usernameAt = async (service: Service, cookie: string) => (await sessionAt(service, cookie)).username

/** Everything that Redis holds, and what is published while the test runs. */
async function observeRedis() {
  const redis = await connectRedis(redisServer)
  const seen: string[] = []
  redis.subscribe(
    hintChannel,
    (message) => seen.push(message),
    () => {},
  )
  const dump = async (key: string) => {
    const type = String(await redis.run(['TYPE', key]))
    const read: Readonly<Record<string, readonly string[]>> = {
      string: ['GET', key],
      stream: ['XRANGE', key, '-', '+'],
      zset: ['ZRANGE', key, '0', '-1'],
    }
    return `${key} ${JSON.stringify(await redis.run(read[type] ?? ['TYPE', key]))}`
  }
  return {
    seen,
    contents: async () => {
      const keys = await redis.run(['KEYS', '*'])
      const texts = await Promise.all((Array.isArray(keys) ? keys : []).map((key) => dump(String(key))))
      return [...texts, ...seen].join('\n')
    },
  }
}

describe('the nodes of a cluster', () => {
  it('accept the same cookies, pair together, limit together, and end sessions everywhere', async (context) => {
    const observer = await observeRedis()
    const nodes = await startNodes(['a', 'b', 'c'], await newDatabase(context))
    const [a, b, c] = nodes
    if (a === undefined || b === undefined || c === undefined) throw new Error('three nodes were started')
    const { cookie: desk } = await signIn(a)
    for (const node of nodes) expect(await usernameAt(node, desk)).toBe(user.username)

    // A code is requested on one node, entered on the second and polled on the third.
    const screen = await requestPairingCode(a)
    const paired = await call(b, 'POST', '/api/displays', desk, newDisplayBody(screen.code))
    expect(paired.status).toBe(201)
    const poll = await call(c, 'GET', '/api/pairing', screen.cookie)
    expect(poll.text).toContain('"paired"')
    const id = /"id":"([^"]+)"/.exec(paired.text)?.[1] ?? ''
    for (const node of nodes)
      expect((await call(node, 'GET', '/api/display', poll.cookie)).text).toContain(`"id":"${id}"`)

    // Wrong codes count on all nodes together.
    const statuses: number[] = []
    for (const node of [a, b, c, a, b, c])
      statuses.push((await call(node, 'GET', '/api/pairing/XXXX-XXXX', desk)).status)
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429])

    // A display that is removed on one node is closed on the other.
    const wall = connectDisplay(c, poll.cookie)
    await expect.poll(() => wall.last('snapshot') ?? wall.last('hello'), within).toBeDefined()
    expect((await call(a, 'DELETE', `/api/displays/${id}`, desk)).status).toBe(204)
    expect(await wall.closed).toBe(4401)
    for (const node of nodes)
      await expect
        .poll(async () => (await call(node, 'GET', '/api/display', poll.cookie)).status, within)
        .toBe(401)

    // A session that ends on one node closes its sockets on the others.
    const page = connect(c, desk)
    await expect.poll(() => page.count('snapshot'), within).toBeGreaterThan(0)
    expect((await call(b, 'DELETE', '/api/session', desk)).status).toBe(204)
    expect(await page.closed).toBe(4401)
    for (const node of nodes) await expect.poll(() => usernameAt(node, desk), within).toBeNull()

    const contents = await observer.contents()
    expect(observer.seen.length).toBeGreaterThan(0)
    expect(contents).toContain('wb:limit:')
    const secretOf = (cookies: string) => cookies.split('=')[1] ?? cookies
    const secrets = [desk, screen.cookie, poll.cookie].map(secretOf)
    for (const secret of [...secrets, user.password === 'demo' ? '"demo"' : user.password, screen.code])
      expect(contents).not.toContain(secret)
    for (const hidden of ['customer', 'Bearer', 'tokenId', 'farmId', '127.0.0.1'])
      expect(contents).not.toContain(hidden)
  }, 120_000)
})

describe('a person whose Five9 session was on a node that has ended', () => {
  it('keeps the session on the other nodes, and is requested to sign in to Five9', async (context) => {
    const [a, b] = await startNodes(['a', 'b'], await newDatabase(context))
    if (a === undefined || b === undefined) throw new Error('two nodes were started')
    const { cookie } = await signIn(a)
    const page = connect(b, cookie)
    await expect.poll(() => page.count('snapshot'), within).toBeGreaterThan(0)
    expect(await sessionAt(b, cookie)).toEqual({ username: user.username, regions: [] })
    await a.close()
    await expect
      .poll(() => sessionAt(b, cookie), within)
      .toMatchObject({ username: user.username, needsFive9SignIn: true })
    const again = await signIn(b, user, { cookie, origin: b.url })
    expect(again.status).toBe(200)
    const back = connect(b, again.cookie)
    await expect.poll(() => back.count('snapshot'), within).toBeGreaterThan(0)
  }, 120_000)
})

describe('the log of a cluster', () => {
  function capture() {
    const lines: string[] = []
    const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) })
    return {
      lines,
      log,
      logError: (err: unknown) => {
        log.error({ err }, 'request failed')
      },
    }
  }

  it.each(['redis://:hush@127.0.0.1:1', 'wrong password'])(
    'contains no password of Redis: %s',
    async (address) => {
      const { lines, log, logError } = capture()
      const redisUrl = address.startsWith('redis')
        ? address
        : (redisServer?.url ?? '').replace('//', '//ann:hush@')
      const cluster = wireCluster({ redisUrl, nodeName: 'a' }, { clocks: systemClocks, log, logError })
      closing.push(() => cluster.close())
      cluster.hints.announce('boards', '1')
      await expect.poll(() => lines.length, within).toBeGreaterThan(1)
      expect(lines.join('\n')).not.toContain('hush')
    },
  )

  it('contains no password of PostgreSQL, and neither does the error of the start', async () => {
    const { lines, log } = capture()
    const place = {
      dataDir: await temporaryDirectory(),
      databaseUrl: 'postgresql://ann:hush@127.0.0.1:1/wallboard',
    }
    const starting = openStorage(place, { log, waitMs: 50 })
    await expect(starting).rejects.toThrow(/DATABASE_URL/)
    await expect(starting).rejects.not.toThrow(/hush/)
    expect(lines.join('\n')).not.toContain('hush')
  })
})
