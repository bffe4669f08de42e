import { describe, expect, it } from 'vitest'
import { blocksOf, connect, record, send, start, type Reply } from './independent-client.ts'

/** The flows of published clients of Five9, with nothing of ours but the login address. */
const credentials = { username: 'demo@wallboard.test', password: 'demo' }
const login = (url: string, policy: string) =>
  send(url, 'POST', {
    passwordCredentials: credentials,
    appKey: 'web-ui',
    policy,
  })

const cookiesOf = ({ headers }: Reply): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** The address of the first data centre, which most clients take. */
function firstCentre({ body }: Reply): string {
  const [centre] = record(record(body).metadata).dataCenters as {
    readonly apiUrls: readonly {
      readonly host: string
      readonly port: string
    }[]
  }[]
  const api = centre?.apiUrls[0]
  return `http://${api?.host ?? ''}:${api?.port ?? ''}`
}

describe('a client with token, farm and all cookies of the sign-in', () => {
  it('starts an agent’s and a supervisor’s session in one login, as the sample pack does', async () => {
    const simulator = await start({ notices: 1 })
    const reply = await login(simulator.loginUrl, 'AttachExisting')
    const { tokenId, userId, context } = record(reply.body)
    expect(String(record(context).cloudClientUrl)).toMatch(/^http/)
    const origin = firstCentre(reply)
    const headers = {
      authorization: `Bearer-${String(tokenId)}`,
      farmid: String(record(context).farmId),
      cookie: cookiesOf(reply),
      accept: 'application/json, text/javascript',
    }
    const station = {
      state: 'DISCONNECTED',
      stationId: '',
      stationType: 'EMPTY',
    }
    for (const [service, role, socket] of [
      ['appsvcs', 'agents', '/appsvcs/ws/python_pack_socket_agent'],
      ['supsvcs', 'supervisors', '/supsvcs/sws/python_pack_socket_super'],
    ] as const) {
      const own = `${origin}/${service}/rs/svc/${role}/${String(userId)}`
      const call = (method: string, path: string, body?: unknown) =>
        send(`${own}/${path}`, method, body, headers)
      expect((await call('GET', 'login_state')).text.replaceAll('"', '')).toBe('SELECT_STATION')
      expect((await call('PUT', 'session_start', station)).status).toBeLessThan(400)
      for (const notice of (await call('GET', 'maintenance_notices')).body as readonly unknown[])
        expect(
          (await call('PUT', `maintenance_notices/${String(record(notice).id)}/accept`)).body,
        ).toBeDefined()
      expect((await call('GET', 'login_state')).body).toBe('WORKING')
      const user = { headers } as unknown as Parameters<typeof connect>[1]
      await expect.poll((await connect(origin, user, socket)).ids).toContain('1010')
    }
    expect(
      (await send(`${origin}/appsvcs/rs/svc/auth/logout`, 'POST', undefined, headers)).status,
    ).toBeLessThan(400)
  })
})

describe('a client with cookies only', () => {
  it('polls login_state, takes the session over by force, and reads lists and statistics', async () => {
    const simulator = await start({ unauthorizedPolls: 2, speed: 60 })
    const reply = await login(simulator.loginUrl.replace('appsvcs', 'supsvcs'), 'ForceIn')
    const origin = firstCentre(reply)
    const headers = {
      cookie: cookiesOf(reply),
      'x-requested-with': 'XMLHttpRequest',
    }
    const { userId, orgId } = record(reply.body)
    const call = (method: string, path: string, body?: unknown) =>
      send(`${origin}/supsvcs/rs/svc${path}`, method, body, headers)
    const own = `/supervisors/${String(userId)}`
    const states: number[] = []
    for (let poll = 0; poll < 3; poll += 1) states.push((await call('GET', `${own}/login_state`)).status)
    expect(states).toEqual([401, 401, 200])
    const station = { stationId: '', stationType: 'EMPTY' }
    expect((await call('PUT', `${own}/session_start?force=true`, station)).status).toBe(204)
    for (const list of ['users', 'skills', 'not_ready_reason_codes', 'logout_reason_codes'])
      expect(Array.isArray((await call('GET', `/orgs/${String(orgId)}/${list}`)).body), list).toBe(true)
    const user = { headers } as unknown as Parameters<typeof connect>[1]
    const socket = await connect(origin, user, `/supsvcs/sws/${crypto.randomUUID()}`)
    expect((await call('PUT', `${own}/request_full_statistics`)).status).toBe(204)
    await expect.poll(() => socket.of('5000').flatMap((frame) => blocksOf(frame)).length).toBeGreaterThan(0)
    await expect.poll(() => socket.of('5012').length).toBeGreaterThan(0)
  })
})

