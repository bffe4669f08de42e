import fc from 'fast-check'
import { allQueuesBoard } from '@wallboard/boards'
import { describe, expect, it } from 'vitest'
import { createService, type Service } from '../src/app/service.ts'
import { signIn, user } from './bff-fixture.ts'
import { requestPairingCode, call, pair, newDisplayBody } from './display-fixture.ts'
import { startWithLoginCounter, stranger } from './login-fixture.ts'
import { registeredInExpress, routes } from './route-fixture.ts'

const nameOf = ({ method, path }: { method: string; path: string }) => `${method.toUpperCase()} ${path}`
const changes = routes.filter(({ method }) => method !== 'get')

const forPeople = routes.filter(({ access }) => access === 'person' || access === 'administrator')

const alertRule = {
  ...{ version: 1, key: 'waiting', name: 'Waiting', of: { floor: true } },
  ...{ metric: 'callsInQueue', when: 'above', warn: 100_000 },
}
const savedView = { name: 'Ours', page: 'queues', query: { q: 'ren' }, isShared: true }

/** A valid body of each change. A route that changes something and is missing here fails the tests below. */
const bodies: Readonly<Record<string, unknown>> = {
  'POST /api/session': user,
  'DELETE /api/session': undefined,
  'POST /api/boards': { board: allQueuesBoard },
  'PUT /api/boards/:id': { revision: 1, board: allQueuesBoard },
  'DELETE /api/boards/:id': undefined,
  'PUT /api/agents/:id/state': { state: 'ready' },
  'PUT /api/agents/:id/skills': { queueIds: [] },
  'DELETE /api/agents/:id/session': undefined,
  'PUT /api/campaigns/:id/state': { state: 'stopped' },
  'POST /api/campaigns/:id/reset': undefined,
  'POST /api/notices/:id/accept': undefined,
  'POST /api/replays': { at: '2026-11-26T10:00:00Z', speed: 1, board: 'all-queues' },
  'PATCH /api/replays/:id': { speed: 10 },
  'DELETE /api/replays/:id': undefined,
  'POST /api/views': savedView,
  'PUT /api/views/:id': savedView,
  'DELETE /api/views/:id': undefined,
  'PUT /api/favourites': { queues: ['1'] },
  'POST /api/alerts/:id/acknowledge': { note: 'seen' },
  'DELETE /api/alerts/:id/acknowledge': undefined,
  'POST /api/alerts/:id/snooze': { minutes: 5 },
  'DELETE /api/alerts/:id/snooze': undefined,
  'POST /api/alerts/rules': { rule: alertRule },
  'PUT /api/alerts/rules/:id': { revision: 1, rule: alertRule },
  'DELETE /api/alerts/rules/:id': undefined,
  'POST /api/alerts/rules/apply': {
    create: [],
    change: [{ id: 'none', revision: 1, rule: alertRule }],
    remove: [],
  },
  'POST /api/alerts/rules/try': { rule: alertRule, from: 0, to: 3_600_000 },
  'POST /api/alerts/silences': { level: 'warn', from: 0, to: 1, reason: 'test' },
  'DELETE /api/alerts/silences/:id': undefined,
  'POST /api/alerts/channels': {
    ...{
      key: 'chat',
      name: 'Chat',
      kind: 'slack',
      address: 'https://hooks.example.com/x',
      allowsNames: false,
    },
  },
  'PUT /api/alerts/channels/:key': { name: 'Other' },
  'DELETE /api/alerts/channels/:key': undefined,
  'POST /api/alerts/channels/:key/test': undefined,
  'POST /api/alerts/deliveries/:delivery/again': undefined,
  'POST /api/drills': { at: '2026-11-26T10:00:00Z', speed: 1, displays: ['none'] },
  'DELETE /api/drills/:id': undefined,
  'PUT /api/history/days/:date': { note: 'Storm' },
  'DELETE /api/history/days/:date': undefined,
  'POST /api/pairing': { width: 1920, height: 1080 },
  'POST /api/displays': newDisplayBody('BBBB-BBBB'),
  'PATCH /api/displays/:id': { name: 'Taken' },
  'DELETE /api/displays/:id': undefined,
  'POST /api/displays/:id/commands': { command: 'identify' },
}

