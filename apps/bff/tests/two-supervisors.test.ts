import { isDeepStrictEqual } from 'node:util'
import { createStatistics } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import { createService } from '../src/app/service.ts'
import { connect, signIn, start, user } from './bff-fixture.ts'
import { call } from './display-fixture.ts'

const lead = { username: 'lead@wallboard.test', password: 'of one team' }
const sources = ['ACD_STATUS', 'AGENT_STATE', 'INBOUND_CAMPAIGN_STATISTICS'] as const

/** One domain with two supervisors: one sees everything, the lead sees the first queue. */
async function twoSupervisors() {
  const { simulator, service } = await start({
    ...{ queues: 6, agents: 24 },
    otherUsers: [{ ...lead, queues: ['300001'] }],
  })
  const [whole, part] = [await signIn(service, user), await signIn(service, lead)]
  expect([whole.status, part.status]).toEqual([200, 200])
  const clients = [whole, part].map(({ cookie }) => connect(service, cookie, { sources: [...sources] }))
  const [all, own] = clients
  if (all === undefined || own === undefined) throw new Error('no clients')
  for (const client of clients) await expect.poll(client.link).toBe('up')
  const users = simulator.truth()
  /** The rows of a client, by its messages. */
  const rowsOf = (client: typeof all, source: (typeof sources)[number]) => {
    const statistics = createStatistics()
    for (const message of client.messages) {
      if (message.type === 'snapshot') statistics.applyFull(message.payLoad)
      if (message.type === 'changes') statistics.applyChanges(message.payLoad)
    }
    return [...statistics.rows(source).keys()].sort()
  }
  return { simulator, service, users, all, own, rowsOf, cookies: { whole: whole.cookie, part: part.cookie } }
}

