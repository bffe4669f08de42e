import { DisplayList } from '@wallboard/relay/rest/display-list'
import { describe, expect, it } from 'vitest'
import { systemClocks } from '../src/app/clocks.ts'
import { createService } from '../src/app/service.ts'
import { connect, signIn, start } from './bff-fixture.ts'
import { call, pair, watch } from './display-fixture.ts'

const hourMs = 3_600_000

describe(createService, () => {
  it('[row 23] keeps changes, heartbeats, sessions and displays when its wall clock is set by ±1 h and ±25 h', async () => {
    let offsetHours = 0
    const clocks = { ...systemClocks, wall: () => systemClocks.wall() + offsetHours * hourMs }
    const { service } = await start({ queues: 30, agents: 100, speed: 60 }, {}, clocks)
    const { screen } = await pair(service)
    const { cookie } = await signIn(service)
    const [desk, glass] = [connect(service, cookie), watch(service, screen)]
    await expect.poll(() => desk.count('changes')).toBeGreaterThan(0)
    await expect.poll(() => glass.last('snapshot')).toBeDefined()

    for (const hours of [-1, 1, -25, 25]) {
      offsetHours = hours
      const before = { desk: desk.messages.length, glass: glass.messages.length }
      const onDesk = (type: string) =>
        desk.messages.slice(before.desk).filter((message) => message.type === type).length
      const onGlass = (type: string) => {
        glass.acknowledge()
        return glass.messages.slice(before.glass).filter((message) => message.type === type).length
      }
      for (const type of ['changes', 'heartbeat']) {
        await expect.poll(() => onDesk(type), { timeout: 8_000 }).toBeGreaterThan(1)
        await expect.poll(() => onGlass(type), { timeout: 8_000 }).toBeGreaterThan(1)
      }
      // What is shown follows the wall clock, and no silence is measured by it.
      const fleet = DisplayList.parse(JSON.parse((await call(service, 'GET', '/api/displays', cookie)).text))
      expect(fleet.displays).toMatchObject([{ health: 'healthy' }])
      expect(Math.abs(fleet.serverTime - (fleet.displays[0]?.lastSeenAt ?? 0))).toBeLessThan(60_000)
      const beat = desk.messages.filter((message) => message.type === 'heartbeat').at(-1)
      expect(Math.round((beat?.wallOffsetMs ?? 0) / hourMs)).toBe(hours)
    }
    // Instants of the wire have not stepped, and neither the session nor the display was ended.
    const times = desk.messages.flatMap((message) => ('serverTime' in message ? [message.serverTime] : []))
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(hourMs)
    expect([desk.socket.readyState, glass.socket.readyState]).toEqual([desk.socket.OPEN, desk.socket.OPEN])
    const late = connect(service, cookie)
    await expect.poll(() => late.count('changes')).toBeGreaterThan(1)
  })
})
