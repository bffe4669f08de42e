import { DisplayList } from '@wallboard/relay/rest/display-list'
import { StartedDrill } from '@wallboard/relay/rest/replays'
import { describe, expect, it } from 'vitest'
import { connect, start } from './bff-fixture.ts'
import { call, connectDisplay, pair } from './display-fixture.ts'

const simulated = { from: '10:00', traffic: 'busy' }

describe('a drill of a simulated day', () => {
  it(
    'shows the queues of the domain with invented calls on a display, without history, until it is ended',
    { timeout: 60_000 },
    async () => {
      const { service } = await start({ queues: 4, agents: 24 })
      const { desk, screen, id } = await pair(service)
      const person = connect(service, desk)
      await expect.poll(() => person.rows().length, { timeout: 20_000 }).toBeGreaterThan(0)
      const live = connectDisplay(service, screen)
      await expect.poll(() => live.last('snapshot')?.queues.length, { timeout: 20_000 }).toBe(4)

      const post = (body: unknown) => call(service, 'POST', '/api/drills', desk, body)
      const displays = [id]
      // A recording needs history, which this server has not.
      expect((await post({ at: '2026-11-26T10:00:00Z', speed: 1, displays })).status).toBe(404)
      for (const bad of [
        { simulated: { ...simulated, from: '25:00' }, speed: 1, displays },
        { simulated: { ...simulated, traffic: 'endless' }, speed: 1, displays },
        { simulated, at: '2026-11-26T10:00:00Z', speed: 1, displays },
        { simulated, speed: 7, displays },
        { simulated, speed: 1, displays: [] },
      ])
        expect((await post(bad)).status, JSON.stringify(bad)).toBe(400)
      expect((await post({ simulated, speed: 1, displays: ['none'] })).status).toBe(404)

      const started = await post({ simulated, speed: 100, minutes: 1, displays })
      expect(started.status).toBe(201)
      await live.closed
      const shown = connectDisplay(service, screen)
      await expect.poll(() => shown.last('snapshot'), { timeout: 20_000 }).toBeDefined()
      expect(shown.last('hello')).toMatchObject({ mode: 'drill', isSimulated: true })
      const snapshot = shown.last('snapshot')
      expect(snapshot?.queues).toEqual(live.last('snapshot')?.queues)
      const queueIds = live.last('snapshot')?.queues.map(({ id: queue }) => queue) ?? []
      const rows = snapshot?.payLoad.find(({ dataSource }) => dataSource === 'ACD_STATUS')?.data ?? []
      expect(rows.flatMap((row) => (row.id === '0' ? [] : [row.id])).sort()).toEqual([...queueIds].sort())
      const first = snapshot?.asOf ?? 0
      // At 100 times its speed, a step is 25 s.
      await expect
        .poll(() => (shown.last('changes')?.asOf ?? 0) - first, { timeout: 20_000 })
        .toBeGreaterThan(50_000)

      const list = DisplayList.parse(JSON.parse((await call(service, 'GET', '/api/displays', desk)).text))
      expect(list.displays.map(({ health, drill }) => [health, drill?.isSimulated])).toEqual([
        ['drill', true],
      ])
      const drill = StartedDrill.parse(JSON.parse(started.text)).id
      expect((await call(service, 'DELETE', `/api/drills/${drill}`, desk)).status).toBe(204)
      await shown.closed
      const again = connectDisplay(service, screen)
      await expect.poll(() => again.last('snapshot'), { timeout: 20_000 }).toBeDefined()
      expect(again.last('hello')?.mode).toBeUndefined()
    },
  )
})