describe(createService, () => {
  it('shows two supervisors of one domain what Five9 shows each of them, at the socket and in replies', async () => {
    const { simulator, service, users, all, own, rowsOf, cookies } = await twoSupervisors()
    const [first, ...others] = users.queues
    await expect.poll(() => rowsOf(all, 'ACD_STATUS').length).toBe(users.queues.length)
    await expect.poll(() => rowsOf(own, 'ACD_STATUS')).toEqual([first?.id])
    await expect.poll(() => rowsOf(own, 'INBOUND_CAMPAIGN_STATISTICS').length).toBe(1)
    await expect.poll(() => rowsOf(own, 'AGENT_STATE').length).toBeGreaterThan(0)
    expect(rowsOf(own, 'AGENT_STATE').length).toBeLessThan(rowsOf(all, 'AGENT_STATE').length)

    // Nothing of the other queues, and of nobody who serves only them, is in any message.
    const visible = new Set(rowsOf(own, 'AGENT_STATE'))
    const hidden = users.agents.filter(({ id }) => !visible.has(id))
    expect(hidden.length).toBeGreaterThan(0)
    await expect.poll(() => all.texts.join('').includes(`"${hidden[0]?.name ?? ''}"`)).toBe(true)
    const received = own.texts.join('')
    for (const { id, name } of [...others, ...hidden]) {
      expect(received).not.toContain(`"id":"${id}"`)
      expect(received).not.toContain(`"${name}"`)
    }
    const queues = async (cookie: string) => (await call(service, 'GET', '/api/queues', cookie)).text
    expect(JSON.parse(await queues(cookies.part))).toEqual([first])
    expect(JSON.parse(await queues(cookies.whole))).toHaveLength(users.queues.length)

    // An agent whom the lead does not see is as unknown as one who does not exist.
    const body = { state: 'ready' }
    for (const id of [hidden[0]?.id ?? '', 'unknown']) {
      const reply = await call(service, 'PUT', `/api/agents/${id}/state`, cookies.part, body)
      expect(reply.status).toBe(404)
    }
    expect(simulator.truth().queues).toHaveLength(users.queues.length)
  })

  it('takes away what Five9 no longer shows a supervisor while the page is open, and nothing from the other', async () => {
    const { simulator, service, users, all, own, rowsOf, cookies } = await twoSupervisors()
    const [, second, third] = users.queues
    await expect.poll(() => rowsOf(own, 'ACD_STATUS')).toHaveLength(1)
    simulator.setVisibleQueues(lead.username, [second?.id ?? '', third?.id ?? ''])
    await expect.poll(() => rowsOf(own, 'ACD_STATUS')).toEqual([second?.id, third?.id])
    await expect
      .poll(async () => JSON.parse((await call(service, 'GET', '/api/queues', cookies.part)).text) as unknown)
      .toEqual([second, third])
    expect(rowsOf(all, 'ACD_STATUS')).toHaveLength(users.queues.length)
    simulator.setVisibleQueues(lead.username, [])
    await expect.poll(() => rowsOf(own, 'ACD_STATUS')).toEqual([])
    await expect.poll(() => rowsOf(own, 'AGENT_STATE')).toEqual([])
  })

  it(
    '[H9] shows figures of the floor to nobody who sees a part of it, also while the queues of the service account are not known',
    { timeout: 120_000 },
    async () => {
      const { simulator, service, again } = await start(
        { queues: 6, agents: 24, speed: 5, otherUsers: [{ ...lead, queues: ['300001'] }] },
        {
          ...{ FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password },
          ...{ HISTORY: 'on', HISTORY_FLUSH_SECONDS: '1' },
        },
      )
      const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000).toISOString()
      const span = `from=${hour}&to=${new Date(Date.now() + 3_600_000).toISOString()}`
      /** The minutes of a figure of the floor, or of a queue, with their mean and highest value. */
      const minutesOf = async (at: typeof service, cookie: string, queue = '') => {
        const path = `/api/history/trends.csv?${span}&metric=agentsLoggedIn${queue}`
        const { status, text } = await call(at, 'GET', path, cookie)
        expect(status, text).toBe(200)
        return text.split('\r\n').flatMap((line) => {
          const [, starts] = /,(\d[^,]*Z),/.exec(line) ?? []
          const [, values] = /,(\d+(?:\.\d+)?,\d+)$/.exec(line) ?? []
          return values === undefined ? [] : [`${starts ?? ''} ${values}`]
        })
      }
      /** What the floor is for the lead: the one queue that the lead sees. */
      const seesOwnQueue = async (at: typeof service, cookie: string) => {
        const [floor, queue] = [await minutesOf(at, cookie), await minutesOf(at, cookie, '&queue=300001')]
        return queue.length > 0 && isDeepStrictEqual(floor, queue)
      }
      const rule = { version: 1, key: 'floor', name: 'Floor', of: { floor: true } }
      const measured = { metric: 'agentsLoggedIn', when: 'above', warn: 0 }
      const whole = (await signIn(service, user)).cookie
      const created = await call(service, 'POST', '/api/alerts/rules', whole, {
        rule: { ...rule, ...measured },
      })
      expect(created.status, created.text).toBe(201)
      const alertsOf = async (at: typeof service, cookie: string) =>
        (await call(at, 'GET', '/api/alerts', cookie)).text.includes('"kind":"floor"')
      await expect
        .poll(async () => (await minutesOf(service, whole)).length, { timeout: 20_000 })
        .toBeGreaterThan(0)
      await expect.poll(() => alertsOf(service, whole), { timeout: 20_000 }).toBe(true)
      const part = (await signIn(service, lead)).cookie
      const beforeRestart = connect(service, part)
      await expect.poll(() => beforeRestart.rows().length, { timeout: 20_000 }).toBeGreaterThan(0)
      await expect.poll(() => seesOwnQueue(service, part)).toBe(true)
      expect(await alertsOf(service, part)).toBe(false)
      await service.close()

      simulator.faults.set({ restPath: '/skills', forbiddenEvery: 1 })
      const restarted = await again()
      const { cookie } = await signIn(restarted, lead)
      const client = connect(restarted, cookie)
      await expect.poll(() => client.rows().length, { timeout: 20_000 }).toBeGreaterThan(0)
      const all = (await signIn(restarted, user)).cookie
      await expect.poll(() => alertsOf(restarted, all), { timeout: 20_000 }).toBe(true)
      expect(await alertsOf(restarted, cookie)).toBe(false)
      expect((await minutesOf(restarted, all)).length).toBeGreaterThan(0)
      // Five9 does not name the lead's own queue either.
      expect(await minutesOf(restarted, cookie)).toEqual([])
    },
  )
})
