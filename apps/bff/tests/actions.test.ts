import { defaultPermissions, type Simulator } from '@wallboard/simulator'
import { describe, expect, it } from 'vitest'
import { createService, type Service } from '../src/app/service.ts'
import { connect, signIn, start } from './bff-fixture.ts'
import { call } from './display-fixture.ts'

const coaching = '100005'

async function signedIn(environment: Record<string, string> = {}, permissions = defaultPermissions) {
  const { simulator, service } = await start({ agents: 24, permissions }, environment)
  const { cookie } = await signIn(service)
  const client = connect(service, cookie, { sources: ['AGENT_STATE'] })
  await expect.poll(client.link).toBe('up')
  const agents = () => call(service, 'GET', '/api/directory', cookie)
  await expect.poll(async () => (await agents()).status).toBe(200)
  return { simulator, service, cookie, client }
}

const rowOf = (simulator: Simulator, source: string, id: string) =>
  simulator.truth().sources[source]?.find((row) => row.id === id)
const someAgent = (simulator: Simulator, state: string) =>
  simulator.truth().sources.AGENT_STATE?.find((row) => row.state === state)?.id ?? ''

/** A signed-in agent who serves a queue: agents of an outbound campaign serve none. */
async function skilledAgent(service: Service, cookie: string, simulator: Simulator): Promise<string> {
  const rows = simulator.truth().sources.AGENT_STATE ?? []
  for (const { id, state } of rows) {
    if (state !== 'READY' && state !== 'NOT_READY') continue
    const { text } = await call(service, 'GET', `/api/agents/${id}/skills`, cookie)
    if (text.includes('"isActive":true')) return id
  }
  return ''
}

async function act(service: Service, cookie: string, method: string, path: string, body?: unknown) {
  const { status, text } = await call(service, method, path, cookie, body)
  return { status, text }
}