describe('a client that only calls REST', () => {
  it('starts its session without a look at login_state, and polls skills, agents and snapshots', async () => {
    const simulator = await start()
    const reply = await login(simulator.loginUrl, 'ForceIn')
    const { tokenId, userId, orgId, context } = record(reply.body)
    const headers = {
      authorization: `Bearer-${String(tokenId)}`,
      farmId: String(record(context).farmId),
    }
    const call = (method: string, path: string, body?: unknown) =>
      send(`${firstCentre(reply)}/supsvcs/rs/svc${path}`, method, body, headers)
    const own = `/supervisors/${String(userId)}`
    const metadata = record((await call('GET', '/auth/metadata')).body)
    expect([metadata.tokenId, metadata.userId]).toEqual([tokenId, userId])
    expect((await call('PUT', `${own}/session_start?force=true`)).status).toBe(204)
    const [skill] = (await call('GET', `${own}/skills`)).body as readonly {
      readonly id: string
    }[]
    expect(record((await call('GET', `${own}/skills/${skill?.id ?? ''}/snapshot`)).body)).toHaveProperty(
      'maxQueueDuration',
    )
    const [agent] = (await call('GET', `${own}/agents`)).body as readonly {
      readonly id: string
    }[]
    const one = record((await call('GET', `${own}/agents/${agent?.id ?? ''}?include=skills`)).body)
    expect(one).toMatchObject({
      id: agent?.id,
      skills: expect.arrayContaining([{ id: expect.any(String) as string, isActive: true }]) as unknown,
    })
    const [session] = (await call('GET', `/orgs/${String(orgId)}/user_sessions`)).body as readonly {
      readonly sessionId: string
    }[]
    expect(
      (await call('PUT', `/orgs/${String(orgId)}/user_sessions/${session?.sessionId ?? ''}/logout`)).status,
    ).toBe(204)
    expect((await call('PUT', `${own}/session_stop`)).status).toBe(204)
  })
})

describe('a page of a browser', () => {
  it('starts a supervisor’s session on demand with its cookies, and opens sockets by a query', async () => {
    const simulator = await start()
    const reply = await login(simulator.loginUrl, 'AttachExisting')
    const { tokenId, userId, context } = record(reply.body)
    const headers = { cookie: cookiesOf(reply) }
    const origin = firstCentre(reply)
    const own = `${origin}/supsvcs/rs/svc/supervisors/${String(userId)}`
    expect(
      (
        await send(
          `${own}/session_start?force=false`,
          'PUT',
          { stationId: '', stationType: 'EMPTY' },
          headers,
        )
      ).status,
    ).toBe(204)
    const view = await send(
      `${own}/agents/7/recording_views`,
      'POST',
      { limit: 20, sortField: 'CREATED', ascending: false },
      headers,
    )
    expect(record(view.body)).toMatchObject({ records: [], hasMore: false })
    const query = `?Authorization=Bearer-${String(tokenId)}&farmId=${String(record(context).farmId)}`
    const nobody = { headers: {} } as unknown as Parameters<typeof connect>[1]
    for (const path of ['/supsvcs/sws', '/appsvcs/ws'])
      await expect.poll((await connect(origin, nobody, `${path}${query}`)).ids).toContain('1010')
  })
})
