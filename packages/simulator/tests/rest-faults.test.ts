import { describe, expect, it } from 'vitest'
import { detailOf, record, send, signIn, start, work } from './independent-client.ts'

describe('REST faults', () => {
  it.each([
    ['unauthorizedEvery', 401, { errorCode: 401, message: 'User is not logged in' }],
    ['forbiddenEvery', 403, { errorCode: 403 }],
    ['wrongStateEvery', 435, { errorCode: 3, context: { contextCode: 'LOGIN' } }],
    ['migratedEvery', 435, { errorCode: 5001, context: { farmId: '252' } }],
    ['businessErrorEvery', 435, { errorCode: 18 }],
    ['serverFaultEvery', 435, { errorCode: 500, message: 'Internal Server Error' }],
  ] as const)(
    '%s answers each request with %i in the envelope until it is cleared',
    async (name, status, detail) => {
      const simulator = await start()
      const user = await work(simulator)
      simulator.faults.set({ [name]: 1 })
      const reply = await user.call('GET', `${user.org}/skills`)
      expect(reply.status).toBe(status)
      expect(detailOf(reply)).toMatchObject(detail)
      simulator.faults.clear()
      expect((await user.call('GET', `${user.org}/skills`)).body).toEqual(simulator.truth().queues)
    },
  )

  it('answers every third request with 429, Retry-After and the limit in the body', async () => {
    const simulator = await start()
    const user = await work(simulator)
    simulator.faults.set({ tooManyEvery: 3, retryAfterSeconds: 7 })
    const replies = []
    for (let call = 0; call < 6; call += 1) replies.push(await user.call('GET', `${user.org}/skills`))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429, 200, 200, 429])
    expect(replies[2]?.headers.get('retry-after')).toBe('7')
    expect(record(replies[2]?.body)).toMatchObject({ rateLimit: 60, rateLimitPeriod: 'MINUTE' })
    const resetAt = Number(record(replies[2]?.body).resetEpochSeconds)
    expect(Math.abs(resetAt - (Date.now() / 1_000 + 7))).toBeLessThan(5)
  })

  it('keeps a fault on for a given time', async () => {
    const simulator = await start()
    const user = await work(simulator)
    simulator.faults.set({ tooManyEvery: 1 }, 150)
    expect((await user.call('GET', `${user.org}/skills`)).status).toBe(429)
    await expect.poll(async () => (await user.call('GET', `${user.org}/skills`)).status).toBe(200)
    expect(simulator.faults.current().tooManyEvery).toBe(0)
  })

  it('restricts a fault to the named paths', async () => {
    const simulator = await start()
    const user = await work(simulator)
    simulator.faults.set({ serverErrorEvery: 1, restPath: '/users' })
    const failed = await user.call('GET', `${user.org}/users`)
    expect([failed.status, failed.body]).toEqual([500, undefined])
    expect((await user.call('GET', `${user.org}/skills`)).status).toBe(200)
  })

  it('answers a page of HTML with 200 where JSON is expected', async () => {
    const simulator = await start()
    simulator.faults.set({ notJsonEvery: 1 })
    const { reply } = await signIn(simulator)
    expect([reply.status, reply.body]).toEqual([200, undefined])
    expect(reply.text).toContain('<html>')
  })

  it('cuts a reply in the middle', async () => {
    const simulator = await start()
    const user = await work(simulator)
    simulator.faults.set({ truncatedReplyEvery: 1 })
    await expect(user.call('GET', `${user.org}/users`)).rejects.toThrow()
    simulator.faults.clear()
    expect((await user.call('GET', `${user.org}/users`)).status).toBe(200)
  })

  it('leaves one request unanswered and answers others', async () => {
    const simulator = await start()
    const user = await work(simulator)
    simulator.faults.set({ unansweredEvery: 1, restPath: '/skills' })
    const ending = new AbortController()
    const hanging = user.call('GET', `${user.org}/skills`, undefined, ending.signal)
    let isSettled = false
    void hanging.then(
      () => (isSettled = true),
      () => (isSettled = true),
    )
    expect((await user.call('GET', `${user.org}/users`)).status).toBe(200)
    expect(isSettled).toBe(false)
    ending.abort()
    await expect(hanging).rejects.toThrow()
  })

  it('delays replies', async () => {
    const simulator = await start()
    const user = await work(simulator)
    simulator.faults.set({ slowMs: 400, restPath: '/skills' })
    const order: string[] = []
    const slow = user.call('GET', `${user.org}/skills`).then(({ status }) => order.push(`slow ${status}`))
    await user.call('GET', `${user.org}/users`).then(({ status }) => order.push(`fast ${status}`))
    await slow
    expect(order).toEqual(['fast 200', 'slow 200'])
  })

  it('shifts the domain’s clock in Date header, error and time stamp by the given time', async () => {
    const simulator = await start()
    const user = await work(simulator)
    const skew = 3_600_000
    simulator.faults.set({ clockSkewMs: skew })
    const reply = await user.call('GET', `${user.org}/nowhere`)
    const off = (at: number) => Math.abs(at - (Date.now() + skew))
    expect(off(Date.parse(reply.headers.get('date') ?? ''))).toBeLessThan(10_000)
    expect(off(Number(detailOf(reply).timestamp))).toBeLessThan(10_000)
  })
})

