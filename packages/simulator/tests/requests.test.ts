import { connect as connectTcp } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import { createSimulator, type Simulator, type SimulatorOptions } from '../src/index.ts'

const running: Simulator[] = []
const sockets: WebSocket[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const socket of sockets.splice(0)) socket.terminate()
  await Promise.all(running.splice(0).map((simulator) => simulator.close()))
})

async function start(options: Partial<SimulatorOptions> = {}) {
  const simulator = await createSimulator({ queues: 3, agents: 20, ...options })
  running.push(simulator)
  return simulator
}

const record = (value: unknown): Record<string, unknown> => Object(value) as Record<string, unknown>
const detailOf = (body: unknown) => record(record(body).five9ExceptionDetail)

async function send(url: string, method: string, body?: string, headers: Record<string, string> = {}) {
  const json = body === undefined ? {} : { 'content-type': 'application/json' }
  const reply = await fetch(url, { method, headers: { ...json, ...headers }, ...(body ? { body } : {}) })
  const text = await reply.text()
  return { status: reply.status, body: text === '' ? undefined : (JSON.parse(text) as unknown), reply }
}

async function signIn(simulator: Simulator, policy = 'AttachExisting') {
  const passwordCredentials = { username: 'demo@wallboard.test', password: 'demo' }
  const { body, reply } = await send(
    simulator.loginUrl,
    'POST',
    JSON.stringify({ passwordCredentials, policy }),
  )
  const token = `Bearer-${String(record(body).tokenId)}`
  const id = String(record(body).userId)
  const call = (method: string, path: string, sent?: string) =>
    send(`${simulator.origin}/supsvcs/rs/svc${path}`, method, sent, { authorization: token })
  const own = `/supervisors/${id}`
  return { token, id, own, call, reply, login: record(body) }
}

