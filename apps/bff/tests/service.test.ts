import { createSimulator, type Simulator } from '@wallboard/simulator'
import { connect as connectTcp } from 'node:net'
import { SessionReply } from '@wallboard/relay/rest/session'
import { describe, expect, it } from 'vitest'
import { createService } from '../src/app/service.ts'
import { connect, signIn, start, user } from './bff-fixture.ts'
import { closing } from './clean-up.ts'

const truthOf = (simulator: Simulator) => simulator.truth().sources.ACD_STATUS?.filter(({ id }) => id !== '0')
const byId = (rows: readonly { id: string }[] | undefined) => new Map(rows?.map((row) => [row.id, row]))

describe(createService, () => {
  it('[R1] [R3] sends a client one snapshot and then changes, which lead to the state of the simulator', async () => {
    const { simulator, service } = await start()
    const screen = connect(service, (await signIn(service)).cookie)
    await expect.poll(() => screen.count('changes')).toBeGreaterThan(3)
    simulator.pause()
    await expect.poll(() => byId(screen.rows())).toEqual(byId(truthOf(simulator)))
    expect(screen.count('snapshot')).toBe(1)
  })

  it('[R11] sends a snapshot when a client resumes a position of other sources or of another server', async () => {
    const { service } = await start()
    const { cookie } = await signIn(service)
    const first = connect(service, cookie)
    await expect.poll(() => first.count('changes')).toBeGreaterThan(0)
    const resume = first.position() ?? { epoch: '', seq: 0 }
    const others = [
      connect(service, cookie, { resume, sources: ['ACD_STATUS', 'CAMPAIGN_STATE'] }),
      connect(service, cookie, { resume: { ...resume, epoch: 'of an earlier server' } }),
    ]
    for (const other of others) {
      // Names that are read in the meantime cause another snapshot.
      await expect.poll(() => other.count('snapshot')).toBeGreaterThan(0)
      expect(other.count('resumed')).toBe(0)
    }
  })

  it('[R5] [row 29] resumes without a snapshot when the backlog covers the gap, and ends in the right state', async () => {
    const { simulator, service } = await start()
    const { cookie } = await signIn(service)
    const first = connect(service, cookie)
    await expect.poll(() => first.count('changes')).toBeGreaterThan(0)
    first.socket.terminate()
    const resume = first.position() ?? { epoch: '', seq: 0 }
    const again = connect(service, cookie, { resume })
    await expect.poll(() => again.count('resumed')).toBe(1)
    await expect.poll(() => again.count('changes')).toBeGreaterThan(0)
    expect(again.count('snapshot')).toBe(0)
    const stranger = connect(service, cookie, { resume: { epoch: 'another', seq: resume.seq } })
    await expect.poll(() => stranger.count('snapshot')).toBe(1)
    simulator.pause()
    await expect.poll(() => byId(stranger.rows())).toEqual(byId(truthOf(simulator)))
  })

  it('[row 1, 2] reports at once that Five9 is gone, and recovers by itself', async () => {
    const { simulator, service } = await start()
    const screen = connect(service, (await signIn(service)).cookie)
    await expect.poll(screen.link).toBe('up')
    await simulator.close()
    await expect.poll(screen.link).toBe('down')
    const next = await createSimulator({ queues: 7, agents: 20, seed: 9, port: simulator.port })
    closing.push(() => next.close())
    await expect.poll(screen.link, { timeout: 15_000 }).toBe('up')
    next.pause()
    await expect.poll(() => byId(screen.rows())).toEqual(byId(truthOf(next)))
  })

  it('[row 11, 19] ignores invalid frames, including one of 10 MB', async () => {
    const { simulator, service } = await start()
    const screen = connect(service, (await signIn(service)).cookie)
    await expect.poll(() => screen.count('changes')).toBeGreaterThan(0)
    const event = (eventId: string, payLoad: unknown) => JSON.stringify({ context: { eventId }, payLoad })
    for (const frame of [
      '{',
      'null',
      '[]',
      '"x"',
      event('5000', 7),
      event('5012', [{ dataSource: 'ACD_STATUS', updated: [null, {}] }]),
    ]) {
      simulator.sendRaw(frame)
    }
    simulator.sendRaw(event('77777', 'y'.repeat(10 * 1024 * 1024)))
    simulator.pause()
    await expect.poll(() => byId(screen.rows())).toEqual(byId(truthOf(simulator)))
    expect(screen.link()).toBe('up')
  })

  it('[row 13] reports the name of a new queue and of a renamed one', async () => {
    const { simulator, service } = await start()
    const { cookie } = await signIn(service)
    const id = simulator.addQueue('Harbour')
    const names = async (): Promise<unknown> =>
      (await fetch(`${service.url}/api/queues`, { headers: { cookie } })).json()
    await expect.poll(names).toContainEqual({ id, name: 'Harbour' })
    simulator.renameQueue(id, 'Port')
    await expect.poll(names).toContainEqual({ id, name: 'Port' })
  })

  it('[R9] sends no token, password or customer, also to a client that subscribes to agents', async () => {
    const { service } = await start()
    const signedIn = await signIn(service)
    const screen = connect(service, signedIn.cookie, { sources: ['ACD_STATUS', 'AGENT_STATE'] })
    await expect.poll(() => screen.count('changes')).toBeGreaterThan(2)
    const all = screen.texts.join('') + signedIn.text
    expect(all).toContain('stateSince')
    for (const secret of ['customer', 'Bearer', 'tokenId', '"demo"', 'farmId'])
      expect(all).not.toContain(secret)
  })

  it('tells a signed-in person the domain, and nobody else', async () => {
    const { service } = await start()
    const account = (headers = {}) => fetch(`${service.url}/api/account`, { headers })
    expect((await account()).status).toBe(401)
    const { cookie } = await signIn(service)
    expect(await (await account({ cookie })).json()).toEqual({
      domain: expect.stringMatching(/^\w+$/) as string,
      domainName: null, // DOMAIN_NAMES is not set
      region: null, // the simulator has a login address, no region
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      dayStartMinute: 0,
      seesCluster: false, // one node
    })
  })

  it('sets an HttpOnly, SameSite cookie, and refuses requests without it', async () => {
    const { service } = await start()
    expect((await signIn(service)).setCookie).toMatch(/HttpOnly.*SameSite=Lax/)
    expect((await fetch(`${service.url}/api/queues`)).status).toBe(401)
    expect(await connect(service, '').closed).toBe(401)
    expect(await connect(service, 'wallboard_session=guess').closed).toBe(401)
  })

  it.each(['http://evil.test', 'null'])('[R10] [row 37] refuses an upgrade from %s', async (origin) => {
    const { service } = await start()
    expect(await connect(service, (await signIn(service)).cookie, { origin }).closed).toBe(403)
  })

  it('refuses a sign-in from a page of another site', async () => {
    const { service } = await start()
    expect((await signIn(service, user, { origin: 'http://evil.test' })).status).toBe(403)
    expect((await signIn(service, user, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })

  it('[R10] closes the sockets of a session that signs out, with 4401', async () => {
    const { service } = await start()
    const { cookie } = await signIn(service)
    const screen = connect(service, cookie)
    await expect.poll(() => screen.count('snapshot')).toBe(1)
    await fetch(`${service.url}/api/session`, {
      method: 'DELETE',
      headers: { cookie, origin: service.url },
    })
    expect(await screen.closed).toBe(4401)
    expect((await fetch(`${service.url}/api/queues`, { headers: { cookie } })).status).toBe(401)
  })

  it('keeps a session over a restart, and requests the Five9 sign-in that the restart has ended', async () => {
    const first = await start()
    const { cookie } = await signIn(first.service)
    const session = async ({ url }: { url: string }) =>
      SessionReply.parse(await (await fetch(`${url}/api/session`, { headers: { cookie } })).json())
    expect(await session(first.service)).toEqual({ username: user.username, regions: [] })
    await first.service.close()
    const service = await first.again()
    expect(await session(service)).toEqual({
      ...{ username: user.username, regions: [], needsFive9SignIn: true },
    })
    expect((await fetch(`${service.url}/api/boards`, { headers: { cookie } })).status).toBe(200)
    expect(await connect(service, cookie).closed).toBe(401) // no figures without Five9
    const again = await signIn(service, user, { cookie, origin: service.url })
    const screen = connect(service, again.cookie)
    await expect.poll(() => screen.count('snapshot'), { timeout: 10_000 }).toBe(1)
    expect(await session(service)).toMatchObject({ username: null }) // replaced by the new session
  })

  it('[R8] [row 44] closes a socket after an invalid message, with 1008', async () => {
    const { service } = await start()
    const screen = connect(service, (await signIn(service)).cookie)
    await expect.poll(() => screen.count('snapshot')).toBe(1)
    screen.socket.send('{"type":"poke"}')
    expect(await screen.closed).toBe(1008)
  })

  it('[row 7, 8] distinguishes a wrong password, a session elsewhere and an unreachable Five9', async () => {
    const { simulator, service } = await start()
    expect(await signIn(service, { ...user, password: 'no' })).toMatchObject({ status: 401 })
    expect(await signIn(service, { username: '' })).toMatchObject({ status: 400 })
    simulator.holdElsewhere()
    expect(await signIn(service)).toMatchObject({ status: 409 })
    expect(await signIn(service, { ...user, force: true })).toMatchObject({ status: 200 })
    await simulator.close()
    // While the session is starting, the password that Five9 has just accepted is accepted again.
    await expect.poll(() => signIn(service), { interval: 300 }).toMatchObject({ status: 502 })
  })

  it('[row 28] shares one upstream socket among all browsers of a user', async () => {
    const { simulator, service } = await start()
    for (let browser = 0; browser < 3; browser += 1) connect(service, (await signIn(service)).cookie)
    await expect.poll(() => simulator.socketCount()).toBe(1)
  })

  it('starts one feed for a user who signs in twice at the same moment', async () => {
    const { simulator, service } = await start()
    const [one, other] = await Promise.all([signIn(service), signIn(service)])
    expect([one.status, other.status]).toEqual([200, 200])
    const screens = [connect(service, one.cookie), connect(service, other.cookie)]
    for (const screen of screens) await expect.poll(() => screen.count('snapshot')).toBe(1)
    const epochs = screens.map((screen) => screen.position()?.epoch)
    expect(epochs[0]).toBe(epochs[1])
    expect(simulator.socketCount()).toBe(1)
  })

  it('starts the feed of the service account with the server, and reports when it is live', async () => {
    const serviceAccount = { FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password }
    const { simulator, service } = await start({}, serviceAccount)
    const ready = async () => (await fetch(`${service.url}/readyz`)).status
    await expect.poll(ready).toBe(200)
    await simulator.close()
    await expect.poll(ready).toBe(503)
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
  })

  it.each(['//', 'http://', '/api/live?%zz', '*'])(
    '[row 43] refuses an upgrade to %j and keeps running',
    async (target) => {
      const { service } = await start()
      const reply = await new Promise<string>((resolve, reject) => {
        const socket = connectTcp(service.port, '127.0.0.1', () => {
          const headers = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13'
          socket.write(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${service.port}\r\n${headers}\r\n\r\n`)
        })
        socket.once('data', (data) => {
          resolve(data.toString())
          socket.destroy()
        })
        socket.once('error', reject)
      })
      expect(reply).toMatch(/^HTTP\/1\.1 4\d\d /)
      expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
    },
  )
})
