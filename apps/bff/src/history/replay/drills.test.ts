import { noDirectory } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import type { DrillRecords } from './drill-copies.ts'
import type { DrillPlan, DrillRecord } from './drill-record.ts'
import { createDrills, type DrillOutcome } from './drills.ts'
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

/** A recording without an end. */
const endless: ReplaySource = {
  ...source,
  steps: ({ to }) => Promise.resolve({ to, steps: [], coverage: [], names: undefined }),
}

/** The records of several nodes, which reach the other nodes when they are delivered. */
function createCluster() {
  const nodes = new Map<
    string,
    { written: Map<string, DrillRecord>; read: Map<string, DrillRecord>; isAlive: boolean }
  >()
  const listeners = new Map<string, () => void>()
  const notify = (but?: string) => {
    for (const [node, listener] of listeners) if (node !== but) listener()
  }
  return {
    clock: { now: 0 },
    isDelayed: false,
    deliver() {
      for (const node of nodes.values()) node.read = new Map(node.written)
      notify()
    },
    kill(node: string) {
      const killed = nodes.get(node)
      if (killed !== undefined) killed.isAlive = false
      listeners.delete(node)
      notify()
    },
    join(node: string): DrillRecords {
      const own = { written: new Map<string, DrillRecord>(), read: new Map(), isAlive: true }
      nodes.set(node, own)
      const write = () => {
        if (this.isDelayed) return
        own.read = new Map(own.written)
        notify(node)
      }
      return {
        set(id, record) {
          own.written.set(id, record)
          write()
        },
        remove(id) {
          own.written.delete(id)
          write()
        },
        others: () =>
          [...nodes].flatMap(([name, { read, isAlive }]) =>
            name === node ? [] : [{ node: name, isAlive, hasLeft: false, heardAt: 0, records: read }],
          ),
        on(listener) {
          listeners.set(node, () => {
            listener(undefined)
          })
          return () => listeners.delete(node)
        },
      }
    },
  }
}
type Cluster = ReturnType<typeof createCluster>

const recording: DrillPlan = { kind: 'recording', org: '1', username: 'wall', isPersonal: false }

/** A server with drills. Servers of one `cluster` share their clocks and their records. */
function setUp({ cluster = createCluster(), node = 'a' }: { cluster?: Cluster; node?: string } = {}) {
  const { clock } = cluster
  const events: string[] = []
  const hubs: { readonly at: () => number; readonly epoch: string; closedBy: string | undefined }[] = []
  const drills = createDrills({
    createSource: ({ displayIds }) => (displayIds.includes('endless') ? endless : source),
    createHub(stream) {
      const hub = {
        ...{ at: stream.asOf, epoch: stream.epoch, closedBy: undefined as string | undefined },
        clientCount: () => 0,
        close: (reason: string) => (hub.closedBy = reason),
      }
      hubs.push(hub)
      return hub
    },
    monotonic: () => clock.now,
    now: () => t0 + clock.now,
    max: 2,
    records: cluster.join(node),
    onStarted: ({ by, displayIds }) => {
      events.push(`${by} started on ${displayIds.join()}`)
    },
    onEnded: ({ by }, reason) => {
      events.push(`${by}: ${reason}`)
    },
    onShown: (displayIds) => {
      events.push(`reconnect ${displayIds.join()}`)
    },
    onFailed: (error) => {
      throw error
    },
  })
  const start = (by: string, displayIds: string[], change: { at?: number; minutes?: number } = {}) =>
    drills.start({ org: '1', by, plan: recording, displayIds, at: t0, speed: 1, minutes: 60, ...change })
  const tick = async () => {
    drills.tick()
    await Promise.resolve()
    await Promise.resolve()
  }
  const pass = async (seconds: number) => {
    for (let step = 0; step < seconds * 4; step += 1) {
      clock.now += 250
      await tick()
    }
  }
  return { drills, start, tick, pass, events, hubs }
}

const idOf = (outcome: DrillOutcome): string => {
  if (!outcome.ok) throw new Error(`refused: ${outcome.error.code}`)
  return outcome.id
}

describe(createDrills, () => {
  it('[R33] shows a recording on the chosen displays, and ends by itself at the end of the recording', async () => {
    const { drills, start, pass, events } = setUp()
    await start('Sam', ['a', 'b'])
    expect(drills.ofDisplay('b')).toMatchObject({ by: 'Sam', since: t0 })
    expect(drills.ofDisplay('c')).toBeUndefined()
    await pass(65)
    expect(events).toEqual(['Sam started on a,b', 'reconnect a,b'])
    await pass(10)
    expect(events.slice(2)).toEqual(['Sam: over'])
    expect(drills.ofDisplay('a')).toBeUndefined()
  })

  it('ends after its limit, and when somebody of the domain ends it', async () => {
    const { drills, start, pass, events } = setUp()
    await start('Ada', ['a', 'endless'], { minutes: 2 })
    await pass(119)
    expect(drills.ofDisplay('a')).toBeDefined()
    await pass(1)
    expect(events.at(-1)).toBe('Ada: over')
    const id = idOf(await start('Sam', ['a']))
    expect(drills.end('2', id)).toEqual({ type: 'unknown' })
    expect([drills.end('1', id), drills.end('1', id)]).toEqual([{ type: 'ended' }, { type: 'unknown' }])
  })

  it('moves a display to the drill that was started last', async () => {
    const { drills, start, events } = setUp()
    await start('Ada', ['a', 'b'])
    await start('Sam', ['b'])
    expect([drills.ofDisplay('a')?.by, drills.ofDisplay('b')?.by]).toEqual(['Ada', 'Sam'])
    drills.close()
    expect(events.slice(2)).toEqual(['Sam started on b', 'reconnect b', 'Ada: stopping', 'Sam: stopping'])
  })

  it('refuses a drill of an instant without a recording, and more drills than the server runs', async () => {
    const { start, events } = setUp()
    expect(await start('Sam', ['a'], { at: t0 - 1 })).toMatchObject({ error: { code: 'no-history' } })
    await start('Sam', ['a'])
    await start('Sam', ['b'])
    expect(await start('Sam', ['c'])).toMatchObject({
      error: { code: 'too-many-replays', params: { max: 2 } },
    })
    expect(events.filter((event) => event.startsWith('Sam'))).toEqual([
      'Sam started on a',
      'Sam started on b',
    ])
  })
})

