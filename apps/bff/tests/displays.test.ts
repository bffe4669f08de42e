import { DisplayList } from '@wallboard/relay/rest/display-list'
import { describe, expect, it } from 'vitest'
import { createService, type Service } from '../src/app/service.ts'
import { signIn, start } from './bff-fixture.ts'
import { ask, call, pair, requestedView, watch } from './display-fixture.ts'

const fleetOf = async (service: Service, desk: string) =>
  DisplayList.parse(JSON.parse((await call(service, 'GET', '/api/displays', desk)).text)).displays

describe(createService, () => {
  it('pairs a screen by its code, and gives it an HttpOnly token and its board’s stream', async () => {
    const { service } = await start()
    const { desk, screen } = await pair(service)
    expect((await call(service, 'GET', '/api/display', screen)).text).toContain('"name":"Door"')
    const glass = watch(service, screen)
    await expect
      .poll(() => glass.last('snapshot')?.payLoad.map(({ dataSource }) => dataSource))
      .toEqual(['ACD_STATUS'])
    expect(glass.last('board')).toMatchObject({ display: { name: 'Door' }, boardId: 'all-queues' })
    expect(await fleetOf(service, desk)).toMatchObject([
      { name: 'Door', health: 'healthy', address: '127.0.0.1' },
    ])
  })

  it('sets the token where no script can read it', async () => {
    const { service } = await start()
    const desk = (await signIn(service)).cookie
    const screen = await ask(service)
    await call(service, 'POST', '/api/displays', desk, requestedView(screen.code))
    const { setCookie, text } = await call(service, 'GET', '/api/pairing', screen.cookie)
    expect(setCookie.find((each) => each.startsWith('wallboard_display='))).toMatch(/HttpOnly; SameSite=Lax/)
    expect(text).toBe('{"state":"paired"}')
  })

  it('[R12] sends a display what its board needs and no agents, whatever it subscribes to', async () => {
    const { service } = await start()
    const glass = watch(service, (await pair(service)).screen)
    await expect.poll(() => glass.last('changes')).toBeDefined()
    expect(JSON.stringify(glass.messages)).not.toContain('AGENT_STATE')
  })

  it('[R12] [row 39, 41] closes a revoked screen at once, and gives it nothing any more', async () => {
    const { service } = await start()
    const { desk, screen, id } = await pair(service)
    const glass = watch(service, screen)
    await expect.poll(() => glass.last('snapshot')).toBeDefined()
    expect((await call(service, 'DELETE', `/api/displays/${id}`, desk)).status).toBe(204)
    expect(await glass.closed).toBe(4401)
    expect((await call(service, 'GET', '/api/display', screen)).status).toBe(401)
    expect(await watch(service, screen).closed).toBe(401)
    expect(await fleetOf(service, desk)).toEqual([])
  })

  it('[R12] lets the newer of two sockets with one token have it', async () => {
    const { service } = await start()
    const { screen } = await pair(service)
    const older = watch(service, screen)
    await expect.poll(() => older.last('snapshot')).toBeDefined()
    const newer = watch(service, screen)
    expect(await older.closed).toBe(4409)
    await expect.poll(() => newer.last('snapshot')).toBeDefined()
  })

  it('tells a desk which screens share a token', async () => {
    const { service } = await start()
    const { desk, screen } = await pair(service)
    for (let turn = 0; turn < 4; turn += 1) {
      const glass = watch(service, screen)
      await expect.poll(() => glass.last('snapshot')).toBeDefined()
    }
    expect(await fleetOf(service, desk)).toMatchObject([{ health: 'conflict' }])
  })

  it('[row 41] tells a desk at once of a second screen with a token, and of none that came back after it had gone', async () => {
    const { service } = await start()
    const { desk, screen } = await pair(service)
    const first = watch(service, screen)
    await expect.poll(() => first.last('snapshot')).toBeDefined()
    first.socket.close()
    await first.closed
    const again = watch(service, screen)
    await expect.poll(() => again.last('snapshot')).toBeDefined()
    expect(await fleetOf(service, desk)).toMatchObject([{ health: 'healthy' }])
    const thief = watch(service, screen)
    await expect.poll(() => thief.last('snapshot')).toBeDefined()
    expect(await again.closed).toBe(4409)
    await expect.poll(() => fleetOf(service, desk)).toMatchObject([{ health: 'conflict' }])
  })

  it('takes a screen’s report and shows it to the desk', async () => {
    const { service } = await start()
    const { desk, screen } = await pair(service)
    const glass = watch(service, screen)
    await expect.poll(() => glass.last('snapshot')).toBeDefined()
    const report = {
      ...{ width: 3840, height: 2160, build: 'b', paintedAgeMs: 20_000, frameMsP50: 16, frameMsP95: 33 },
      ...{ heapBytes: 1_000_000, sound: 'blocked' },
    }
    glass.socket.send(JSON.stringify({ type: 'report', report }))
    await expect.poll(() => fleetOf(service, desk)).toMatchObject([{ health: 'stale', report }])
    glass.socket.close()
    await expect.poll(() => fleetOf(service, desk)).toMatchObject([{ onlineSince: null }])
  })

  it('identifies, reloads, renames and changes a screen from the desk', async () => {
    const { service } = await start()
    const { desk, screen, id } = await pair(service)
    const command = (name: string) =>
      call(service, 'POST', `/api/displays/${id}/commands`, desk, { command: name })
    expect((await command('identify')).status).toBe(409)
    const glass = watch(service, screen)
    await expect.poll(() => glass.last('snapshot')).toBeDefined()
    expect((await command('identify')).status).toBe(204)
    await expect.poll(() => glass.last('command')).toMatchObject({ command: 'identify' })
    const change = { name: 'Window', nightHours: { from: '22:00', to: '06:00', look: 'blank' } }
    expect((await call(service, 'PATCH', `/api/displays/${id}`, desk, change)).status).toBe(204)
    await expect
      .poll(() => glass.last('board')?.display)
      .toMatchObject({ name: 'Window', settings: { nightHours: change.nightHours } })
    const before = glass.messages.filter(({ type }) => type === 'snapshot').length
    expect(before).toBeGreaterThan(0)
  })

  it.each([
    [{ boardId: 'gone' }, /no such board/],
    [{ timeZone: 'Mars/Base' }, /timeZone: a time zone such as/],
    [{ nightHours: { from: '25:00', to: '06:00', look: 'dim' } }, /nightHours.from: a time of day/],
    [{ colour: 'red' }, /colour/],
  ])('refuses the change %j and says why', async (change, words) => {
    const { service } = await start()
    const { desk, id } = await pair(service)
    const refused = await call(service, 'PATCH', `/api/displays/${id}`, desk, change)
    expect(refused).toMatchObject({ status: 400, text: expect.stringMatching(words) as string })
  })

  it('[row 40, 41] refuses expired, used and guessed codes alike, and stops guessing after five', async () => {
    const { service } = await start()
    const desk = (await signIn(service)).cookie
    const { code } = await ask(service)
    expect((await call(service, 'GET', `/api/pairing/${code}`, desk)).text).toContain('"width":1920')
    expect((await call(service, 'POST', '/api/displays', desk, requestedView(code))).status).toBe(201)
    expect((await call(service, 'POST', '/api/displays', desk, requestedView(code))).status).toBe(404)
    for (const guess of ['BBBB-BBBB', 'CCCC-CCCC'])
      expect((await call(service, 'GET', `/api/pairing/${guess}`, desk)).status).toBe(404)
    for (const guess of ['DDDD-DDDD', 'FFFF-FFFF'])
      expect((await call(service, 'POST', '/api/displays', desk, requestedView(guess))).status).toBe(404)
    expect(
      (await call(service, 'POST', '/api/displays', desk, requestedView((await ask(service)).code))).status,
    ).toBe(429)
  })

  it('gives a screen that is not paired and a person who has not signed in nothing', async () => {
    const { service } = await start()
    expect((await call(service, 'GET', '/api/displays')).status).toBe(401)
    expect((await call(service, 'POST', '/api/displays', '', requestedView('BBBB-BBBB'))).status).toBe(401)
    expect((await call(service, 'GET', '/api/pairing/BBBB-BBBB')).status).toBe(401)
    expect((await call(service, 'GET', '/api/display')).status).toBe(401)
    expect(await watch(service, 'wallboard_display=guess').closed).toBe(401)
    const { screen } = await pair(service)
    for (const path of ['/api/displays', '/api/queues'])
      expect((await call(service, 'GET', path, screen)).status).toBe(401)
  })

  it('keeps a display over a restart, and says on it that nobody is signed in until somebody is', async () => {
    const first = await start()
    const { screen } = await pair(first.service)
    await first.service.close()
    const service = await first.again()
    const glass = watch(service, screen)
    await expect
      .poll(() => glass.last('snapshot')?.link)
      .toMatchObject({
        state: 'ended',
        reason: { code: 'no-session', username: 'demo@wallboard.test' },
      })
    await signIn(service)
    expect(await glass.closed).toBe(1001) // and so it comes back, to figures
    const back = watch(service, screen)
    await expect.poll(() => back.last('snapshot')?.payLoad[0]?.data.length).toBeGreaterThan(0)
  })
})