/** Two domains on one server: a person, a display and a board of one, and a person of the other. */
async function domains(environment: Record<string, string> = {}) {
  const { service } = await startWithLoginCounter(environment)
  const { desk, screen, id: displayId } = await pair(service)
  const created = await call(service, 'POST', '/api/boards', desk, {
    board: { ...allQueuesBoard, name: 'Ours' },
  })
  const boardId = /"id":"([^"]+)"/.exec(created.text)?.[1] ?? ''
  const view = await call(service, 'POST', '/api/views', desk, savedView)
  const viewId = /"id":"([^"]+)"/.exec(view.text)?.[1] ?? ''
  const waiting = await requestPairingCode(service)
  const other = (await signIn(service, stranger)).cookie
  const addressOf = (path: string) =>
    path
      .replace(':code', waiting.code)
      .replace(':date', '2026-12-25')
      .replace('/displays/:id', `/displays/${displayId}`)
      .replace('/boards/:id', `/boards/${boardId}`)
      .replace('/views/:id', `/views/${viewId}`)
  return { service, desk, screen, other, addressOf, displayId, boardId, pairing: waiting.cookie }
}

interface Form {
  readonly name: string
  readonly headers: (service: Service) => Record<string, string>
  readonly status: number
  readonly body?: string
}

const evil = 'http://evil.test'
const json = { 'content-type': 'application/json' }

/** Requests that a page of another site, or a form, can make a browser send. */
const forms: readonly Form[] = [
  { name: 'a foreign Origin', headers: () => ({ ...json, origin: evil }), status: 403 },
  { name: 'the Origin null', headers: () => ({ ...json, origin: 'null' }), status: 403 },
  { name: 'no Origin', headers: () => json, status: 403 },
  {
    name: 'no Origin and Sec-Fetch-Site: cross-site',
    headers: () => ({ ...json, 'sec-fetch-site': 'cross-site' }),
    status: 403,
  },
  {
    name: 'a text from another site',
    headers: () => ({ 'content-type': 'text/plain', origin: evil }),
    status: 403,
  },
  {
    name: 'a text',
    headers: ({ url }) => ({ 'content-type': 'text/plain', origin: url }),
    status: 415,
    body: '{}',
  },
  {
    name: 'a form',
    headers: ({ url }) => ({ 'content-type': 'application/x-www-form-urlencoded', origin: url }),
    status: 415,
    body: 'name=x',
  },
  {
    name: 'a form of parts',
    headers: ({ url }) => ({ 'content-type': 'multipart/form-data; boundary=x', origin: url }),
    status: 415,
    body: '--x--',
  },
]

describe('the table of routes', () => {
  it('lists all routes of Express except the built pages', () => {
    const desk = [
      '/',
      '/overview',
      '/queues',
      '/queues/:id',
      '/agents',
      '/agents/:id',
      '/campaigns',
      '/campaigns/:id',
      '/cluster',
      '/alerts',
      '/alerts/channels',
      '/alerts/rules',
      '/alerts/rules/:id',
      '/alerts/shift',
      '/history',
      '/boards',
      '/boards/:id',
      '/displays',
      '/displays/:id',
      '/wall',
      '/settings',
      '/sign-in',
      '/preview',
    ]
    const pages = [...desk, '/display', '/sw.js'].map((path) => `GET ${path}`)
    expect(registeredInExpress().sort()).toEqual([...routes.map(nameOf), ...pages].sort())
  })

  it('has a valid body for each change', () => {
    expect(changes.map(nameOf).sort()).toEqual(Object.keys(bodies).sort())
  })
})