describe('drills of two nodes', () => {
  function startNodes() {
    const cluster = createCluster()
    return { cluster, a: setUp({ cluster, node: 'a' }), b: setUp({ cluster, node: 'b' }) }
  }

  it('play the same, from the same position, for the displays of each node, until the node of the drill ends it', async () => {
    const { a, b } = startNodes()
    const id = idOf(await a.start('Ada', ['wall', 'endless']))
    expect(b.events).toEqual(['reconnect wall,endless'])
    await a.pass(20)
    const hub = await b.drills.join('wall')
    expect(hub?.at()).toBe(t0 + 20_000)
    expect(hub?.at()).toBe(a.hubs[0]?.at())
    // A display that moves between the nodes must not resume in the stream of the other.
    expect(hub?.epoch).not.toBe(a.hubs[0]?.epoch)
    expect(await b.drills.join('endless')).toBe(hub)
    await b.pass(5)
    expect(hub?.at()).toBe(t0 + 25_000)
    expect(b.drills.ofDisplay('wall')).toMatchObject({ id, by: 'Ada', since: t0 })
    // A request at the other node goes to the node that started the drill.
    expect(b.drills.end('2', id)).toEqual({ type: 'unknown' })
    expect(b.drills.end('1', id)).toEqual({ type: 'elsewhere', node: 'a' })
    a.drills.end('1', id)
    expect([hub?.closedBy, b.drills.ofDisplay('wall')]).toEqual(['the drill has ended', undefined])
    expect(await b.drills.join('wall')).toBeUndefined()
    expect(b.events).toEqual(['reconnect wall,endless'])
  })

  it('end with the node that started them: displays return to live figures with the reason', async () => {
    const { cluster, a, b } = startNodes()
    await a.start('Ada', ['wall'])
    const hub = await b.drills.join('wall')
    cluster.kill('a')
    expect(hub?.closedBy).toBe('the drill has ended: the server that started it has stopped')
    expect(await b.drills.join('wall')).toBeUndefined()
    expect(b.events.slice(1)).toEqual(['Ada: node-stopped'])
  })

  it('show one drill on a display when both start one at once, and the same at both nodes', async () => {
    const { cluster, a, b } = startNodes()
    cluster.isDelayed = true
    const ids = [await a.start('Ada', ['wall', 'door']), await b.start('Bo', ['wall'])].map(idOf)
    cluster.isDelayed = false
    cluster.deliver()
    const shown = [a, b].map(({ drills }) => drills.ofDisplay('wall')?.id)
    expect(shown[0]).toBe(shown[1])
    expect(shown[0]).toBe(ids.toSorted().at(-1)) // both started at one instant: the greater id
    expect([a, b].map(({ drills }) => drills.ofDisplay('door')?.by)).toEqual(['Ada', 'Ada'])
  })

  it('move a display to the drill that was started last, also on another node, and end a drill without displays', async () => {
    const { cluster, a, b } = startNodes()
    cluster.clock.now = 5_000
    await a.start('Ada', ['wall'])
    cluster.clock.now = 0 // the clock of the other node is behind
    await b.start('Bo', ['wall'])
    expect([a, b].map(({ drills }) => drills.ofDisplay('wall')?.by)).toEqual(['Bo', 'Bo'])
    expect(a.events).toEqual(['Ada started on wall', 'reconnect wall', 'Ada: ended', 'reconnect wall'])
    expect(a.hubs[0]?.closedBy).toBe('the drill has ended')
  })

  it('end at the other node by themselves when their end is not heard', async () => {
    const { cluster, a, b } = startNodes()
    await a.start('Ada', ['wall', 'endless'], { minutes: 1 })
    const hub = await b.drills.join('wall')
    cluster.isDelayed = true
    await b.pass(64)
    expect(hub?.closedBy).toBeUndefined()
    await b.pass(1)
    expect([hub?.closedBy, b.drills.ofDisplay('wall')]).toEqual(['the drill has ended', undefined])
  })

  it('count together against the limit', async () => {
    const { a, b } = startNodes()
    await a.start('Ada', ['a'])
    await b.start('Bo', ['b'])
    expect(await b.start('Bo', ['c'])).toMatchObject({ error: { code: 'too-many-replays' } })
  })
})