describe(createService, () => {
  it('changes an agent’s state at Five9, and the new state arrives by Five9’s own event', async () => {
    const { simulator, service, cookie, client } = await signedIn()
    const id = someAgent(simulator, 'NOT_READY') || someAgent(simulator, 'READY')
    const state = `/api/agents/${id}/state`
    expect(await act(service, cookie, 'PUT', state, { state: 'not-ready', reasonId: coaching })).toEqual({
      status: 204,
      text: '',
    })
    await expect.poll(() => rowOf(simulator, 'AGENT_STATE', id)?.reasonCodeId).toBe(coaching)
    await expect.poll(() => client.texts.join('')).toContain(`"reasonCodeId":"${coaching}"`)
    expect((await act(service, cookie, 'PUT', state, { state: 'ready' })).status).toBe(204)
    await expect.poll(() => rowOf(simulator, 'AGENT_STATE', id)?.state).not.toBe('NOT_READY')
  })

  it('changes the active queues of an agent, and logs an agent out', async () => {
    const { simulator, service, cookie } = await signedIn()
    const id = await skilledAgent(service, cookie, simulator)
    const path = `/api/agents/${id}/skills`
    const before = await act(service, cookie, 'GET', path)
    expect(before.text).toMatch(/^\{"skills":\[\{"id":"\d+","isActive":true\}/)
    expect((await act(service, cookie, 'PUT', path, { queueIds: [] })).status).toBe(204)
    expect((await act(service, cookie, 'GET', path)).text).not.toContain('true')
    expect((await act(service, cookie, 'PUT', path, { queueIds: ['1'] })).text).toContain(
      'has not been assigned one of the skills',
    )
    expect((await act(service, cookie, 'DELETE', `/api/agents/${id}/session`)).status).toBe(204)
    await expect
      .poll(() => rowOf(simulator, 'AGENT_STATE', id)?.state, { timeout: 15_000 })
      .toBe('LOGGED_OUT')
    const again = await act(service, cookie, 'PUT', `/api/agents/${id}/state`, { state: 'ready' })
    expect(again.status).toBe(409)
    expect(again.text).toContain('The agent is logged out')
    const gone = await act(service, cookie, 'DELETE', `/api/agents/${id}/session`)
    expect(gone).toMatchObject({ status: 409, text: expect.stringContaining('"why":"no-session"') as string })
  })

  it('stops and starts campaigns, and resets outbound ones', async () => {
    const { simulator, service, cookie } = await signedIn()
    const campaigns = simulator.truth().sources.CAMPAIGN_STATE ?? []
    const inbound = campaigns.find(({ mode }) => mode === null)?.id ?? ''
    const outbound = campaigns.find(({ mode }) => mode !== null)?.id ?? ''
    for (const [state, row] of [
      ['stopped', 'NOT_RUNNING'],
      ['running', 'RUNNING'],
    ]) {
      expect((await act(service, cookie, 'PUT', `/api/campaigns/${inbound}/state`, { state })).status).toBe(
        204,
      )
      expect(rowOf(simulator, 'CAMPAIGN_STATE', inbound)?.campaignState).toBe(row)
    }
    expect((await act(service, cookie, 'POST', `/api/campaigns/${outbound}/reset`)).status).toBe(204)
    expect((await act(service, cookie, 'POST', `/api/campaigns/${inbound}/reset`)).status).toBe(409)
  })

  it('says who may do what, and refuses plainly when a permission is withdrawn while the page is open', async () => {
    const { simulator, service, cookie } = await signedIn()
    expect((await act(service, cookie, 'GET', '/api/actions')).text).not.toContain('"no"')
    simulator.setPermissions(['CAN_RUN_SUPERVISOR', 'CAN_VIEW_AGENTS_DATA'])
    const campaign = simulator.truth().sources.CAMPAIGN_STATE?.[0]?.id ?? ''
    const refused = await act(service, cookie, 'PUT', `/api/campaigns/${campaign}/state`, {
      state: 'stopped',
    })
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('"why":"permission"')
    expect(refused.text).toContain('CAN_START_CAMPAIGNS')
    expect((await act(service, cookie, 'GET', '/api/actions')).text).toContain(
      '{"name":"start-campaign","permitted":"no"}',
    )
  })

  it('lists notices that wait, as text, and accepts one', async () => {
    const { simulator, service, cookie } = await signedIn()
    expect((await act(service, cookie, 'GET', '/api/notices')).text).toBe('{"notices":[]}')
    const { id = '' } = (await simulator.act({ do: 'add-notice' })) ?? {}
    const listed = await act(service, cookie, 'GET', '/api/notices')
    expect(listed.text).toContain(`"id":"${id}"`)
    expect(listed.text).not.toContain('<p>')
    expect((await act(service, cookie, 'POST', `/api/notices/${id}/accept`)).status).toBe(204)
    expect((await act(service, cookie, 'GET', '/api/notices')).text).toBe('{"notices":[]}')
    expect((await act(service, cookie, 'POST', `/api/notices/${id}/accept`)).status).toBe(404)
  })

  it('refuses unknown agents and campaigns, bad bodies, and everything with ACTIONS=off', async () => {
    const { simulator, service, cookie } = await signedIn()
    const id = someAgent(simulator, 'READY') || someAgent(simulator, 'ON_CALL')
    expect((await act(service, cookie, 'PUT', '/api/agents/1/state', { state: 'ready' })).status).toBe(404)
    expect((await act(service, cookie, 'POST', '/api/campaigns/1/reset')).status).toBe(404)
    for (const body of [
      { state: 'not-ready' },
      { state: 'asleep' },
      { state: 'ready', reasonId: coaching },
      [],
    ])
      expect((await act(service, cookie, 'PUT', `/api/agents/${id}/state`, body)).status).toBe(400)
    const off = await signedIn({ ACTIONS: 'off' })
    const other = someAgent(off.simulator, 'NOT_READY') || someAgent(off.simulator, 'LOGGED_OUT')
    const before = rowOf(off.simulator, 'AGENT_STATE', other)?.state
    const refused = await act(off.service, off.cookie, 'PUT', `/api/agents/${other}/state`, {
      state: 'ready',
    })
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('ACTIONS=off')
    expect((await act(off.service, off.cookie, 'GET', '/api/actions')).text).toBe('{"actions":[]}')
    expect(rowOf(off.simulator, 'AGENT_STATE', other)?.state).toBe(before)
  })
})
