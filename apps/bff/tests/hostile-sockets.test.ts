import { describe, expect, it } from 'vitest'
import { createService } from '../src/app/service.ts'
import { connect, signIn, start } from './bff-fixture.ts'
import { call, pair, connectDisplay } from './display-fixture.ts'
import { openRaw, openUpgrade, pong } from './raw-socket.ts'

/** A close frame with this code, as a server sends it. */
const closeFrame = (code: number) => Buffer.from([code >> 8, code & 0xff])

describe(createService, () => {
  it('[row 45] destroys the sockets of refused upgrades, also when the peer never closes its side', async () => {
    const { service } = await start()
    const refused = [
      openUpgrade(service),
      openUpgrade(service, { cookie: 'wallboard_display=guess', role: 'display' }),
      openUpgrade(service, { target: '/nowhere' }),
      openUpgrade(service, { origin: 'http://evil.test' }),
    ]
    for (const [index, status] of ['401', '401', '404', '403'].entries()) {
      const raw = refused[index]
      await expect.poll(() => raw?.text()).toMatch(`HTTP/1.1 ${status} `)
      await expect.poll(() => raw?.isDestroyed(), { timeout: 3_000 }).toBe(true)
    }
  })

  it('[R21] [row 45] answers upgrades above the limit of an address with 503, and keeps serving connected clients', async () => {
    const { service } = await start({}, { MAX_CONNECTIONS_PER_ADDRESS: '3' })
    const { cookie } = await signIn(service)
    const screens = [connect(service, cookie), connect(service, cookie), connect(service, cookie)]
    for (const screen of screens) await expect.poll(() => screen.count('snapshot')).toBeGreaterThan(0)
    const beyond = Array.from({ length: 20 }, () => openUpgrade(service, { cookie }))
    for (const raw of beyond) await expect.poll(raw.text).toMatch(/^HTTP\/1\.1 503 .*\r\nRetry-After: 10\r\n/)
    const before = screens.map((screen) => screen.count('heartbeat'))
    for (const [index, screen] of screens.entries())
      await expect
        .poll(() => screen.count('heartbeat'), { timeout: 5_000 })
        .toBeGreaterThan(before[index] ?? 0)
    screens[0]?.socket.terminate()
    await expect
      .poll(async () => {
        const next = connect(service, cookie)
        await Promise.race([next.closed, new Promise((resolve) => next.socket.once('message', resolve))])
        return next.count('hello')
      })
      .toBe(1)
  })

  it('[row 45] closes connections that send no request within 5 s, and keeps serving clients', async () => {
    const { service } = await start()
    const { cookie } = await signIn(service)
    const screen = connect(service, cookie)
    await expect.poll(() => screen.count('snapshot')).toBe(1)
    const idle = Array.from({ length: 300 }, () => openRaw(service))
    const dripping = openRaw(service)
    dripping.socket.write('GET / HTTP/1.1\r\nX-Drip: ')
    const ended = (raw: typeof dripping) => raw.socket.readableEnded || raw.socket.destroyed
    await expect.poll(() => [...idle, dripping].every(ended), { timeout: 12_000 }).toBe(true)
    expect(screen.count('heartbeat')).toBeGreaterThan(2)
    expect(screen.socket.readyState).toBe(screen.socket.OPEN)
  })

  it('[R20] [row 39, 41] destroys the socket of a revoked display that does not answer the close frame', async () => {
    const { service } = await start()
    const { desk, screen, id } = await pair(service)
    const raw = openUpgrade(service, { role: 'display', cookie: screen })
    await expect.poll(raw.text).toContain('"snapshot"')
    expect((await call(service, 'DELETE', `/api/displays/${id}`, desk)).status).toBe(204)
    await expect.poll(() => raw.bytes().includes(closeFrame(4401))).toBe(true)
    const length = raw.bytes().length
    await expect.poll(raw.isDestroyed, { timeout: 3_000 }).toBe(true)
    expect(raw.bytes()).toHaveLength(length)
  })

  it('[R18] [row 44] closes a client that floods pongs with 1008, and keeps serving the others', async () => {
    const { service } = await start()
    const { screen, desk } = await pair(service)
    const other = connect(service, desk)
    const raw = openUpgrade(service, { role: 'display', cookie: screen })
    await expect.poll(raw.text).toContain('"snapshot"')
    const flood = Buffer.concat(Array.from({ length: 10_000 }, () => pong))
    const before = other.count('heartbeat')
    for (let burst = 0; burst < 50; burst += 1) raw.socket.write(flood)
    await expect.poll(() => raw.bytes().includes(closeFrame(1008))).toBe(true)
    await expect.poll(raw.isDestroyed, { timeout: 3_000 }).toBe(true)
    await expect.poll(() => other.count('heartbeat'), { timeout: 5_000 }).toBeGreaterThan(before + 1)
  })

  it('[R20] [row 48] closes every client with 1012 when the server stops', async () => {
    const { service } = await start()
    const { screen, desk } = await pair(service)
    const screens = [connect(service, desk), connectDisplay(service, screen)]
    await expect.poll(() => screens.every(({ messages }) => messages.length > 1)).toBe(true)
    await service.close()
    for (const { closed } of screens) expect(await closed).toBe(1012)
  })
})
