import { describe, expect, it } from 'vitest'
import { createService } from '../src/app/service.ts'
import { signIn, start, user } from './bff-fixture.ts'

describe(createService, () => {
  it('shows the notices of Five9 at sign-in, and signs in only when the person has accepted all of them', async () => {
    const { service } = await start({ notices: 2 })
    const asked = await signIn(service)
    expect(asked.status).toBe(409)
    expect(asked.text).toContain('"code":"notices-waiting"')
    expect(asked.text).toContain('"title":"Maintenance","text":"Planned maintenance"')
    expect(asked.setCookie).toBeNull()
    const one = await signIn(service, { ...user, acceptNotices: ['8001'] })
    expect(one.status).toBe(409)
    const both = await signIn(service, { ...user, acceptNotices: ['8001', '8002'] })
    expect(both.status).toBe(200)
    expect((await signIn(service)).status).toBe(200)
  })

  it('offers no regions where the login address is configured, and ignores one that a client sends', async () => {
    const { service } = await start()
    const session = await fetch(`${service.url}/api/session`)
    expect(await session.json()).toEqual({ username: null, regions: [] })
    expect((await signIn(service, { ...user, region: 'CA' })).status).toBe(200)
    expect((await signIn(service, { ...user, region: 'MARS' })).status).toBe(400)
  })
})
