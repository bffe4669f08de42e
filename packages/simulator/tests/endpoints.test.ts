import { describe, expect, it } from 'vitest'
import { agentEndpoints } from '../src/server/endpoints/agent-endpoints.ts'
import { endpointsOf, type Endpoint } from '../src/server/endpoints/endpoint-table.ts'
import { supervisorEndpoints } from '../src/server/endpoints/supervisor-endpoints.ts'
import { connect, record, send, signIn, start, work, type Reply } from './independent-client.ts'

const filled = ({ path }: Endpoint, userId: string) =>
  path.replaceAll(':userId', userId).replaceAll(':orgId', '123456').replaceAll(/:\w+/g, '7')

/** What Five9's sample pack does with a reply: it parses JSON, or takes a file. */
function expectReadable(endpoint: Endpoint, { status, body, headers, text }: Reply): void {
  const name = `${endpoint.verb} ${endpoint.path}`
  expect(status, name).toBe(200)
  if (endpoint.reply === 'bytes') {
    expect(headers.get('content-type'), name).toBe('audio/wav')
    expect(text, name).not.toBe('')
  } else expect(Array.isArray(body), name).toBe(endpoint.reply === 'list')
}

describe('methods of Five9 whose replies are not documented', () => {
  it('are answered to a supervisor by the kind of reply in their table', async () => {
    const simulator = await start()
    const user = await work(simulator)
    for (const endpoint of endpointsOf(supervisorEndpoints))
      expectReadable(endpoint, await user.call(endpoint.verb, filled(endpoint, user.id)))
  })

  it('are answered to an agent by the kind of reply in their table', async () => {
    const simulator = await start()
    const user = await signIn(simulator)
    await user.agentCall('PUT', `${user.agentOwn}/session_start`)
    for (const endpoint of endpointsOf(agentEndpoints))
      expectReadable(endpoint, await user.agentCall(endpoint.verb, filled(endpoint, user.id)))
  })

  it('answer 435 outside WORKING; 404 is for paths that Five9 does not have', async () => {
    const simulator = await start()
    const user = await signIn(simulator)
    expect((await user.call('GET', `${user.own}/stats_metadata`)).status).toBe(435)
    await user.call('PUT', `${user.own}/session_start`)
    expect((await user.call('GET', `${user.own}/stats_metadata`)).status).toBe(200)
    expect((await user.call('GET', `${user.own}/no_such_thing`)).status).toBe(404)
  })

  it('return the fields that were sent, with an id for a new object', async () => {
    const user = await work(await start())
    const view = await user.call('POST', `${user.own}/agents/7/recording_views`, { limit: 20 })
    expect(view.body).toEqual({
      id: '1',
      limit: 20,
      records: [],
      recordsTotal: 0,
      hasMore: false,
      currentPage: 0,
    })
  })
})

