import { allQueuesBoard } from '@wallboard/boards'
import type { AlertReply } from '@wallboard/relay/rest/alerts'
import type { DisplayList } from '@wallboard/relay/rest/display-list'
import {
  missingEngine,
  startPostgres,
  startRedis,
  type PostgresServer,
  type RedisServer,
} from '@wallboard/engines'
import { createSimulator, type Simulator } from '@wallboard/simulator'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { systemClocks } from '../src/app/clocks.ts'
import { createService, type Service } from '../src/app/service.ts'
import { readConfig } from '../src/config.ts'
import { signingKey, startReceiver, withoutGroups } from '../src/delivery/delivery-fixture.ts'
import { connect, signIn, user } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { call, connectDisplay, pair } from './display-fixture.ts'
import { shownAlerts } from './shown-alerts.ts'

const missing = missingEngine('postgres') ?? missingEngine('redis')
/** Another supervisor of the domain, who sees all of its queues. */
const second = { username: 'second@wallboard.test', password: 'of the second' }
/** Generous: the machine may be busy. */
const patiently = { timeout: 45_000, interval: 50 }

describe.skipIf(missing !== undefined)(
  `two nodes on one PostgreSQL and one Redis${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let postgres: PostgresServer
    let redis: RedisServer
    let five9: Simulator
    beforeAll(async () => {
      ;[postgres, redis, five9] = await Promise.all([
        startPostgres(),
        startRedis(),
        createSimulator({ queues: 3, agents: 6, speed: 1, startsAtPeak: true, otherUsers: [second] }),
      ])
    }, 60_000)
    afterAll(async () => {
      await Promise.all([postgres.stop(), redis.stop(), five9.close()])
    }, 60_000)

    /** Starts two nodes one after the other: the first holds the leases. */
    async function startNodes(environment: Record<string, string> = {}) {
      await redis.command('FLUSHALL')
      const databaseUrl = await postgres.newDatabase()
      const startNode = async (name: string) => {
        const service = await createService(
          readConfig({
            ...{ PORT: '0', DATA_DIR: await temporaryDirectory(), LOG_LEVEL: 'silent', HISTORY: 'off' },
            ...{ FIVE9_LOGIN_URL: five9.loginUrl, NODE_NAME: name },
            ...{ FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password },
            ...{ DATABASE_URL: databaseUrl, REDIS_URL: redis.url, ...environment },
          }),
          systemClocks,
          { groupPolicy: withoutGroups },
        )
        closing.push(() => service.close())
        return service
      }
      const a = await startNode('a')
      await expect.poll(() => redis.command('EXISTS', 'wb:{desk}:lease'), patiently).toBe(':1')
      return { a, b: await startNode('b') }
    }

    /** Pairs a display at one node, as soon as its feed is up. */
    async function pairAt(service: Service, name: string) {
      await vi.waitUntil(async () => (await signIn(service)).status < 300, patiently)
      return pair(service, name)
    }

    const alertsAt = async (service: Service, desk: string) => {
      const reply = await call(service, 'GET', '/api/alerts', desk)
      if (reply.status !== 200) return []
      const { alerts } = JSON.parse(reply.text) as { readonly alerts: readonly AlertReply[] }
      return alerts.filter(({ board, rule }) => board === null && rule.name === 'Signed in')
    }
    const listAt = async (service: Service, desk: string) => {
      const reply = await call(service, 'GET', '/api/displays', desk)
      return (JSON.parse(reply.text) as DisplayList).displays
    }
    const healthAt = async (service: Service, desk: string, id: string) => {
      const found = (await listAt(service, desk)).find((display) => display.id === id)
      return found && [found.health, found.onlineSince !== null, found.report?.sound ?? null]
    }
    const report = (display: ReturnType<typeof connectDisplay>, sound: 'on' | 'off') => {
      const figures = { paintedAgeMs: 400, frameMsP50: 16, frameMsP95: 17, heapBytes: null }
      display.socket.send(
        JSON.stringify({
          type: 'report',
          report: { width: 1_920, height: 1_080, build: 'b', ...figures, sound },
        }),
      )
    }

    it('show a board that is edited at one on a display of the other, and close the older of two sockets with 4409', async () => {
      const { a, b } = await startNodes()
      const { desk, screen, id } = await pairAt(a, 'Door')
      const first = connectDisplay(a, screen)
      await expect.poll(() => first.last('board')?.boardId, patiently).toBe('all-queues')

      // The display is known at both nodes, with what it reports.
      report(first, 'off')
      const deskAtB = (await signIn(b)).cookie
      await expect.poll(() => healthAt(b, deskAtB, id), patiently).toEqual(['healthy', true, 'off'])

      // Its token is used at the other node: the older socket ends.
      const second = connectDisplay(b, screen)
      expect(await first.closed).toBe(4409)
      await expect.poll(() => second.last('board')?.boardId, patiently).toBe('all-queues')
      await expect.poll(() => healthAt(a, desk, id), patiently).toMatchObject({ 1: true })

      // A board is created, assigned and edited at one node.
      const board = { ...allQueuesBoard, name: 'Hall' }
      const created = await call(a, 'POST', '/api/boards', desk, { board })
      expect(created.status, created.text).toBe(201)
      const boardId = (JSON.parse(created.text) as { readonly id: string }).id
      expect((await call(a, 'PATCH', `/api/displays/${id}`, desk, { boardId })).status).toBe(204)
      await expect.poll(() => second.last('board')?.boardId, patiently).toBe(boardId)
      const edited = { revision: 1, board: { ...board, name: 'Lobby' } }
      expect((await call(a, 'PUT', `/api/boards/${boardId}`, desk, edited)).status).toBe(200)
      await expect.poll(() => second.last('board')?.revision, patiently).toBe(2)

      // A schedule is applied by the node that has the socket, and once.
      const always = { days: [0, 1, 2, 3, 4, 5, 6], boardId: 'all-queues' }
      const schedule = [
        { ...always, from: '00:00', to: '12:00' },
        { ...always, from: '12:00', to: '00:00' },
      ]
      expect((await call(b, 'PATCH', `/api/displays/${id}`, deskAtB, { schedule })).status).toBe(204)
      await expect.poll(() => second.last('board')?.boardId, patiently).toBe('all-queues')
      expect(second.messages.filter(({ type }) => type === 'board')).toHaveLength(4)

      // Revoked at one node, the display is shut out at the other.
      expect((await call(a, 'DELETE', `/api/displays/${id}`, desk)).status).toBe(204)
      expect(await second.closed).toBe(4401)
    }, 120_000)

    it('elect one speaker of a room with displays at both, and another when it is gone', async () => {
      const { a, b } = await startNodes()
      const [door, window] = [await pairAt(a, 'Door'), await pairAt(a, 'Window')]
      const sound = { room: 'Hall', sound: true }
      for (const { id } of [door, window])
        expect((await call(a, 'PATCH', `/api/displays/${id}`, door.desk, sound)).status).toBe(204)
      const atB = connectDisplay(b, window.screen)
      await expect.poll(() => atB.last('speaker')?.isSpeaker, patiently).toBe(true)
      const atA = connectDisplay(a, door.screen)
      await expect.poll(() => atA.last('board')?.boardId, patiently).toBe('all-queues')
      report(atA, 'on')
      await expect.poll(() => healthAt(b, door.desk, door.id), patiently).toEqual(['healthy', true, 'on'])
      expect(atA.last('speaker')).toBeUndefined()
      atB.socket.close()
      await expect.poll(() => atA.last('speaker')?.isSpeaker, patiently).toBe(true)
    }, 120_000)

    it('show a drill on a display of the other node, until either node ends it or the node of the drill stops', async () => {
      const { a, b } = await startNodes()
      const { desk, screen, id } = await pairAt(a, 'Door')
      const live = connectDisplay(b, screen)
      await expect.poll(() => live.last('snapshot'), patiently).toBeDefined()
      const deskAtB = (await signIn(b)).cookie
      const start = async () => {
        const drill = { simulated: { from: '10:00', traffic: 'busy' }, speed: 10, displays: [id] }
        const started = await call(a, 'POST', '/api/drills', desk, drill)
        expect(started.status, started.text).toBe(201)
        return (JSON.parse(started.text) as { readonly id: string }).id
      }
      const first = await start()
      await live.closed
      const shown = connectDisplay(b, screen)
      await expect.poll(() => shown.last('changes'), patiently).toBeDefined()
      expect(shown.last('hello')).toMatchObject({ mode: 'drill', isSimulated: true })
      expect((await listAt(b, deskAtB)).map(({ health, drill }) => [health, drill?.id])).toEqual([
        ['drill', first],
      ])
      expect((await call(b, 'DELETE', `/api/drills/${first}`, deskAtB)).status).toBe(204)
      await shown.closed
      const between = connectDisplay(b, screen)
      await expect.poll(() => between.last('snapshot'), patiently).toBeDefined()
      expect(between.last('hello')?.mode).toBeUndefined()

      await start()
      await between.closed
      const again = connectDisplay(b, screen)
      await expect.poll(() => again.last('hello')?.mode, patiently).toBe('drill')
      await a.close()
      await again.closed
      const after = connectDisplay(b, screen)
      await expect.poll(() => after.last('hello'), patiently).toBeDefined()
      expect(after.last('hello')?.mode).toBeUndefined()
    }, 120_000)

    it('send each message once, from the node with the lease, and go on when it stops', async () => {
      const received: string[] = []
      const receiver = await startReceiver((request, response) => {
        received.push(String(request.headers['webhook-id']))
        response.writeHead(200).end()
      })
      const { a, b } = await startNodes({ WEBHOOK_ALLOW: '127.0.0.1' })
      const { desk } = await pairAt(a, 'Door')
      const channel = {
        key: 'hook',
        name: 'Hook',
        kind: 'webhook',
        address: receiver.url,
        signingKey,
        allowsNames: false,
      }
      const created = await call(a, 'POST', '/api/alerts/channels', desk, channel)
      expect(created.status, created.text).toBe(201)
      const rule = {
        ...{
          version: 1,
          key: 'signed-in',
          name: 'Signed in',
          of: { queues: 'all' },
          warn: 1_000,
          onDelay: 0,
        },
        ...{ metric: 'agentsLoggedIn', when: 'below', notify: [{ channel: 'hook' }] },
      }
      const saved = await call(a, 'POST', '/api/alerts/rules', desk, { rule })
      expect(saved.status, saved.text).toBe(201)
      // Three queues, each with an alert of its own.
      await expect.poll(() => received.length, patiently).toBe(3)
      await a.close()
      const deskAtB = (
        await vi.waitUntil(async () => {
          const reply = await signIn(b)
          return reply.status < 300 && reply
        }, patiently)
      ).cookie
      const { id } = JSON.parse(saved.text) as { readonly id: string }
      // The end of the rule ends its alerts: the other node evaluates and sends by now.
      await vi.waitUntil(async () => (await alertsAt(b, deskAtB)).length === 3, patiently)
      expect((await call(b, 'DELETE', `/api/alerts/rules/${id}`, deskAtB)).status).toBe(204)
      await expect.poll(() => received.length, patiently).toBe(6)
      expect(new Set(received).size).toBe(6)
    }, 180_000)

    it('send each message of a domain once where two persons have their feeds at two nodes', async () => {
      const receiver = await startReceiver((_request, response) => {
        response.writeHead(200).end()
      })
      const sent = () => {
        const types = receiver.received.map(
          ({ body }) => (JSON.parse(body) as { readonly type: string }).type,
        )
        const count = (type: string) => types.filter((each) => each === type).length
        return [count('alert.firing'), count('alert.resolved')]
      }
      const { a, b } = await startNodes({
        ...{ WEBHOOK_ALLOW: '127.0.0.1', FIVE9_USERNAME: '', FIVE9_PASSWORD: '' },
        ADMIN_USERS: user.username,
      })
      const desk = (await signIn(a)).cookie
      const channel = {
        ...{ key: 'hook', name: 'Hook', kind: 'webhook', address: receiver.url, signingKey },
        allowsNames: false,
      }
      expect((await call(a, 'POST', '/api/alerts/channels', desk, channel)).status).toBe(201)
      const rule = {
        ...{ version: 1, key: 'signed-in', name: 'Signed in', of: { queues: 'all' }, warn: 1_000 },
        ...{ onDelay: 0, metric: 'agentsLoggedIn', when: 'below', notify: [{ channel: 'hook' }] },
      }
      const saved = await call(a, 'POST', '/api/alerts/rules', desk, { rule })
      expect(saved.status, saved.text).toBe(201)
      await expect.poll(async () => (await alertsAt(a, desk)).length, patiently).toBe(3)
      const deskAtB = (await signIn(b, second)).cookie
      await expect.poll(async () => (await alertsAt(b, deskAtB)).length, patiently).toBe(3)
      await expect.poll(sent, patiently).toEqual([3, 0])
      // Both feeds end their alerts with the rule: three messages more, not six.
      const { id } = JSON.parse(saved.text) as { readonly id: string }
      expect((await call(b, 'DELETE', `/api/alerts/rules/${id}`, deskAtB)).status).toBe(204)
      await expect.poll(async () => (await alertsAt(a, desk)).length, patiently).toBe(0)
      await expect.poll(sent, patiently).toEqual([3, 3])
      // The other node goes on alone when the first has stopped.
      await a.close()
      await expect.poll(() => redis.command('KEYS', 'wb:{alerts-*}:lease'), patiently).not.toBe('*0')
      await call(b, 'POST', '/api/alerts/rules', deskAtB, { rule })
      await expect.poll(sent, patiently).toEqual([6, 3])
    }, 180_000)

    it('show the alerts of the owner at both, and acknowledge at either', async () => {
      const { a, b } = await startNodes()
      const { desk } = await pairAt(a, 'Door')
      const deskAtB = (
        await vi.waitUntil(async () => {
          const reply = await signIn(b)
          return reply.status < 300 && reply
        }, patiently)
      ).cookie
      const rule = {
        ...{
          version: 1,
          key: 'signed-in',
          name: 'Signed in',
          of: { queues: 'all' },
          warn: 1_000,
          onDelay: 0,
        },
        ...{ metric: 'agentsLoggedIn', when: 'below' },
      }
      const saved = await call(b, 'POST', '/api/alerts/rules', deskAtB, { rule })
      expect(saved.status, saved.text).toBe(201)
      await expect.poll(async () => (await alertsAt(a, desk)).length, patiently).toBe(3)
      await expect.poll(async () => (await alertsAt(b, deskAtB)).length, patiently).toBe(3)
      const client = connect(b, deskAtB)
      const shown = () => shownAlerts(client.messages).filter(({ board }) => board === null)
      await expect.poll(() => shown().length, patiently).toBe(3)
      const [first] = await alertsAt(b, deskAtB)
      const acknowledged = await call(b, 'POST', `/api/alerts/${first?.id}/acknowledge`, deskAtB, {
        note: 'seen',
      })
      expect(acknowledged.status, acknowledged.text).toBe(200)
      expect((await alertsAt(a, desk)).filter(({ state }) => state === 'acknowledged')).toHaveLength(1)
      await expect
        .poll(() => shown().filter(({ isAcknowledged }) => isAcknowledged).length, patiently)
        .toBe(1)
    }, 120_000)
  },
)
