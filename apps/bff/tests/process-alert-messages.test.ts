import { createHmac } from 'node:crypto'
import { createSimulator } from '@wallboard/simulator'
import { expect, it } from 'vitest'
import { startReceiver, status, type ReceivedRequest } from '../src/delivery/delivery-fixture.ts'
import { signIn, user } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { call } from './display-fixture.ts'
import { startServer } from './server-process.ts'

const key = Buffer.alloc(32, 6)
const rule = {
  // Far apart: on a busy machine the loss of the link is noticed late, and counts from the last data.
  ...{ version: 1, key: 'link', name: 'Five9 is lost', of: { link: true }, metric: 'secondsWithoutData' },
  ...{
    when: 'above',
    warn: 1,
    critical: 20,
    onDelay: 0,
    offDelay: 0,
    notify: [{ channel: 'pager', names: true }],
  },
}

function isSigned({ headers, body }: ReceivedRequest): boolean {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
}

interface Message {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

it('sends an alert of the floor to a receiver: test, firing, escalated, acknowledged and resolved, each signed', async () => {
  const simulator = await createSimulator({ queues: 4, agents: 10, speed: 1 })
  closing.push(() => simulator.close())
  const receiver = await startReceiver(status(200))
  const server = await startServer(
    {
      ...{ FIVE9_LOGIN_URL: simulator.loginUrl, DATA_DIR: await temporaryDirectory(), HISTORY: 'off' },
      ...{ FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password, LOG_LEVEL: 'error' },
      ...{ ADMIN_USERS: user.username, WEBHOOK_ALLOW: `127.0.0.1:${receiver.port}` },
      ...{ PUBLIC_URL: 'https://wallboard.example.com', DOMAIN_NAMES: '123456=Acme Support' },
    },
    'pipe',
    'tests/quick-groups-server.ts',
  )
  const { cookie } = await signIn(server)
  const request = (method: string, path: string, body?: unknown) =>
    call(server, method, `/api/alerts${path}`, cookie, body)
  const channel = {
    ...{ key: 'pager', name: 'Pager', kind: 'webhook', address: receiver.url, allowsNames: true },
    signingKey: `whsec_${key.toString('base64')}`,
  }
  expect((await request('POST', '/channels', channel)).status).toBe(201)
  expect((await request('POST', '/channels/pager/test')).text).toContain('"outcome":"delivered"')
  const isReady = async () => (await fetch(new URL('/readyz', server.url))).status
  await expect.poll(isReady, { timeout: 60_000 }).toBe(200)
  expect((await request('POST', '/rules', { rule })).status).toBe(201)
  const messages = () => receiver.received.map(({ body }) => JSON.parse(body) as Message)
  const arrives = (type: string) =>
    expect.poll(() => messages().map((message) => message.type), { timeout: 60_000 }).toContain(type)

  simulator.faults.set({ refusedUpgradeStatus: 503 })
  simulator.dropSockets()
  await arrives('alert.firing')
  await arrives('alert.escalated')
  const list = JSON.parse((await request('GET', '')).text) as {
    alerts: readonly { id: string; rule: { name: string }; level: string }[]
  }
  const alert = list.alerts.find((each) => each.rule.name === rule.name)
  expect(alert).toMatchObject({ level: 'critical', state: 'firing' })
  expect((await request('POST', `/${alert?.id}/acknowledge`, { note: 'on it' })).status).toBe(200)
  await arrives('alert.acknowledged')
  simulator.faults.clear()
  await arrives('alert.resolved')

  expect(messages().map(({ type }) => type)).toEqual([
    ...['alert.test', 'alert.firing', 'alert.escalated', 'alert.acknowledged', 'alert.resolved'],
  ])
  expect(receiver.received.map(isSigned)).toEqual(Array(5).fill(true))
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(5)
  const [, firing, escalated, acknowledged, resolved] = messages().map(({ data }) => data)
  for (const data of [firing, escalated, acknowledged, resolved])
    expect(data).toMatchObject({
      ...{ alertId: alert?.id, metric: 'secondsWithoutData', unit: 'ms', domain: 'Acme Support' },
      ...{ rule: { name: rule.name, revision: 1 }, entity: { kind: 'link', id: 'five9', name: 'Five9' } },
      url: expect.stringMatching(/^https:\/\/wallboard\.example\.com\//) as string,
    })
  expect(firing).toMatchObject({ level: 'warn', limit: 1_000, by: null })
  expect(escalated).toMatchObject({ level: 'critical', limit: 20_000 })
  expect(acknowledged).toMatchObject({ by: user.username })
}, 180_000)
