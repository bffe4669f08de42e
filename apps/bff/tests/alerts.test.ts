import type {
  AlertReply,
  AlertFigures,
  AlertShift,
  PastAlert,
  RuleSummary,
} from '@wallboard/relay/rest/alerts'
import type { AlertOnScreen, ServerMessage } from '@wallboard/relay'
import { describe, expect, it, vi } from 'vitest'
import type { Service } from '../src/app/service.ts'
import { connect, signIn, start, user } from './bff-fixture.ts'
import { call, connectDisplay, pair } from './display-fixture.ts'
import { shownAlerts } from './shown-alerts.ts'

const house = { FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password }
const rule = {
  ...{ version: 1, key: 'signed-in', name: 'Signed in', of: { queues: 'all' } },
  // Fires for each queue at any hour of the simulated day.
  ...{ metric: 'agentsLoggedIn', when: 'below', warn: 1_000, onDelay: 0 },
}

async function get<T>(service: Service, path: string, cookie: string): Promise<T> {
  const reply = await call(service, 'GET', path, cookie)
  expect(reply.status, reply.text).toBe(200)
  return JSON.parse(reply.text) as T
}

const listed = async (service: Service, cookie: string) =>
  (await get<{ alerts: readonly AlertReply[] }>(service, '/api/alerts', cookie)).alerts.filter(
    ({ board }) => board === null,
  )

/** The alerts of rules that a client was sent last, with their start by the clock of the wall. */
function sent(messages: readonly ServerMessage[]) {
  const offset = messages.findLast((message) => message.type === 'hello')?.wallOffsetMs ?? 0
  return shownAlerts(messages)
    .filter(({ board }) => board === null)
    .map(({ id, level, state, since, entity }: AlertOnScreen) => ({
      ...{ id, level, state, entity: entity.id },
      since: Math.round((since + offset) / 100),
    }))
    .sort((a, b) => (a.entity < b.entity ? -1 : 1))
}

async function startWithRule(written: object = rule) {
  const started = await start({ speed: 1 }, house)
  const { cookie } = await signIn(started.service)
  const created = await call(started.service, 'POST', '/api/alerts/rules', cookie, { rule: written })
  expect(created.status, created.text).toBe(201)
  return { ...started, cookie, rule: JSON.parse(created.text) as RuleSummary }
}

async function firing(service: Service, cookie: string, count: number) {
  await vi.waitFor(async () => {
    expect((await listed(service, cookie)).filter(({ state }) => state === 'firing')).toHaveLength(count)
  }, 20_000)
  return listed(service, cookie)
}