async function connect(simulator: Simulator, path: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${simulator.origin.replace('http', 'ws')}${path}`, { headers })
  sockets.push(socket)
  const frames: { context: Record<string, unknown>; payLoad: unknown }[] = []
  const texts: string[] = []
  socket.on('message', (data: Buffer) => {
    texts.push(data.toString())
    if (data.toString().startsWith('{"context"'))
      frames.push(JSON.parse(data.toString()) as (typeof frames)[number])
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return { socket, frames, texts, ids: () => frames.map(({ context }) => context.eventId) }
}

describe('the simulator’s REST side', () => {
  it('accepts a token in a header, a cookie or the query, on both contexts', async () => {
    const simulator = await start()
    const { token, reply, login } = await signIn(simulator)
    const cookies = reply.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
    expect(cookies.map((cookie) => cookie?.split('=')[0])).toEqual([
      'Authorization',
      'farmId',
      'apiRouteKey',
      'f9-sessionId',
      'BIGipServerlogin_pool',
      'TS01a2b3c4',
    ])
    const metadata = `${simulator.origin}/appsvcs/rs/svc/auth/metadata`
    expect((await send(metadata, 'GET', undefined, { cookie: cookies.join('; ') })).body).toEqual(login)
    expect((await send(`${metadata}?Authorization=${token}`, 'GET')).body).toEqual(login)
    const onSupervisor = simulator.loginUrl.replace('appsvcs', 'supsvcs')
    const passwordCredentials = { username: 'demo@wallboard.test', password: 'demo' }
    expect((await send(onSupervisor, 'POST', JSON.stringify({ passwordCredentials }))).status).toBe(200)
    expect(record(login.metadata).dataCenters).toMatchObject([
      { active: true, apiUrls: [{ host: '127.0.0.1', port: String(simulator.port) }] },
      { active: false },
    ])
  })

  it('answers bad requests in JSON and writes nothing to the terminal', async () => {
    vi.stubEnv('NODE_ENV', 'production') // Express logs errors outside tests; the set-up fails on console.error
    const simulator = await start()
    const malformed = await send(simulator.loginUrl, 'POST', '{bad')
    expect([malformed.status, detailOf(malformed.body).errorCode]).toEqual([400, 400])
    const badAction = await send(`${simulator.origin}/control/silence`, 'POST', '{}')
    expect(badAction.status).toBe(400)
    expect((await send(`${simulator.origin}/supsvcs/rs/svc/%ff`, 'GET')).status).toBeGreaterThanOrEqual(400)
  })

  it('reports a session that another valid token holds as a duplicate login, and lets force take it over', async () => {
    const simulator = await start()
    const first = await signIn(simulator)
    const second = await signIn(simulator)
    await first.call('PUT', `${first.own}/session_start`)
    const refused = await second.call('PUT', `${second.own}/session_start?force=false`)
    expect(refused.status).toBe(435)
    expect(detailOf(refused.body).context).toEqual({ contextCode: 'DUPLICATE_LOGIN' })
    expect((await second.call('PUT', `${second.own}/session_start?force=true`)).status).toBe(204)
    const again = await second.call('PUT', `${second.own}/session_start?force=true`)
    expect(detailOf(again.body)).toMatchObject({ errorCode: 3, context: { contextCode: 'LOGIN' } })
  })

  it('restarts no session that was never started', async () => {
    const simulator = await start()
    const user = await signIn(simulator)
    expect((await user.call('PUT', `${user.own}/session_restart`)).status).toBe(435)
    expect((await user.call('GET', `${user.own}/login_state`)).body).toBe('SELECT_STATION')
  })

  it('stores a whole statistics filter and refuses an invalid one', async () => {
    const simulator = await start()
    const user = await signIn(simulator)
    await user.call('PUT', `${user.own}/session_start`)
    const path = `${user.own}/stats_filter_settings`
    const before = record((await user.call('GET', path)).body)
    expect((await user.call('PUT', path)).status).toBe(435)
    expect((await user.call('GET', path)).body).toEqual(before)
    const changed = { ...before, range: 'ROLLING_HOUR', unheardOf: [1] }
    expect((await user.call('PUT', path, JSON.stringify(changed))).status).toBe(204)
    expect((await user.call('GET', path)).body).toEqual(changed)
  })

  it('lists the users, campaigns and reason codes that the statistics name', async () => {
    const simulator = await start()
    const user = await signIn(simulator)
    await user.call('PUT', `${user.own}/session_start`)
    const list = async (name: string) =>
      (await user.call('GET', `/orgs/${String(user.login.orgId)}/${name}`)).body as Record<string, unknown>[]
    const idsOf = (source: string) => simulator.truth().sources[source]?.map(({ id }) => id)
    expect((await list('users')).map(({ id }) => id)).toEqual(idsOf('AGENT_STATE'))
    expect((await list('users'))[0]).toMatchObject({ roles: ['Agent'], userProfileSet: false })
    expect((await list('campaigns')).map(({ id }) => id)).toEqual(idsOf('CAMPAIGN_STATE'))
    expect((await list('campaigns'))[0]).toMatchObject({ campaignType: 'INBOUND', state: 'RUNNING' })
    const codes = [...(await list('not_ready_reason_codes')), ...(await list('logout_reason_codes'))]
    expect(await list('reason_codes')).toEqual(codes)
  })

  it('gives a snapshot of each skill that agrees with its row of ACD_STATUS', async () => {
    const simulator = await start({ load: 3 })
    const user = await signIn(simulator)
    await user.call('PUT', `${user.own}/session_start`)
    simulator.pause()
    const rows = simulator.truth().sources.ACD_STATUS?.filter(({ id }) => id !== '0') ?? []
    expect(rows).toHaveLength(3)
    for (const row of rows) {
      const snapshot = record((await user.call('GET', `${user.own}/skills/${row.id}/snapshot`)).body)
      const length = (field: string) => (snapshot[field] as unknown[]).length
      expect({
        agentsLoggedIn: length('loggedInAgentsIds'),
        agentsActive: length('activeAgentsIds'),
        agentsOnCall: length('onCallAgentsIds'),
        agentsInQueue: length('readyForCallAgentsIds'),
        agentsNotReadyForCalls: length('notReadyForCallAgentsIds'),
        callsInQueue: length('inQueueCalls'),
        voicemailsInQueue: length('inAcdQueueVoicemails'),
        callbacksInQueue: snapshot.inQueueCallbackCount,
        currentLongestQueueTime: snapshot.maxQueueDuration,
      }).toEqual({
        agentsLoggedIn: row.agentsLoggedIn,
        agentsActive: row.agentsActive,
        agentsOnCall: row.agentsOnCall,
        agentsInQueue: row.agentsInQueue,
        agentsNotReadyForCalls: row.agentsNotReadyForCalls,
        callsInQueue: row.callsInQueue,
        voicemailsInQueue: row.voicemailsInQueue,
        callbacksInQueue: row.callbacksInQueue,
        currentLongestQueueTime: row.currentLongestQueueTime,
      })
    }
    expect((await user.call('GET', `${user.own}/skills/1/snapshot`)).status).toBe(435)
  })
})

describe('the simulator’s sockets', () => {
  it('address a 5000 to its user and a 5012 to everybody', async () => {
    const simulator = await start({ speed: 60 })
    const user = await signIn(simulator)
    await user.call('PUT', `${user.own}/session_start`)
    const { frames, ids } = await connect(simulator, `/supsvcs/sws/a?Authorization=${user.token}`)
    await expect.poll(ids).toEqual(expect.arrayContaining(['5000', '5012']))
    const contextOf = (eventId: string) => frames.find(({ context }) => context.eventId === eventId)?.context
    expect(contextOf('5000')).toMatchObject({
      userId: user.id,
      userName: 'demo@wallboard.test',
      broadCast: false,
    })
    expect(contextOf('5012')).toMatchObject({ userId: null, userName: null, broadCast: true })
    const numbers = frames.map(({ context }) => context.messageId).filter((id) => id !== null)
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const number of numbers) expect(number).toMatch(/^\d+(:\d+){5}$/)
  })

  it('send a 5000 to the first socket of a session without a request, but not to one that attaches', async () => {
    const simulator = await start()
    const user = await signIn(simulator)
    const early = await connect(simulator, '/supsvcs/sws/early', { authorization: user.token })
    await user.call('PUT', `${user.own}/session_start`)
    const first = await connect(simulator, '/supsvcs/sws/first', { authorization: user.token })
    await expect.poll(first.ids).toContain('5000')
    const second = await connect(simulator, '/supsvcs/sws/second', { authorization: user.token })
    second.socket.send('ping')
    await expect.poll(second.ids).toContain('1202')
    expect([...second.ids(), ...early.ids()]).not.toContain('5000')
    await user.call('PUT', `${user.own}/request_full_statistics`)
    await expect.poll(second.ids).toContain('5000')
  })

  it('send any text that is posted to /control/frame', async () => {
    const simulator = await start()
    const user = await signIn(simulator)
    const { texts } = await connect(simulator, '/supsvcs/sws/a', { authorization: user.token })
    const frame = 'no JSON at all, ünd '.repeat(20_000)
    expect((await send(`${simulator.origin}/control/frame`, 'POST', frame)).status).toBe(204)
    await expect.poll(() => texts).toContain(frame)
  })

  it('survive an invalid upgrade request and close it', async () => {
    const simulator = await start()
    for (const target of ['//', '/nowhere', '/supsvcs/sws/a']) {
      const caller = connectTcp({ port: simulator.port, allowHalfOpen: true })
      const answer = await new Promise<string>((resolve, reject) => {
        let text = ''
        caller
          .on('data', (data) => (text += data.toString()))
          .once('end', () => {
            resolve(text)
          })
        caller.once('error', reject)
        caller.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
      })
      expect(answer).toMatch(/^HTTP\/1\.1 40[14]/)
    }
    const idle = connectTcp({ port: simulator.port, allowHalfOpen: true })
    await new Promise((resolve) => idle.once('connect', resolve))
    idle.on('error', () => undefined)
    await simulator.close()
    running.splice(0)
    expect((await start({ port: simulator.port })).port).toBe(simulator.port)
  })
})
