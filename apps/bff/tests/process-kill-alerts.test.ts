import { setTimeout as delay } from 'node:timers/promises'
import { createSimulator } from '@wallboard/simulator'
import { describe, expect, it, vi } from 'vitest'
import { createAlertStore } from '../src/alerts/alert-store.ts'
import { startReceiver, status, type ReceivedRequest } from '../src/delivery/delivery-fixture.ts'
import { openDatabase, type Db } from '../src/storage/database.ts'
import { signIn, user } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { call } from './display-fixture.ts'
import { startServer } from './server-process.ts'

/** `KILLS=50 npm run faults` kills more often. */
const kills = Math.min(50, Number(process.env.KILLS ?? 3))
const always = { cooldown: 0, reAlarm: 0, notify: [{ channel: 'pager' }] }
const rules = [
  {
    ...{ version: 1, key: 'busy', name: 'Busy', of: { queues: 'all' } },
    ...{ metric: 'agentsOnCall', when: 'above', warn: 0, onDelay: 0, offDelay: 0, ...always },
  },
  {
    // Fires for each queue at any hour of the simulated day.
    ...{ version: 1, key: 'signed-in', name: 'Signed in', of: { queues: 'all' } },
    ...{ metric: 'agentsLoggedIn', when: 'below', warn: 1_000, onDelay: 0, ...always },
  },
]

/** What must hold after any kill: state, log and events of an alert are of one transaction. */
async function checkDatabase(db: Db): Promise<number> {
  const store = createAlertStore(db)
  const open = await store.open(user.username)
  const states = await store.states(user.username)
  const active = states.flatMap(({ rule: id, subject, alert }) =>
    alert === null ? [] : [`${id} ${subject} ${alert}`],
  )
  expect(open.map(({ rule: id, subject, id: alert }) => `${id} ${subject} ${alert}`).sort()).toEqual(
    active.sort(),
  )
  const all = await db.selectFrom('alerts').select(['id', 'ended_at']).execute()
  const events = await store.events(all.map(({ id }) => id))
  for (const { id, ended_at } of all) {
    const whats = events.get(id)?.map(({ what }) => what) ?? []
    expect(whats[0]).toBe('fired')
    expect(whats.filter((what) => what === 'ended')).toHaveLength(ended_at === null ? 0 : 1)
  }
  return all.length
}

async function withDatabase<T>(dataDir: string, use: (db: Db) => Promise<T>): Promise<T> {
  const db = await openDatabase(dataDir)
  try {
    return await use(db)
  } finally {
    await db.destroy()
  }
}

