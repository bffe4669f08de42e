import { setTimeout as delay } from 'node:timers/promises'
import { createSimulator } from '@wallboard/simulator'
import { describe, expect, it, vi } from 'vitest'
import { createAlertStore } from '../src/alerts/alert-store.ts'
import { openDatabase } from '../src/storage/database.ts'
import { signIn, user } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { call } from './display-fixture.ts'
import { startServer } from './server-process.ts'

/** `KILLS=50 npm run faults` kills more often. */
const kills = Math.min(50, Number(process.env.KILLS ?? 3))
const rule = {
  ...{ version: 1, key: 'busy', name: 'Busy', of: { queues: 'all' } },
  ...{ metric: 'agentsOnCall', when: 'above', warn: 0, onDelay: 0, offDelay: 0 },
}

/** What must hold after any kill: state, log and events of an alert are of one transaction. */
async function checkDatabase(dataDir: string): Promise<number> {
  const db = await openDatabase(dataDir)
  try {
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
  } finally {
    await db.destroy()
  }
}

describe('SIGKILL while alerts are evaluated', { timeout: 600_000 }, () => {
  it('leaves no alert that is half written, and none twice', async () => {
    const simulator = await createSimulator({ queues: 8, agents: 40, speed: 120, startsAtPeak: true })
    closing.push(() => simulator.close())
    const dataDir = await temporaryDirectory()
    const environment = {
      ...{ FIVE9_LOGIN_URL: simulator.loginUrl, DATA_DIR: dataDir, LOG_LEVEL: 'error', HISTORY: 'off' },
      ...{ FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password },
    }
    let logged = 0
    for (let kill = 0; kill < kills; kill += 1) {
      const server = await startServer(environment)
      const { cookie } = await signIn(server)
      if (kill === 0)
        expect((await call(server, 'POST', '/api/alerts/rules', cookie, { rule })).status).toBe(201)
      await vi.waitFor(async () => {
        expect((await call(server, 'GET', '/api/alerts', cookie)).text).toContain('"state":"firing"')
      }, 20_000)
      await delay((kill * 137) % 500) // anywhere between two frames
      server.child.kill('SIGKILL')
      await server.ended
      logged = await checkDatabase(dataDir)
    }
    expect(logged).toBeGreaterThan(0)
  })
})
