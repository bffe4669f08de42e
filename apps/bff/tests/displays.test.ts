import { DisplayList } from '@wallboard/relay/rest/display-list'
import { describe, expect, it } from 'vitest'
import { createService, type Service } from '../src/app/service.ts'
import { signIn, start } from './bff-fixture.ts'
import { requestPairingCode, call, pair, newDisplayBody, connectDisplay } from './display-fixture.ts'

const displaysOf = async (service: Service, desk: string) =>
  DisplayList.parse(JSON.parse((await call(service, 'GET', '/api/displays', desk)).text)).displays

describe(createService, () => {
  it('pairs a display by its code, and sends it a token and the stream of its board', async () => {
    const { service } = await start()
    const { desk, screen } = await pair(service)
    expect((await call(service, 'GET', '/api/display', screen)).text).toContain('"name":"Door"')
    const wall = connectDisplay(service, screen)
    await expect
      .poll(() => wall.last('snapshot')?.payLoad.map(({ dataSource }) => dataSource))
      .toEqual(['ACD_STATUS'])
    expect(wall.last('board')).toMatchObject({ display: { name: 'Door' }, boardId: 'all-queues' })
    expect(await displaysOf(service, desk)).toMatchObject([
      { name: 'Door', health: 'healthy', address: '127.0.0.1' },
    ])
  })

  it('sets the token in a cookie that scripts cannot read', async () => {
    const { service } = await start()
    const desk = (await signIn(service)).cookie
    const screen = await requestPairingCode(service)
    await call(service, 'POST', '/api/displays', desk, newDisplayBody(screen.code))
    const { setCookie, text } = await call(service, 'GET', '/api/pairing', screen.cookie)
    expect(setCookie.find((each) => each.startsWith('wallboard_display='))).toMatch(/HttpOnly; SameSite=Lax/)
    expect(text).toBe('{"state":"paired"}')
  })

  it('[R12] sends a display only the data that its board needs, whatever it subscribes to', async () => {
    const { service } = await start()
    const wall = connectDisplay(service, (await pair(service)).screen)
    await expect.poll(() => wall.last('changes')).toBeDefined()
    expect(JSON.stringify(wall.messages)).not.toContain('AGENT_STATE')
  })

  it('[R12] [row 39, 41] closes the socket of a revoked display at once, and refuses its token', async () => {
    const { service } = await start()
    const { desk, screen, id } = await pair(service)
    const wall = connectDisplay(service, screen)
    await expect.poll(() => wall.last('snapshot')).toBeDefined()
    expect((await call(service, 'DELETE', `/api/displays/${id}`, desk)).status).toBe(204)
    expect(await wall.closed).toBe(4401)
    expect((await call(service, 'GET', '/api/display', screen)).status).toBe(401)
    expect(await connectDisplay(service, screen).closed).toBe(401)
    expect(await displaysOf(service, desk)).toEqual([])
  })

  it('[R12] keeps the newer of two sockets with one token', async () => {
    const { service } = await start()
    const { screen } = await pair(service)
    const older = connectDisplay(service, screen)
    await expect.poll(() => older.last('snapshot')).toBeDefined()
    const newer = connectDisplay(service, screen)
    expect(await older.closed).toBe(4409)
    await expect.poll(() => newer.last('snapshot')).toBeDefined()
  })

  it('reports a conflict when several screens use one token', async () => {
    const { service } = await start()
    const { desk, screen } = await pair(service)
    for (let turn = 0; turn < 4; turn += 1) {
      const wall = connectDisplay(service, screen)
      await expect.poll(() => wall.last('snapshot')).toBeDefined()
    }
    expect(await displaysOf(service, desk)).toMatchObject([{ health: 'conflict' }])
  })

  it('[row 41] reports a second screen with a token at once, and no conflict for a screen that reconnects', async () => {
    const { service } = await start()
    const { desk, screen } = await pair(service)
    const first = connectDisplay(service, screen)
    await expect.poll(() => first.last('snapshot')).toBeDefined()
    first.socket.close()
    await first.closed
    const again = connectDisplay(service, screen)
    await expect.poll(() => again.last('snapshot')).toBeDefined()
    expect(await displaysOf(service, desk)).toMatchObject([{ health: 'healthy' }])
    const thief = connectDisplay(service, screen)
    await expect.poll(() => thief.last('snapshot')).toBeDefined()
    expect(await again.closed).toBe(4409)
    await expect.poll(() => displaysOf(service, desk)).toMatchObject([{ health: 'conflict' }])
  })

  it('stores the report of a display and shows it at the desk', async () => {
    const { service } = await start()
    const { desk, screen } = await pair(service)
    const wall = connectDisplay(service, screen)
    await expect.poll(() => wall.last('snapshot')).toBeDefined()
    const report = {
      ...{ width: 3840, height: 2160, build: 'b', paintedAgeMs: 20_000, frameMsP50: 16, frameMsP95: 33 },
      ...{ heapBytes: 1_000_000, sound: 'blocked' },
    }
    wall.socket.send(JSON.stringify({ type: 'report', report }))
    await expect.poll(() => displaysOf(service, desk)).toMatchObject([{ health: 'stale', report }])
    wall.socket.close()
    await expect.poll(() => displaysOf(service, desk)).toMatchObject([{ onlineSince: null }])
  })

  it('identifies, reloads, renames and changes a display from the desk', async () => {
    const { service } = await start()
    const { desk, screen, id } = await pair(service)
    const command = (name: string) =>
      call(service, 'POST', `/api/displays/${id}/commands`, desk, { command: name })
    expect((await command('identify')).status).toBe(409)
    const wall = connectDisplay(service, screen)
    await expect.poll(() => wall.last('snapshot')).toBeDefined()
    expect((await command('identify')).status).toBe(204)
    await expect.poll(() => wall.last('command')).toMatchObject({ command: 'identify' })
    const change = { name: 'Window', nightHours: { from: '22:00', to: '06:00', look: 'blank' } }
    expect((await call(service, 'PATCH', `/api/displays/${id}`, desk, change)).status).toBe(204)
    await expect
      .poll(() => wall.last('board')?.display)
      .toMatchObject({ name: 'Window', settings: { nightHours: change.nightHours } })
    const before = wall.messages.filter(({ type }) => type === 'snapshot').length
    expect(before).toBeGreaterThan(0)
  })

  it.each([
    [{ boardId: 'gone' }, /no such board/],
    [{ timeZone: 'Mars/Base' }, /timeZone: a time zone such as/],
    [{ nightHours: { from: '25:00', to: '06:00', look: 'dim' } }, /nightHours.from: a time of day/],
    [{ colour: 'red' }, /colour/],
  ])('refuses the change %j with a reason', async (change, words) => {
    const { service } = await start()
    const { desk, id } = await pair(service)
    const refused = await call(service, 'PATCH', `/api/displays/${id}`, desk, change)
    expect(refused).toMatchObject({ status: 400, text: expect.stringMatching(words) as string })
  })

  it('[row 40, 41] refuses used and guessed codes, and further attempts after five wrong ones', async () => {
    const { service } = await start()
    const desk = (await signIn(service)).cookie
    const { code } = await requestPairingCode(service)
    expect((await call(service, 'GET', `/api/pairing/${code}`, desk)).text).toContain('"width":1920')
    expect((await call(service, 'POST', '/api/displays', desk, newDisplayBody(code))).status).toBe(201)
    expect((await call(service, 'POST', '/api/displays', desk, newDisplayBody(code))).status).toBe(404)
    for (const guess of ['BBBB-BBBB', 'CCCC-CCCC'])
      expect((await call(service, 'GET', `/api/pairing/${guess}`, desk)).status).toBe(404)
    for (const guess of ['DDDD-DDDD', 'FFFF-FFFF'])
      expect((await call(service, 'POST', '/api/displays', desk, newDisplayBody(guess))).status).toBe(404)
    expect(
      (
        await call(
          service,
          'POST',
          '/api/displays',
          desk,
          newDisplayBody((await requestPairingCode(service)).code),
        )
      ).status,
    ).toBe(429)
  })

  it('sends nothing to a screen that is not paired or a person who is signed out', async () => {
    const { service } = await start()
    expect((await call(service, 'GET', '/api/displays')).status).toBe(401)
    expect((await call(service, 'POST', '/api/displays', '', newDisplayBody('BBBB-BBBB'))).status).toBe(401)
    expect((await call(service, 'GET', '/api/pairing/BBBB-BBBB')).status).toBe(401)
    expect((await call(service, 'GET', '/api/display')).status).toBe(401)
    expect(await connectDisplay(service, 'wallboard_display=guess').closed).toBe(401)
    const { screen } = await pair(service)
    for (const path of ['/api/displays', '/api/queues'])
      expect((await call(service, 'GET', path, screen)).status).toBe(401)
  })

  it('keeps a display over a restart, and shows on it that its user is signed out until they sign in', async () => {
    const first = await start()
    const { screen } = await pair(first.service)
    await first.service.close()
    const service = await first.again()
    const wall = connectDisplay(service, screen)
    await expect
      .poll(() => wall.last('snapshot')?.link)
      .toMatchObject({
        state: 'ended',
        reason: { code: 'no-session', username: 'demo@wallboard.test' },
      })
    await signIn(service)
    expect(await wall.closed).toBe(1001) // so that it reconnects to the new feed
    const back = connectDisplay(service, screen)
    await expect.poll(() => back.last('snapshot')?.payLoad[0]?.data.length).toBeGreaterThan(0)
  })
})
