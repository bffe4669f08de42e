import { describe, expect, it } from 'vitest'
import { blocksOf, connect, record, send, start } from './independent-client.ts'

/** The steps of Five9's own sample programs, with nothing of ours but the base address. */
describe('a program written for Five9', () => {
  it('signs in, works and signs out at the simulator as it would at Five9', async () => {
    const simulator = await start({ notices: 1, speed: 60 })
    const base = simulator.origin
    const login = await send(`${base}/appsvcs/rs/svc/auth/login`, 'POST', {
      passwordCredentials: { username: 'demo@wallboard.test', password: 'demo' },
      appKey: 'mypythonapp-supervisor-session',
      policy: 'AttachExisting',
    })
    const { tokenId, userId, orgId, context, metadata } = record(login.body)
    const centres = record(metadata).dataCenters as {
      active: boolean
      apiUrls: { host: string; port: string }[]
    }[]
    const api = centres.find(({ active }) => active)?.apiUrls[0]
    const origin = `http://${api?.host ?? ''}:${api?.port ?? ''}`
    const headers = {
      authorization: `Bearer-${String(tokenId)}`,
      farmId: String(record(context).farmId),
      accept: 'application/json, text/javascript',
    }
    const own = `${origin}/supsvcs/rs/svc/supervisors/${String(userId)}`
    const get = async (url: string) => (await send(url, 'GET', undefined, headers)).body
    const put = async (url: string, body?: unknown) => (await send(url, 'PUT', body, headers)).status

    expect(await get(`${own}/login_state`)).toBe('SELECT_STATION')
    const station = { stationId: '', stationType: 'EMPTY', state: 'DISCONNECTED' }
    expect(await put(`${own}/session_start`, station)).toBe(204)
    expect(await get(`${own}/login_state`)).toBe('ACCEPT_NOTICE')
    for (const notice of (await get(`${own}/maintenance_notices`)) as { id: string }[])
      expect(await put(`${own}/maintenance_notices/${notice.id}/accept`)).toBe(200)
    expect(await get(`${own}/login_state`)).toBe('WORKING')
    expect(await get(`${origin}/supsvcs/rs/svc/orgs/${String(orgId)}/skills`)).toEqual(
      simulator.truth().queues,
    )

    const user = { headers } as unknown as Parameters<typeof connect>[1]
    const socket = await connect(origin, user, '/supsvcs/sws/demo_script_super')
    await expect.poll(() => socket.ids()[0]).toBe('1010')
    socket.socket.send('ping')
    await expect.poll(() => socket.of('1202').length).toBe(1)
    expect(await put(`${own}/request_full_statistics`)).toBe(204)
    await expect.poll(() => socket.of('5000').length).toBeGreaterThan(0)
    const sources = socket.of('5000').flatMap((frame) => blocksOf(frame).map(({ dataSource }) => dataSource))
    expect(sources).toContain('ACD_STATUS')
    await expect.poll(() => socket.of('5012').length).toBeGreaterThan(0)

    const logout = await send(`${origin}/supsvcs/rs/svc/auth/logout`, 'POST', undefined, headers)
    expect(logout.status).toBe(204)
    expect((await send(`${own}/login_state`, 'GET', undefined, headers)).status).toBe(401)
  })
})
