import { describe, expect, it } from 'vitest'
import { connect, signIn, start, work } from './independent-client.ts'

describe('socket faults', () => {
  it('closes the sockets of tokens that a ForceIn invalidated, and no others', async () => {
    const simulator = await start()
    const user = await work(simulator)
    const old = await connect(simulator.origin, user)
    const newer = await signIn(simulator, 'ForceIn')
    expect(await old.closed).toBe(1000)
    const { isClosed, ids, socket } = await connect(simulator.origin, newer)
    socket.send('ping')
    await expect.poll(ids).toContain('1202')
    expect(isClosed()).toBe(false)
    expect(simulator.socketCount()).toBe(1)
  })

  it('closes the sockets of a token that expired', async () => {
    const simulator = await start()
    simulator.faults.set({ tokenLifeMs: 1_000 })
    const user = await work(simulator)
    expect(await (await connect(simulator.origin, user)).closed).toBe(1000)
  })

  it.each([1000, 1001, 1012, 4321])('closes every socket with %i on request', async (code) => {
    const simulator = await start()
    const user = await work(simulator)
    const { closed } = await connect(simulator.origin, user)
    await simulator.act({ do: 'close-sockets', code })
    expect(await closed).toBe(code)
  })

  it('cuts a socket without a close frame, and in the middle of a frame', async () => {
    const simulator = await start()
    const user = await work(simulator)
    const first = await connect(simulator.origin, user)
    simulator.dropSockets()
    expect(await first.closed).toBe(1006)
    const second = await connect(simulator.origin, user)
    await expect.poll(second.ids).toContain('1010')
    const whole = second.raw.length
    const arrived: number[] = []
    const tcp = Reflect.get(second.socket, '_socket') as NodeJS.ReadableStream
    tcp.on('data', (bytes: Buffer) => arrived.push(bytes.length))
    simulator.pause()
    simulator.cutMidFrame()
    expect(await second.closed).toBe(1006)
    expect(arrived.reduce((sum, bytes) => sum + bytes, 0)).toBeGreaterThan(1_000)
    expect(second.raw.slice(whole).every(({ text }) => text.endsWith('}'))).toBe(true)
    expect(simulator.socketCount()).toBe(0)
  })

  it('neither reads nor writes a half-open socket, and cuts it when the fault ends', async () => {
    const simulator = await start({ speed: 60 })
    const user = await work(simulator)
    const stuck = await connect(simulator.origin, user)
    await expect.poll(stuck.ids).toContain('5000')
    simulator.faults.set({ halfOpen: true })
    const late = await connect(simulator.origin, user, '/supsvcs/sws/late')
    stuck.socket.send('ping')
    const before = stuck.raw.length
    await user.call('PUT', `${user.own}/request_full_statistics`)
    await simulator.act({ do: 'send-event', eventId: '6003' })
    expect([stuck.raw.length - before, late.raw.length, stuck.isClosed()]).toEqual([0, 0, false])
    simulator.faults.clear('halfOpen')
    expect(await stuck.closed).toBe(1006)
    expect(await late.closed).toBe(1006)
    expect(stuck.ids()).not.toContain('1202')
    const fresh = await connect(simulator.origin, user)
    fresh.socket.send('ping')
    await expect.poll(fresh.ids).toContain('1202')
  })

  it('drops and delays pongs', async () => {
    const simulator = await start()
    const user = await work(simulator)
    const { socket, of, ids } = await connect(simulator.origin, user)
    simulator.faults.set({ lostPongs: true })
    socket.send('ping')
    await user.call('PUT', `${user.own}/request_full_statistics`)
    await expect.poll(() => of('5000').length).toBe(2)
    expect(ids()).not.toContain('1202')
    simulator.faults.set({ lostPongs: false, pongDelayMs: 300 })
    socket.send('ping')
    await user.call('PUT', `${user.own}/request_full_statistics`)
    await expect.poll(() => of('5000').length).toBe(3)
    expect(ids()).not.toContain('1202')
    await expect.poll(() => of('1202').length).toBe(1)
  })

  it('goes silent but answers pings, and sends the changes afterwards', async () => {
    const simulator = await start({ speed: 100 })
    const user = await work(simulator)
    const { socket, frames, of, ids } = await connect(simulator.origin, user)
    await expect.poll(ids).toContain('5012')
    simulator.faults.set({ silent: true })
    // The answer to a ping comes after what was on its way.
    socket.send('ping')
    await expect.poll(() => of('1202').length).toBe(1)
    const before = frames.length
    await user.call('PUT', `${user.own}/request_full_statistics`)
    await new Promise((resolve) => setTimeout(resolve, 300))
    socket.send('ping')
    await expect.poll(() => of('1202').length).toBe(2)
    expect(frames.length - before).toBe(1)
    simulator.faults.clear()
    await expect.poll(() => frames.length).toBeGreaterThan(before + 1)
  })

  it('refuses new sockets with a status', async () => {
    const simulator = await start()
    const user = await work(simulator)
    simulator.faults.set({ refusedUpgradeStatus: 503 })
    await expect(connect(simulator.origin, user)).rejects.toThrow('503')
    simulator.faults.clear()
    await expect(connect(simulator.origin, user)).resolves.toBeDefined()
  })
})

