import { allQueuesBoard } from '@wallboard/boards'
import { createSimulator } from '@wallboard/simulator'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { connect, signIn, user } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { requestPairingCode, call, newDisplayBody } from './display-fixture.ts'
import { startServer } from './server-process.ts'

const Line = z.looseObject({ msg: z.string(), part: z.string().optional(), result: z.string().optional() })

/** Starts the server as a process and collects its output. */
async function startLogged() {
  const simulator = await createSimulator({ queues: 3, agents: 5 })
  closing.push(() => simulator.close())
  const server = await startServer({
    DATA_DIR: await temporaryDirectory(),
    FIVE9_LOGIN_URL: simulator.loginUrl,
    LOG_LEVEL: 'info',
  })
  const { output } = server
  return {
    service: { ...server, close: () => Promise.resolve() },
    output,
    /** The security lines, in order. */
    securityLines: () =>
      output()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => Line.parse(JSON.parse(line)))
        .filter(({ part }) => part === 'security'),
  }
}

describe('the security log', () => {
  it('has a line for each security event, with user, address and result, and no secret', async () => {
    const { service, output, securityLines } = await startLogged()
    const secrets: string[] = ['a wrong password']
    await signIn(service, { ...user, password: 'a wrong password' })
    const { cookie: desk } = await signIn(service)
    const screen = await requestPairingCode(service)
    await call(service, 'GET', '/api/pairing/BBBB-BBBB', desk)
    const paired = await call(service, 'POST', '/api/displays', desk, newDisplayBody(screen.code))
    const token = (await call(service, 'GET', '/api/pairing', screen.cookie)).cookie
    const display = /"id":"([^"]+)"/.exec(paired.text)?.[1] ?? ''
    await call(service, 'PATCH', `/api/displays/${display}`, desk, { name: 'Hall' })
    await call(service, 'DELETE', `/api/displays/${display}`, desk)
    const board = await call(service, 'POST', '/api/boards', desk, { board: allQueuesBoard })
    await call(service, 'DELETE', `/api/boards/${/"id":"([^"]+)"/.exec(board.text)?.[1] ?? ''}`, desk)
    await call(service, 'GET', '/debug/latency', desk)
    await call(service, 'GET', '/api/boards')
    await signIn(service, user, { origin: 'http://evil.test', 'sec-fetch-site': 'cross-site' })
    await connect(service, desk, { origin: 'http://evil.test' }).closed
    await call(service, 'DELETE', '/api/session', desk)
    for (let each = 0; each < 3; each += 1) await signIn(service, { ...user, password: 'a wrong password' })
    await expect.poll(() => securityLines().length).toBeGreaterThanOrEqual(17)
    expect(securityLines().map(({ msg, result }) => `${msg} ${result ?? ''}`)).toEqual([
      'sign-in credentials-refused',
      'sign-in ok',
      'pairing requested',
      'pairing wrong-code',
      'pairing approved',
      'display changed',
      'display revoked',
      'board created',
      'board removed',
      'access not-admin',
      'access signed-out',
      'origin foreign-origin',
      'origin upgrade-refused',
      'sign-out ok',
      ...Array<string>(3).fill('sign-in credentials-refused'),
    ])
    expect(securityLines()[0]).toMatchObject({ user: user.username, address: '127.0.0.1' })
    expect(securityLines()[6]).toMatchObject({ user: user.username, display })
    for (const cookie of [desk, screen.cookie, token]) secrets.push(cookie.split('=')[1] ?? 'no cookie')
    secrets.push(screen.code, '"demo"', 'Bearer')
    for (const secret of secrets) expect(output()).not.toContain(secret)
  })
})
