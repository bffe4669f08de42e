import { noDirectory } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import { createDrills } from './drills.ts'
import type { ReplaySource } from './replay-source.ts'

const t0 = Date.parse('2026-11-26T10:00:00Z')
const names = { queues: [], directory: noDirectory, domainOffsetMs: 0 }

/** A recording of a minute in which nothing happens. */
const source: ReplaySource = {
  start: (at) =>
    Promise.resolve(
      at < t0
        ? { ok: false, error: { code: 'no-history', params: { from: t0, to: t0 + 60_000 } } }
        : { ok: true, start: { rows: [], coverage: [], names } },
    ),
  steps: ({ from, to }) =>
    Promise.resolve({
      ...{ steps: [], coverage: [], names: undefined },
      to: Math.max(from, Math.min(to, t0 + 60_000)),
    }),
}

function setUp() {
  let now = 0
  const events: string[] = []
  const drills = createDrills({
    createHub: () => ({ clientCount: () => 0, close: () => undefined }),
    monotonic: () => now,
    wall: () => t0 + now,
    max: 2,
    onStarted: ({ by, displayIds }) => {
      events.push(`${by} started on ${[...displayIds].join()}`)
    },
    onEnded: ({ by }, reason) => {
      events.push(`${by}: ${reason}`)
    },
    onFailed: (error) => {
      throw error
    },
  })
  const start = (by: string, displayIds: string[], change: { at?: number; speed?: number } = {}) =>
    drills.start({
      org: '1',
      by,
      isSimulated: false,
      displayIds,
      source,
      at: t0,
      speed: 1,
      minutes: 60,
      ...change,
    })
  const pass = async (seconds: number) => {
    for (let tick = 0; tick < seconds * 4; tick += 1) {
      now += 250
      drills.tick()
      await Promise.resolve()
      await Promise.resolve()
    }
  }
  return { drills, start, pass, events }
}

describe(createDrills, () => {
  it('[R33] shows a recording on the chosen displays, and ends by itself at the end of the recording', async () => {
    const { drills, start, pass, events } = setUp()
    await start('Sam', ['a', 'b'])
    expect(drills.ofDisplay('b')).toMatchObject({ by: 'Sam', since: t0 })
    expect(drills.ofDisplay('c')).toBeUndefined()
    await pass(65)
    expect(events).toEqual(['Sam started on a,b'])
    await pass(10)
    expect(events).toEqual(['Sam started on a,b', 'Sam: over'])
    expect(drills.ofDisplay('a')).toBeUndefined()
  })

  it('ends after its limit, and when somebody of the domain ends it', async () => {
    const { drills, start, pass, events } = setUp()
    const endless: ReplaySource = {
      ...source,
      steps: ({ to }) => Promise.resolve({ to, steps: [], coverage: [], names: undefined }),
    }
    await drills.start({
      org: '1',
      by: 'Ada',
      isSimulated: true,
      displayIds: ['a'],
      source: endless,
      at: t0,
      speed: 1,
      minutes: 2,
    })
    await pass(119)
    expect(drills.ofDisplay('a')).toBeDefined()
    await pass(1)
    expect(events.at(-1)).toBe('Ada: over')
    const started = await start('Sam', ['a'])
    const id = started.ok ? started.id : ''
    expect(drills.end('2', id)).toBe(false)
    expect([drills.end('1', id), drills.end('1', id)]).toEqual([true, false])
  })

  it('moves a display to the drill that was started last', async () => {
    const { drills, start, events } = setUp()
    await start('Ada', ['a', 'b'])
    await start('Sam', ['b'])
    expect([drills.ofDisplay('a')?.by, drills.ofDisplay('b')?.by]).toEqual(['Ada', 'Sam'])
    drills.close()
    expect(events.slice(2)).toEqual(['Ada: stopping', 'Sam: stopping'])
  })

  it('refuses a drill of an instant without a recording, and more drills than the server runs', async () => {
    const { start, events } = setUp()
    expect(await start('Sam', ['a'], { at: t0 - 1 })).toMatchObject({ error: { code: 'no-history' } })
    await start('Sam', ['a'])
    await start('Sam', ['b'])
    expect(await start('Sam', ['c'])).toMatchObject({
      error: { code: 'too-many-replays', params: { max: 2 } },
    })
    expect(events).toEqual(['Sam started on a', 'Sam started on b'])
  })
})
