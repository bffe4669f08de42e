import { describe, expect, it } from 'vitest'
import { createService } from '../src/app/service.ts'
import { signIn, start, user } from './bff-fixture.ts'

const wrong = { ...user, password: 'no' }

/** How many sign-ins pass before the limit; each names a different client address. */
async function attemptsFromManyAddresses(environment: Record<string, string>): Promise<number> {
  const { service } = await start({}, environment)
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const body = { ...wrong, username: `person${attempt}@wallboard.test` }
    const { status } = await signIn(service, body, { 'x-forwarded-for': `192.0.2.${attempt + 1}` })
    if (status === 429) return attempt
  }
  return 40
}

describe(createService, () => {
  it('marks the cookie Secure and binds it to this host when a trusted proxy reports TLS', async () => {
    const { service } = await start({}, { TRUST_PROXY: 'loopback' })
    const { setCookie, cookie } = await signIn(service, user, { 'x-forwarded-proto': 'https' })
    expect(setCookie).toMatch(/^__Host-.*; Secure/)
    const withTls = { cookie, 'x-forwarded-proto': 'https' }
    expect((await fetch(`${service.url}/api/queues`, { headers: withTls })).status).not.toBe(401)
  })

  it('ignores such a header without a configured proxy', async () => {
    const { service } = await start()
    expect((await signIn(service, user, { 'x-forwarded-proto': 'https' })).setCookie).not.toMatch(/Secure/)
  })

  it('counts sign-ins by the address that a trusted proxy reports, and by no other report', async () => {
    expect(await attemptsFromManyAddresses({ TRUST_PROXY: 'loopback' })).toBe(40)
    expect(await attemptsFromManyAddresses({})).toBe(30)
  })
})