describe('a migration', () => {
  const seen = (ids: readonly unknown[]) =>
    ids.filter((id) => ['37', '70', '1001', '1002', '1004', '73'].includes(String(id)))

  it.each([
    ['forced', ['37', '70', '1002', '73']],
    ['graceful', ['37', '70', '1001', '73']],
    ['farm', ['1004']],
    ['unsaid', []],
  ] as const)(
    '(%s) moves the domain to its other host and leaves a socket without data behind',
    async (variant, events) => {
      const simulator = await start({ speed: 100 })
      const user = await work(simulator)
      const old = await connect(simulator.origin, user)
      await expect.poll(old.ids).toContain('5012')
      await simulator.migrate(variant, 5)
      expect(simulator.activeOrigin()).not.toBe(simulator.origin)
      await expect.poll(() => seen(old.ids())).toEqual(events)

      old.socket.send('ping')
      await expect.poll(old.ids).toContain('1202')
      // The reply comes after all frames that were sent before the migration.
      const before = old.of('5012').length

      const atOld = await fetch(`${simulator.origin}/supsvcs/rs/svc${user.own}/login_state`, user)
      expect(atOld.status).toBe(435)
      expect(await atOld.json()).toMatchObject({
        five9ExceptionDetail: { errorCode: 5001, context: { farmId: '252' } },
      })
      expect((await user.call('GET', `${user.own}/login_state`)).body).toBe('RELOGIN')
      expect((await user.call('GET', `${user.org}/skills`)).status).toBe(435)
      expect((await user.call('PUT', `${user.own}/session_restart`)).status).toBe(204)
      const live = await connect(simulator.activeOrigin(), user)
      await user.call('PUT', `${user.own}/request_full_statistics`)
      await expect.poll(live.ids).toEqual(expect.arrayContaining(['5000', '5012']))
      expect(old.of('5012').length).toBe(before)
      expect(old.isClosed()).toBe(false)
    },
  )

  it('sends the new metadata in 1002 and from the old host’s metadata method', async () => {
    const simulator = await start()
    const user = await work(simulator)
    const { of } = await connect(simulator.origin, user)
    await simulator.migrate('forced', 0)
    await expect.poll(() => of('1002').length).toBe(1)
    const port = new URL(simulator.activeOrigin()).port
    const metadata = { dataCenters: [{ active: true, apiUrls: [{ port }] }, { active: false }] }
    expect(of('1002')[0]).toMatchObject({ context: { userId: user.id, broadCast: false }, payLoad: metadata })
    const reply = await fetch(`${simulator.origin}/supsvcs/rs/svc/auth/metadata`, user)
    expect(await reply.json()).toMatchObject({ metadata, context: { farmId: '252' } })
    expect(of('37')[0]?.payLoad).toBe(0)
    expect(of('73')[0]).toMatchObject({ context: { eventReason: 'COMPLETED' }, payLoad: 'IDLE_MAINTENANCE' })
  })

  it('is announced but not carried out, and everything continues', async () => {
    const simulator = await start()
    const user = await work(simulator)
    const { ids, of } = await connect(simulator.origin, user)
    await simulator.migrate('announced', 5)
    await expect.poll(() => seen(ids())).toEqual(['37', '70'])
    const full = of('5000').length
    expect((await user.call('PUT', `${user.own}/request_full_statistics`)).status).toBe(204)
    await expect.poll(() => of('5000').length).toBe(full + 1)
    expect(simulator.activeOrigin()).toBe(simulator.origin)
  })

  it('moves back the second time', async () => {
    const simulator = await start({ speed: 100 })
    const user = await work(simulator)
    await simulator.migrate('forced', 0)
    await user.call('PUT', `${user.own}/session_restart`)
    const there = await connect(simulator.activeOrigin(), user)
    await simulator.migrate('forced', 0)
    await expect.poll(() => seen(there.ids())).toEqual(['37', '70', '1002', '73'])
    expect(simulator.activeOrigin()).toBe(simulator.origin)
    expect((await user.call('GET', `${user.own}/login_state`)).body).toBe('RELOGIN')
    await user.call('PUT', `${user.own}/session_restart`)
    const back = await connect(simulator.origin, user)
    await expect.poll(back.ids).toContain('5012')
  })

  it('sends no data on a socket that is opened on the old host', async () => {
    const simulator = await start({ speed: 100 })
    const user = await work(simulator)
    await simulator.migrate('unsaid')
    const lost = await connect(simulator.origin, user)
    const live = await connect(simulator.activeOrigin(), user)
    await expect.poll(() => live.of('5012').length).toBeGreaterThan(2)
    expect(lost.ids()).toEqual(['1010'])
  })
})