describe('sign-in and session faults', () => {
  it('answers 401 until login_state was polled the given number of times', async () => {
    const simulator = await start()
    simulator.faults.set({ unauthorizedPolls: 2 })
    const user = await signIn(simulator)
    const statuses = []
    for (let poll = 0; poll < 3; poll += 1)
      statuses.push((await user.call('GET', `${user.own}/login_state`)).status)
    expect(statuses).toEqual([401, 401, 200])
  })

  it('lets a token expire', async () => {
    const simulator = await start()
    simulator.faults.set({ tokenLifeMs: 1_500 })
    const user = await work(simulator)
    await expect.poll(async () => (await user.call('GET', `${user.own}/login_state`)).status).toBe(401)
    simulator.faults.clear()
    const again = await signIn(simulator)
    expect((await again.call('GET', `${again.own}/login_state`)).body).toBe('WORKING')
  })

  it('reports an unknown login state and refuses other calls meanwhile', async () => {
    const simulator = await start()
    const user = await work(simulator)
    simulator.faults.set({ unknownLoginState: 'ON_THE_MOON' })
    expect((await user.call('GET', `${user.own}/login_state`)).body).toBe('ON_THE_MOON')
    const refused = await user.call('GET', `${user.org}/skills`)
    expect([refused.status, detailOf(refused).errorCode]).toEqual([435, 3])
    simulator.faults.clear('unknownLoginState')
    expect((await user.call('GET', `${user.own}/login_state`)).body).toBe('WORKING')
  })

  it('takes an agent through all of the login states', async () => {
    const simulator = await start({ notices: 1 })
    simulator.faults.set({ selectSkills: true })
    const user = await signIn(simulator)
    const state = async () => (await user.agentCall('GET', `${user.agentOwn}/login_state`)).body
    expect(await state()).toBe('SELECT_STATION')
    const station = { stationId: '', stationType: 'EMPTY' }
    await user.agentCall('PUT', `${user.agentOwn}/session_start?force=true`, station)
    expect(await state()).toBe('ACCEPT_NOTICE')
    const notices = (await user.agentCall('GET', `${user.agentOwn}/maintenance_notices`)).body
    expect(notices).toMatchObject([{ id: '8001', accepted: false }])
    const accepted = await user.agentCall('PUT', `${user.agentOwn}/maintenance_notices/8001/accept`)
    expect(accepted.body).toMatchObject({ accepted: false })
    expect(await state()).toBe('SELECT_SKILLS')
    const skills = simulator.truth().queues.map(({ id }) => id)
    await user.agentCall('PUT', `${user.agentOwn}/active_skills`, skills)
    expect(await state()).toBe('WORKING')
    await simulator.act({ do: 'set-login-state', role: 'agent', state: 'RELOGIN' })
    expect(await state()).toBe('RELOGIN')
    expect((await user.agentCall('GET', `${user.org}/skills`)).status).toBe(435)
    await user.agentCall('PUT', `${user.agentOwn}/session_restart`)
    expect(await state()).toBe('WORKING')
  })

  it('moves working sessions to ACCEPT_NOTICE when a notice is added', async () => {
    const simulator = await start()
    const user = await work(simulator)
    const made = await simulator.act({ do: 'add-notice' })
    expect((await user.call('GET', `${user.own}/login_state`)).body).toBe('ACCEPT_NOTICE')
    await user.call('PUT', `${user.own}/maintenance_notices/${String(made?.id)}/accept`)
    expect((await user.call('GET', `${user.own}/login_state`)).body).toBe('WORKING')
  })

  it('ends sessions and tokens when another program forces in, and is a duplicate login then', async () => {
    const simulator = await start()
    const user = await work(simulator)
    await simulator.act({ do: 'force-in' })
    const dead = await user.call('GET', `${user.own}/login_state`)
    expect([dead.status, detailOf(dead).message]).toEqual([401, 'User is not logged in'])
    const again = await signIn(simulator)
    const refused = await again.call('PUT', `${again.own}/session_start?force=false`)
    expect(detailOf(refused).context).toEqual({ contextCode: 'DUPLICATE_LOGIN' })
  })

  it('signs in with a valid access token only', async () => {
    const simulator = await start({ accessToken: 'from-the-identity-provider' })
    const login = (token: string) =>
      send(`${simulator.loginUrl}_by_token`, 'POST', { policy: 'ForceIn' }, { authorization: token })
    const reply = await login('Bearer from-the-identity-provider')
    expect(record(reply.body)).toMatchObject({ orgId: '123456', context: { farmId: '149' } })
    expect(reply.headers.getSetCookie().join()).toContain('Authorization=Bearer-')
    expect((await login('Bearer wrong')).status).toBe(401)
    expect((await login('from-the-identity-provider')).status).toBe(401)
  })
})