describe('an alert of a rule', () => {
  it('[R34] is the same on two displays and a desk, after a reload, and after a restart', async () => {
    const { service, again, cookie } = await startWithRule()
    const fired = await firing(service, cookie, 5)
    expect(new Set(fired.map(({ when }) => when))).toEqual(new Set(['below']))
    const screens = [await pair(service, 'Door'), await pair(service, 'Stairs')]
    const displays = screens.map(({ screen }) => connectDisplay(service, screen))
    const desk = connect(service, cookie)
    await vi.waitFor(() => {
      for (const { messages } of [...displays, desk]) expect(sent(messages)).toHaveLength(5)
    }, 10_000)
    const first = sent(desk.messages)
    expect(first.map(({ id }) => id).sort()).toEqual(fired.map(({ id }) => id).sort())
    for (const { messages } of displays) expect(sent(messages)).toEqual(first)

    const [note] = fired
    const acknowledged = await call(service, 'POST', `/api/alerts/${note?.id}/acknowledge`, cookie, {
      note: 'on it',
    })
    expect(JSON.parse(acknowledged.text)).toMatchObject({
      state: 'acknowledged',
      acknowledged: { by: user.username, note: 'on it' },
    })
    await service.close()

    const restarted = await again()
    const { cookie: later } = await signIn(restarted)
    const reloaded = screens.map(({ screen }) => connectDisplay(restarted, screen))
    await vi.waitFor(() => {
      for (const { messages } of reloaded) {
        expect(sent(messages).filter(({ state }) => state === 'firing')).toHaveLength(4)
        const same = (alerts: typeof first) => alerts.map(({ state: _state, ...rest }) => rest)
        expect(same(sent(messages))).toEqual(same(first))
      }
    }, 20_000)
    const after = await listed(restarted, later)
    expect(after.map(({ id, since }) => ({ id, since }))).toEqual(
      expect.arrayContaining(fired.map(({ id, since }) => ({ id, since }))),
    )
    expect(after.find(({ id }) => id === note?.id)).toMatchObject({ state: 'acknowledged' })
  })

  it('that fired before the names were read is in the history by its name once they are', async () => {
    const { service, simulator } = await start({ speed: 1 })
    simulator.faults.set({ restPath: '/skills', forbiddenEvery: 1 })
    const { cookie } = await signIn(service)
    expect((await call(service, 'POST', '/api/alerts/rules', cookie, { rule })).status).toBe(201)
    await firing(service, cookie, 5)
    const names = async () => {
      const [from, to] = [-60_000, 60_000].map((ms) => new Date(Date.now() + ms).toISOString())
      const path = `/api/alerts/history?from=${from}&to=${to}`
      const { alerts } = await get<{ alerts: readonly PastAlert[] }>(service, path, cookie)
      return alerts.flatMap(({ board, entity }) => (board === null ? [entity.name] : [])).sort()
    }
    const { queues } = simulator.truth()
    await vi.waitFor(async () => {
      expect(await names()).toEqual(queues.map(({ id }) => id).sort())
    }, 10_000)
    simulator.faults.set({ forbiddenEvery: 0 })
    simulator.renameQueue(queues[0]?.id ?? '', 'Night desk')
    await vi.waitFor(async () => {
      expect(await names()).toEqual(
        simulator
          .truth()
          .queues.map(({ name }) => name)
          .sort(),
      )
    }, 20_000)
  })

  it('has a history with what ended it, and can be undone, snoozed and silenced', async () => {
    const { service, cookie, rule: created } = await startWithRule()
    const [one, other, third] = await firing(service, cookie, 5)
    const change = (method: string, path: string, body?: unknown) => call(service, method, path, cookie, body)
    await change('POST', `/api/alerts/${one?.id}/acknowledge`)
    await change('DELETE', `/api/alerts/${one?.id}/acknowledge`)
    const snoozed = await change('POST', `/api/alerts/${other?.id}/snooze`, { minutes: 5 })
    expect(JSON.parse(snoozed.text)).toMatchObject({ state: 'snoozed' })
    const silence = { queue: third?.entity.id, from: Date.now() - 1, to: Date.now() + 60_000, reason: 'test' }
    expect((await change('POST', '/api/alerts/silences', silence)).status).toBe(201)
    const states = new Map((await listed(service, cookie)).map(({ id, state }) => [id, state]))
    expect([one, other, third].map((alert) => states.get(alert?.id ?? ''))).toEqual([
      'firing',
      'snoozed',
      'suppressed',
    ])
    for (const [path, body, status] of [
      ['/api/alerts/none/acknowledge', {}, 404],
      [`/api/alerts/${one?.id}/snooze`, { minutes: 481 }, 400],
      ['/api/alerts/silences', { from: 2, to: 1, reason: 'x', level: 'warn' }, 400],
      ['/api/alerts/silences', { from: -1e308, to: 1e308, reason: 'x', level: 'warn' }, 400],
      ['/api/alerts/silences', { from: 0, to: 9e15, reason: 'x', level: 'warn' }, 400],
      ['/api/alerts/silences', { from: 0, to: 1.5, reason: 'x', level: 'warn' }, 400],
      ['/api/alerts/rules/try', { from: -1e308, to: 1e308, rule }, 400],
    ] as const)
      expect((await change('POST', path, body)).status).toBe(status)

    const edit = { revision: 1, rule: { ...rule, when: 'above' } }
    expect((await change('PUT', `/api/alerts/rules/${created.id}`, edit)).status).toBe(200)
    expect((await change('PUT', `/api/alerts/rules/${created.id}`, edit)).status).toBe(409)
    const duplicate = await change('POST', '/api/alerts/rules', { rule })
    expect(duplicate).toMatchObject({
      status: 409,
      text: expect.stringContaining('rule-key-taken') as string,
    })
    expect(await listed(service, cookie)).toEqual([])
    const span = `from=${new Date(0).toISOString()}&to=${new Date(Date.now() + 1_000).toISOString()}`
    const day = `from=${new Date(Date.now() - 3_600_000).toISOString()}&to=${new Date(Date.now() + 1_000).toISOString()}&rule=${created.id}`
    expect((await change('GET', `/api/alerts/history?${span}`)).status).toBe(400)
    const history = async () =>
      (await get<{ alerts: readonly PastAlert[] }>(service, `/api/alerts/history?${day}`, cookie)).alerts
    await vi.waitFor(async () => {
      expect((await history()).map(({ endReason }) => endReason)).toEqual(Array(5).fill('rule-changed'))
    })
    const past = (await history()).find(({ id }) => id === one?.id)
    expect(past?.events.map(({ what }) => what)).toEqual(['fired', 'acknowledged', 'unacknowledged', 'ended'])
    const csv = await change('GET', `/api/alerts/history.csv?${day}`)
    expect(csv.text.split('\r\n')).toHaveLength(7)
    const figures = await get<AlertFigures>(service, `/api/alerts/figures?${day}`, cookie)
    expect(figures.noisiest).toContainEqual({
      rule: { id: created.id, name: rule.name },
      fired: 5,
      under30s: expect.any(Number) as number,
    })
    const shift = await get<AlertShift>(service, `/api/alerts/shift?${day}`, cookie)
    expect(shift.figures.fired).toBeGreaterThanOrEqual(5)
    expect((await change('DELETE', `/api/alerts/rules/${created.id}`)).status).toBe(204)
    const versions = await get<readonly { change: string; by: string }[]>(
      service,
      `/api/alerts/rules/${created.id}/versions`,
      cookie,
    )
    expect(versions.map((version) => version.change)).toEqual(['removed', 'changed', 'created'])
  })

  it('is only for people whose own feed holds its queue: others neither see nor change it, and a display changes none', async () => {
    const lead = { username: 'lead@wallboard.test', password: 'of one team' }
    const { service } = await start({ otherUsers: [{ ...lead, queues: ['300001'] }] }, house)
    const [whole, part] = [await signIn(service), await signIn(service, lead)]
    const created = await call(service, 'POST', '/api/alerts/rules', whole.cookie, { rule })
    expect(created.status, created.text).toBe(201)
    const all = await firing(service, whole.cookie, 5)
    const own = await firing(service, part.cookie, 1)
    expect(own.map(({ entity }) => entity.id)).toEqual(['300001'])
    const hidden = all.find(({ entity }) => entity.id !== '300001')
    for (const [method, action, body] of [
      ['POST', 'acknowledge', {}],
      ['DELETE', 'acknowledge', undefined],
      ['POST', 'snooze', { minutes: 5 }],
      ['DELETE', 'snooze', undefined],
    ] as const) {
      const reply = await call(
        service,
        method,
        `/api/alerts/${hidden?.id ?? ''}/${action}`,
        part.cookie,
        body,
      )
      expect(reply).toMatchObject({ status: 404, text: expect.stringContaining('no-such-alert') as string })
    }
    const { screen } = await pair(service, 'Door')
    const path = `/api/alerts/${own[0]?.id ?? ''}/acknowledge`
    expect((await call(service, 'POST', path, screen, {})).status).toBe(401)
    expect((await listed(service, whole.cookie)).map(({ state }) => state)).toEqual(Array(5).fill('firing'))

    // What a person may do shows on every screen.
    expect((await call(service, 'POST', path, part.cookie, {})).status).toBe(200)
    const display = connectDisplay(service, screen)
    await vi.waitFor(() => {
      expect(sent(display.messages).filter(({ state }) => state === 'acknowledged')).toHaveLength(1)
    }, 10_000)
    const { acknowledged } = (await listed(service, whole.cookie)).find(({ id }) => id === own[0]?.id) ?? {}
    expect(acknowledged).toMatchObject({ by: lead.username })
    // A display shows no names.
    expect(JSON.stringify(display.messages)).not.toContain(lead.username)
  })
})