describe('requests of other clients', () => {
  it('exchange the token for one of the cloud services that the sign-in reply names', async () => {
    const simulator = await start()
    const user = await work(simulator)
    const { cloudClientUrl, pwdExpiryDays } = record(user.login.context)
    expect(pwdExpiryDays).toBe('78')
    const path = `${String(cloudClientUrl)}/cloudauthsvcs/v1/domains/123456/exchangefdmtoken`
    const token = record((await send(path, 'POST', undefined, user.headers)).body).access_token
    const headers = { authorization: `Bearer ${String(token)}` }
    const acl = `${String(cloudClientUrl)}/acl/v1/domains/123456/my-ui-permissions`
    expect((await send(acl, 'GET', undefined, headers)).body).toContain('CAN_RUN_SUPERVISOR')
  })

  it('read permissions and the login page, and write "Bearer" with a blank', async () => {
    const simulator = await start()
    const user = await signIn(simulator)
    const auth = `${simulator.origin}/appsvcs/rs/svc/auth`
    expect((await send(`${auth}/login_page_info`, 'GET')).status).toBe(200)
    expect((await send(`${auth}/permissions`, 'GET')).status).toBe(401)
    const headers = { authorization: user.headers.authorization.replace('-', ' ') }
    for (const name of ['permissions', 'roles', 'settings'])
      expect((await send(`${auth}/${name}`, 'GET', undefined, headers)).status).toBe(200)
  })

  it('replay the cookies of a sign-in, those of the load balancer too unless the fault refuses them', async () => {
    const simulator = await start({ host: '0.0.0.0' })
    const viaName = simulator.loginUrl.replace('127.0.0.1', 'localhost')
    const passwordCredentials = { username: 'demo@wallboard.test', password: 'demo' }
    const { headers, body } = await send(viaName, 'POST', { passwordCredentials })
    const all = headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
    const metadata = `${simulator.origin}/supsvcs/rs/svc/supervisors/${String(record(body).userId)}/login_state`
    const statusWith = async (cookies: readonly string[]) =>
      (await send(metadata, 'GET', undefined, { cookie: cookies.join('; ') })).status
    expect(await statusWith(all)).toBe(200)
    simulator.faults.set({ foreignCookiesRefused: true })
    expect(await statusWith(all)).toBe(401)
    expect(await statusWith(all.filter((cookie) => !cookie.startsWith('BIGip')))).toBe(200)
  })

  it('take the first data centre of the metadata, which the fault makes the inactive one', async () => {
    const simulator = await start()
    const firstOf = async () => {
      const centres = record((await signIn(simulator)).login.metadata).dataCenters
      return record((centres as unknown[])[0]).active
    }
    expect(await firstOf()).toBe(true)
    simulator.faults.set({ inactiveCentreFirst: true })
    expect(await firstOf()).toBe(false)
  })

  it('parse the JSON reply to a changed and a deleted alert', async () => {
    const user = await work(await start())
    for (const path of ['/alerts', `${user.own}/alerts`]) {
      const { id } = record((await user.call('POST', path, { name: 'Waiting' })).body)
      const changed = await user.call('PUT', `${path}/${String(id)}`, { name: 'Long' })
      expect(changed.body).toEqual({ id, name: 'Long' })
      expect((await user.call('DELETE', `${path}/${String(id)}`)).body).toEqual({})
    }
  })
})

describe('a session of an agent', () => {
  it('starts in WORKING, and announces chosen skills by event 11 and a presence by event 12', async () => {
    const simulator = await start()
    const user = await signIn(simulator)
    await user.agentCall('PUT', `${user.agentOwn}/session_start`)
    expect((await user.agentCall('GET', `${user.agentOwn}/login_state`)).body).toBe('WORKING')
    const agent = await connect(simulator.origin, user, '/appsvcs/ws/own_agent')
    const chosen = simulator.truth().queues.slice(0, 2)
    await user.agentCall('PUT', `${user.agentOwn}/active_skills`, chosen)
    const ids = chosen.map(({ id }) => id)
    await expect.poll(() => agent.of('11').map(({ payLoad }) => payLoad)).toEqual([ids])
    expect((await user.agentCall('GET', `${user.agentOwn}/active_skills`)).body).toEqual(ids)

    const state = { readyChannels: ['CALL'], notReadyReasonCode: 0 }
    const reply = await user.agentCall('PUT', `${user.agentOwn}/presence`, state)
    expect(reply.body).toMatchObject({ currentState: { readyChannels: ['CALL'], notReadyReasonCode: '0' } })
    await expect.poll(() => agent.of('12').map(({ payLoad }) => payLoad)).toEqual([reply.body])
    await user.agentCall('PUT', `${user.agentOwn}/presence`, { currentState: { readyChannels: [] } })
    await expect.poll(() => agent.of('12')).toHaveLength(2)
  })
})

describe('an outbound campaign', () => {
  it('is stopped and started by a supervisor, and sockets receive the change', async () => {
    const simulator = await start({ agents: 30, speed: 60 })
    const user = await work(simulator)
    const { id } = simulator.truth().sources.OUTBOUND_CAMPAIGN_MANAGER?.[0] ?? { id: '' }
    const socket = await connect(simulator.origin, user)
    const removed = () =>
      JSON.stringify(socket.of('5012').map(({ payLoad }) => payLoad)).includes(`"removed":["${id}"]`)
    expect((await user.call('PUT', `${user.org}/campaigns/${id}/stop`)).status).toBe(204)
    await expect.poll(removed).toBe(true)
    const state = () => simulator.truth().sources.CAMPAIGN_STATE?.find((row) => row.id === id)?.campaignState
    expect(state()).toBe('NOT_RUNNING')
    await user.call('PUT', `${user.org}/campaigns/${id}/start`)
    expect(state()).toBe('RUNNING')
    expect((await user.call('PUT', `${user.org}/campaigns/1/start`)).status).toBe(435)
  })
})