describe(createService, () => {
  it('[row 38] refuses each change in each form that another site’s page can send, and changes nothing', async () => {
    const { service, desk, screen, pairing, addressOf, displayId, boardId } = await domains()
    const outcomes: Record<string, number> = {}
    const expected: Record<string, number> = {}
    for (const route of changes)
      for (const { name, headers, status, body } of forms) {
        const validBody = bodies[nameOf(route)]
        const text = body ?? (validBody === undefined ? undefined : JSON.stringify(validBody))
        const response = await fetch(`${service.url}${addressOf(route.path)}`, {
          method: route.method.toUpperCase(),
          headers: { ...headers(service), cookie: [desk, screen, pairing].join('; ') },
          ...(text === undefined ? {} : { body: text }),
        })
        outcomes[`${nameOf(route)} with ${name}`] = response.status
        expected[`${nameOf(route)} with ${name}`] = status
      }
    expect(outcomes).toEqual(expected)
    expect((await call(service, 'GET', '/api/session', desk)).text).toContain(user.username)
    const list = await call(service, 'GET', '/api/displays', desk)
    expect(list.text).toContain(`"id":"${displayId}","name":"Door"`)
    expect((await call(service, 'GET', `/api/boards/${boardId}`, desk)).text).toContain('"revision":1')
  })

  it('[row 42] refuses routes for people to anonymous requests and displays, and sends a person of another domain nothing of this one', async () => {
    const { service, screen, other, addressOf, displayId } = await domains()
    const anonymous: Record<string, number> = {}
    const asDisplay: Record<string, number> = {}
    const asOther: Record<string, number> = {}
    for (const route of forPeople) {
      const name = nameOf(route)
      const [method, address, body] = [route.method.toUpperCase(), addressOf(route.path), bodies[name]]
      anonymous[name] = (await call(service, method, address, '', body)).status
      asDisplay[name] = (await call(service, method, address, screen, body)).status
      const answer = await call(service, method, address, other, body)
      expect(answer.text).not.toMatch(/Ours|Door/)
      expect(answer.text).not.toContain(displayId)
      // A screen that waits for its pairing belongs to no domain.
      if (/:id|^\/debug\//.test(route.path)) asOther[name] = answer.status
    }
    expect(new Set(Object.values(anonymous))).toEqual(new Set([401]))
    expect(new Set(Object.values(asDisplay))).toEqual(new Set([401]))
    expect(asOther).toEqual(
      Object.fromEntries(Object.keys(asOther).map((name) => [name, name.includes('/debug/') ? 403 : 404])),
    )
    expect(Object.keys(asOther)).toHaveLength(28)
  })

  it('answers anonymous requests and displays on all other routes with the listed status', async () => {
    const { service, screen } = await domains({ METRICS_TOKEN: 'a token of sixteen' })
    const open = routes.filter((route) => !forPeople.includes(route))
    const statuses: Record<string, readonly number[]> = {}
    for (const route of open) {
      const answers = [
        await call(service, route.method.toUpperCase(), route.path),
        await call(service, route.method.toUpperCase(), route.path, screen),
      ]
      statuses[`${nameOf(route)} (${route.access})`] = answers.map(({ status }) => status)
    }
    statuses['GET /readyz (anyone)'] = [] // 200 or 503, depending on Five9
    expect(statuses).toEqual({
      'GET /healthz (anyone)': [200, 200],
      'GET /readyz (anyone)': [],
      'GET /metrics (token)': [401, 401],
      'GET /api/session (anyone)': [200, 200],
      'POST /api/session (anyone)': [400, 400],
      'DELETE /api/session (anyone)': [204, 204],
      'GET /api/boards/schema (anyone)': [200, 200],
      'GET /api/alerts/rules/schema (anyone)': [200, 200],
      'POST /api/pairing (anyone)': [400, 400],
      'GET /api/pairing (anyone)': [404, 404],
      'GET /api/display (screen)': [401, 200],
      'GET /api/display/trends (screen)': [401, 200],
    })
    const withoutToken = await fetch(`${service.url}/healthz`)
    expect(await withoutToken.json()).toEqual({ status: 'running' })
    const withToken = await fetch(`${service.url}/healthz`, {
      headers: { authorization: 'Bearer a token of sixteen' },
    })
    expect(await withToken.json()).toMatchObject({ status: 'running', clients: 0 })
  })

  it('[row 45] reads the body of a change only from somebody who may make it', async () => {
    const { service, screen } = await domains()
    const statuses: Record<string, readonly number[]> = {}
    for (const route of forPeople.filter(({ method }) => method !== 'get')) {
      const send = async (cookie: string) => {
        const response = await fetch(`${service.url}${route.path}`, {
          method: route.method.toUpperCase(),
          headers: { ...json, origin: service.url, cookie },
          body: `[${'1,'.repeat(1_500_000)}`, // above every limit, and no JSON
        })
        await response.text()
        return response.status
      }
      statuses[nameOf(route)] = [await send(''), await send(screen)]
    }
    expect(new Set(Object.values(statuses).flat())).toEqual(new Set([401]))
  })

  it('[row 36] answers any body with a success or a refusal, never with a failure', async () => {
    const { service, desk, addressOf } = await domains()
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null))
    const value = fc.oneof(
      fc.json({ maxDepth: 4 }),
      fc.string({ maxLength: 200 }),
      fc.constantFrom('{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{}}}', '\u0000', '{'),
      fc.nat({ max: 2_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
      fc.constant(`{"board":"${'x'.repeat(110_000)}"}`),
      // The right shape with one wrong value.
      fc.tuple(fc.constantFrom(...Object.keys(bodies)), fc.string(), scalar).map(([name, key, other]) => {
        const body = bodies[name] ?? {}
        const [first = key] = Object.keys(body)
        return JSON.stringify({ ...body, [first]: other })
      }),
    )
    const targets = changes.filter((route) => nameOf(route) !== 'DELETE /api/session')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...targets), value, async (route, text) => {
        const isSignIn = route.path === '/api/session'
        const response = await fetch(`${service.url}${addressOf(route.path)}`, {
          method: route.method.toUpperCase(),
          headers: { ...json, origin: service.url, cookie: isSignIn ? '' : desk },
          body: text,
        })
        const answer = await response.text()
        expect(response.status, `${nameOf(route)} ${text.slice(0, 200)}: ${answer}`).toBeLessThan(500)
      }),
      { seed: 14, numRuns: 300 },
    )
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })
})