/** The ids of the messages of each alert, by `type alert`. */
function messagesOf(received: readonly ReceivedRequest[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = new Map<string, Set<string>>()
  for (const { headers, body } of received) {
    const { type, data } = JSON.parse(body) as {
      type: string
      data: { alertId: string; total?: number; alerts?: readonly { alertId: string }[] }
    }
    const alerts = data.alerts ?? [data]
    expect(alerts).toHaveLength(data.total ?? 1)
    for (const { alertId } of alerts) {
      const key = `${type} ${alertId}`
      ids.set(key, (ids.get(key) ?? new Set()).add(String(headers['webhook-id'])))
    }
  }
  return ids
}

/** The alerts with a notice that was committed and is not sent yet: a server that starts again sends it. */
async function waitingAlerts(db: Db): Promise<ReadonlySet<string>> {
  const members = await db
    .selectFrom('alert_group_members')
    .select('alert')
    .where((member) =>
      member.or([
        member('message', 'is', null),
        member('message', 'in', member.selectFrom('alert_outbox').select('id')),
      ]),
    )
    .execute()
  return new Set(members.map(({ alert }) => alert))
}

/**
 * What must hold at the receiver: each alert once, with its end, and none that the log does not have. A server that was
 * stopped at once may leave notices of its last evaluation.
 */
async function checkReceiver(db: Db, received: readonly ReceivedRequest[]): Promise<void> {
  const messages = messagesOf(received)
  const bodies = new Set(received.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`))
  expect(bodies.size).toBe(new Set(received.map(({ headers }) => headers['webhook-id'])).size)
  for (const [key, ids] of messages) expect([key, ids.size]).toEqual([key, 1])
  const alerts = await db.selectFrom('alerts').select(['id', 'rule', 'ended_at']).execute()
  const logged = new Set(alerts.map(({ id }) => id))
  expect([...messages.keys()].filter((key) => !logged.has(key.split(' ')[1] ?? ''))).toEqual([])
  const dropped = await db
    .selectFrom('alert_group_members')
    .select('alert')
    .where('message', '=', '')
    .execute()
  const endedBefore = new Set(dropped.map(({ alert }) => alert))
  const waiting = await waitingAlerts(db)
  const ofRules = alerts.filter(({ rule }) => !rule.startsWith('board:') && rule !== 'source')
  for (const { id, ended_at } of ofRules) {
    if (waiting.has(id)) continue
    const isSent = messages.has(`alert.firing ${id}`)
    // An alert that ended before its message was sent is no news.
    expect([id, isSent || endedBefore.has(id)]).toEqual([id, true])
    const isEndSent = messages.has(`alert.resolved ${id}`)
    if (isSent) expect([id, isEndSent]).toEqual([id, ended_at !== null])
  }
}

describe('SIGKILL while alerts are evaluated and sent', { timeout: 900_000 }, () => {
  it('leaves no alert that is half written, loses no message, and sends none twice with another id', async () => {
    const simulator = await createSimulator({ queues: 8, agents: 40, speed: 120, startsAtPeak: true })
    closing.push(() => simulator.close())
    const receiver = await startReceiver(status(200))
    const dataDir = await temporaryDirectory()
    const environment = {
      ...{ FIVE9_LOGIN_URL: simulator.loginUrl, DATA_DIR: dataDir, LOG_LEVEL: 'error', HISTORY: 'off' },
      ...{ FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password },
      ...{ ADMIN_USERS: user.username, WEBHOOK_ALLOW: '127.0.0.1' },
    }
    const startQuick = () => startServer(environment, 'pipe', 'tests/quick-groups-server.ts')
    let logged = 0
    for (let kill = 0; kill < kills; kill += 1) {
      const server = await startQuick()
      const { cookie } = await signIn(server)
      if (kill === 0) {
        const channel = {
          ...{ key: 'pager', name: 'Pager', kind: 'webhook', address: receiver.url, allowsNames: false },
          signingKey: `whsec_${Buffer.alloc(32, 6).toString('base64')}`,
        }
        expect((await call(server, 'POST', '/api/alerts/channels', cookie, channel)).status).toBe(201)
        for (const rule of rules)
          expect((await call(server, 'POST', '/api/alerts/rules', cookie, { rule })).status).toBe(201)
      }
      await vi.waitFor(async () => {
        expect((await call(server, 'GET', '/api/alerts', cookie)).text).toContain('"state":"firing"')
      }, 20_000)
      await delay((kill * 137) % 1_000) // anywhere between two frames, and between a group and its message
      server.child.kill('SIGKILL')
      await server.ended
      logged = await withDatabase(dataDir, checkDatabase)
    }
    expect(logged).toBeGreaterThan(0)

    // The floor stands still: what waits is sent.
    simulator.pause()
    const server = await startQuick()
    const { cookie } = await signIn(server)
    await vi.waitFor(
      async () => {
        const firing = (await call(server, 'GET', '/api/alerts', cookie)).text
        expect(firing).toContain('"state":"firing"')
        const channels = (await call(server, 'GET', '/api/alerts/channels', cookie)).text
        expect(channels).toContain('"queued":0')
      },
      { timeout: 60_000, interval: 500 },
    )
    server.child.kill('SIGTERM')
    await server.ended
    await withDatabase(dataDir, (db) => checkReceiver(db, receiver.received))
    process.stdout.write(`${kills} kills: ${logged} alerts, ${receiver.received.length} requests\n`)
  })
})
