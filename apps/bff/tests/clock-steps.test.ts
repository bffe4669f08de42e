import { DisplayList } from '@wallboard/relay/rest/display-list'
import { describe, expect, it } from 'vitest'
import { systemClocks } from '../src/app/clocks.ts'
import { createService } from '../src/app/service.ts'
import { connect, signIn, start } from './bff-fixture.ts'
import { call, pair, connectDisplay } from './display-fixture.ts'

const hourMs = 3_600_000

describe(createService, () => {
  it('[row 23] keeps changes, heartbeats, sessions and displays when the wall clock steps by ±1 h and ±25 h', async () => {
    let offsetHours = 0
    const clocks = { ...systemClocks, wall: () => systemClocks.wall() + offsetHours * hourMs }
    const { service } = await start({ queues: 30, agents: 100, speed: 60 }, {}, clocks)
    const { screen } = await pair(service)
    const { cookie } = await signIn(service)
    const [desk, wall] = [connect(service, cookie), connectDisplay(service, screen)]
    await expect.poll(() => desk.count('changes')).toBeGreaterThan(0)
    await expect.poll(() => wall.last('snapshot')).toBeDefined()

    for (const hours of [-1, 1, -25, 25]) {
      offsetHours = hours
      const before = { desk: desk.messages.length, wall: wall.messages.length }
      const onDesk = (type: string) =>
        desk.messages.slice(before.desk).filter((message) => message.type === type).length
      const onWall = (type: string) => {
        wall.acknowledge()
        return wall.messages.slice(before.wall).filter((message) => message.type === type).length
      }
      for (const type of ['changes', 'heartbeat']) {
        await expect.poll(() => onDesk(type), { timeout: 8_000 }).toBeGreaterThan(1)
        await expect.poll(() => onWall(type), { timeout: 8_000 }).toBeGreaterThan(1)
      }
      // Displayed times follow the wall clock; silence is not measured by it.
      const list = DisplayList.parse(JSON.parse((await call(service, 'GET', '/api/displays', cookie)).text))
      expect(list.displays).toMatchObject([{ health: 'healthy' }])
      expect(Math.abs(list.serverTime - (list.displays[0]?.lastSeenAt ?? 0))).toBeLessThan(60_000)
      const beat = desk.messages.filter((message) => message.type === 'heartbeat').at(-1)
      expect(Math.round((beat?.wallOffsetMs ?? 0) / hourMs)).toBe(hours)
    }
    // Instants on the wire have not stepped, and neither the session nor the display has ended.
    const times = desk.messages.flatMap((message) => ('serverTime' in message ? [message.serverTime] : []))
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(hourMs)
    expect([desk.socket.readyState, wall.socket.readyState]).toEqual([desk.socket.OPEN, desk.socket.OPEN])
    const late = connect(service, cookie)
    await expect.poll(() => late.count('changes')).toBeGreaterThan(1)
  })
})
