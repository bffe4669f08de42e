import { describe, expect, it } from 'vitest'
import { createService } from '../src/app/service.ts'
import { signIn, user } from './bff-fixture.ts'
import { startWithLoginCounter } from './login-fixture.ts'

const wrong = { ...user, password: 'no' }
const behindProxy = { TRUST_PROXY: 'loopback' }
const from = (address: string) => ({ 'x-forwarded-for': address })

/** The number of answers by status. */
function counted(answers: readonly { readonly status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

async function deviceCookie(service: Awaited<ReturnType<typeof startWithLoginCounter>>['service']) {
  const response = await fetch(`${service.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(user),
  })
  const all = response.headers.getSetCookie().map((each) => each.split(';')[0] ?? '')
  return all.find((each) => each.startsWith('wallboard_device=')) ?? ''
}

describe(createService, () => {
  it('[row 7, 40] sends three of two hundred wrong passwords for one account to Five9, and lets the person sign in at once', async () => {
    const { service, logins } = await startWithLoginCounter(behindProxy)
    const device = await deviceCookie(service)
    logins.length = 0
    const tries = Array.from({ length: 200 }, (_each, index) =>
      signIn(service, wrong, from(`192.0.2.${index}`)),
    )
    const answers = await Promise.all(tries)
    expect(counted(answers)).toEqual({ 401: 3, 429: 197 })
    expect(logins).toHaveLength(3)
    const own = await signIn(service, user, { ...from('198.51.100.7'), cookie: device, origin: service.url })
    expect(own.status).toBe(200)
  })

  it('tells a limited person when to try again', async () => {
    const { service } = await startWithLoginCounter()
    for (let each = 0; each < 3; each += 1) await signIn(service, wrong)
    const refused = await fetch(`${service.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(user),
    })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(200)
    expect(await refused.text()).toMatch(/too-many-attempts.*Wait 5 minutes/)
  })

  it('[row 40] counts an IPv6 /64 as one client, and limits attempts on many accounts', async () => {
    const { service, logins } = await startWithLoginCounter(behindProxy)
    const body = (index: number) => ({ ...wrong, username: `person${index}@wallboard.test` })
    const ofOne = Array.from({ length: 40 }, (_each, index) =>
      signIn(service, body(index), from(`2001:db8:1:2::${index + 1}`)),
    )
    expect(counted(await Promise.all(ofOne))).toEqual({ 401: 30, 429: 10 })
    const ofMany = Array.from({ length: 200 }, (_each, index) =>
      signIn(service, body(100 + index), from(`2001:db8:${index}::1`)),
    )
    await Promise.all(ofMany)
    expect(logins).toHaveLength(100)
  })

  it('never sends a guessed password of the service account to Five9', async () => {
    const serviceAccount = { FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password }
    const { service, logins } = await startWithLoginCounter(serviceAccount)
    await expect.poll(async () => (await fetch(`${service.url}/readyz`)).status).toBe(200)
    const before = logins.length
    expect((await signIn(service, wrong)).status).toBe(401)
    expect((await signIn(service, { ...user, username: user.username.toUpperCase() })).status).toBe(200)
    expect(logins).toHaveLength(before)
  })

  it('[row 10, 40] delays a known browser by at most one attempt of strangers', async () => {
    const { service, logins, holdLogins } = await startWithLoginCounter(behindProxy)
    const device = await deviceCookie(service)
    logins.length = 0
    const releaseLogins = holdLogins()
    const strangers = Array.from({ length: 20 }, (_each, index) =>
      signIn(service, wrong, from(`192.0.2.${index}`)),
    )
    await expect.poll(() => logins.length).toBe(1)
    const order: string[] = []
    const own = signIn(service, { ...user, password: 'new' }, { cookie: device, origin: service.url }).then(
      () => order.push('own'),
    )
    const others = strangers.map((each) => each.then(({ status }) => status === 401 && order.push('other')))
    await new Promise((resolve) => setTimeout(resolve, 100)) // all of them wait
    releaseLogins()
    await Promise.all([own, ...others])
    expect(order.slice(0, 2)).toEqual(['other', 'own'])
  })

  it('leaves no extra login at Five9: the same password is not verified again, also when a session is taken over', async () => {
    const { service, simulator, logins } = await startWithLoginCounter()
    simulator.holdElsewhere()
    expect((await signIn(service)).status).toBe(409)
    expect((await signIn(service, { ...user, force: true })).status).toBe(200)
    expect((await signIn(service)).status).toBe(200)
    expect(logins).toHaveLength(1)
    expect((await signIn(service, wrong)).status).toBe(401)
    expect(logins).toHaveLength(2)
  })

  it('keeps at most twenty sessions of a user: the least recently used one ends', async () => {
    const { service } = await startWithLoginCounter()
    const cookies: string[] = []
    for (let each = 0; each < 21; each += 1) cookies.push((await signIn(service)).cookie)
    const status = async (cookie = '') =>
      (await fetch(`${service.url}/api/boards`, { headers: { cookie } })).status
    expect([await status(cookies[0]), await status(cookies[1]), await status(cookies[20])]).toEqual([
      401, 200, 200,
    ])
  })
})
