import type { Simulator } from '@wallboard/simulator'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createService, type Service } from '../src/app/service.ts'
import { start } from './bff-fixture.ts'

async function signIn(service: Service) {
  const response = await fetch(`${service.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'demo@wallboard.test', password: 'demo' }),
  })
  expect(response.status).toBe(200)
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

/** Signs the same person in at Five9's own pages. */
async function personAt(simulator: Simulator, policy: string) {
  const reply = await fetch(simulator.loginUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      passwordCredentials: { username: 'demo@wallboard.test', password: 'demo' },
      appKey: 'desktop',
      policy,
    }),
  })
  const { tokenId, userId } = z.object({ tokenId: z.string(), userId: z.string() }).parse(await reply.json())
  const own = `${simulator.origin}/supsvcs/rs/svc/supervisors/${userId}`
  const headers = { authorization: `Bearer-${tokenId}`, 'content-type': 'application/json' }
  const state = async () => (await fetch(`${own}/login_state`, { headers })).text()
  return {
    state,
    start: async () => {
      await expect.poll(state).toMatch(/SELECT_STATION|WORKING/)
      const body = JSON.stringify({ stationId: '', stationType: 'EMPTY' })
      return (await fetch(`${own}/session_start`, { method: 'PUT', headers, body })).status
    },
  }
}

describe(createService, () => {
  it('[row 8] does not end the session of a person who forced the wallboard out and whose session it has attached to', async () => {
    const { simulator, service } = await start({}, { ADMIN_USERS: 'demo@wallboard.test' })
    const cookie = await signIn(service)
    const health = async () =>
      JSON.stringify(await (await fetch(`${service.url}/healthz`, { headers: { cookie } })).json())
    await expect.poll(health).toContain('"state":"up"')
    const person = await personAt(simulator, 'ForceIn')
    expect(await person.start()).toBe(204)
    expect(await person.state()).toBe('"WORKING"')
    simulator.dropSockets()
    await expect.poll(health, { timeout: 15_000 }).toContain('"state":"down"')
    await expect.poll(health, { timeout: 15_000 }).toContain('"state":"up"')
    await fetch(`${service.url}/api/session`, {
      method: 'DELETE',
      headers: { cookie, origin: service.url },
    })
    await expect.poll(() => simulator.socketCount()).toBe(0)
    await service.close() // waits for the feed to have stopped
    expect(await person.state()).toBe('"WORKING"')
  }, 40_000)
})
