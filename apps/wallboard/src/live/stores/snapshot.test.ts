import type { ServerMessage } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import { createQueueStatisticsStore, type QueueStatisticsStore } from './queue-statistics-store.ts'
import { snapshotOf } from './snapshot.ts'
import { createSourcesStore } from './sources-store.ts'
import { upLink } from '../link-fixture.ts'

const link = upLink(1_000)
const snapshotOfQueues = (...ids: string[]): Extract<ServerMessage, { type: 'snapshot' }> => ({
  type: 'snapshot',
  eventId: '5000',
  epoch: 'e',
  seq: 1,
  asOf: 1_000,
  serverTime: 1_000,
  wallOffsetMs: 0,
  queues: ids.map((id) => ({ id, name: `Queue ${id}` })),
  payLoad: [
    { dataSource: 'ACD_STATUS', data: ids.map((id) => ({ id, asOf: 1_000, callsInQueue: 2 })) },
    { dataSource: 'AGENT_STATE', data: [{ id: 'a', asOf: 1_000, state: 'READY' }] },
  ],
  link,
})

const saved = ({ snapshotSource }: QueueStatisticsStore) => {
  const source = snapshotSource()
  return source === undefined ? undefined : snapshotOf(source)
}

function createStores(clock: () => number) {
  const sources = createSourcesStore()
  return { sources, statistics: createQueueStatisticsStore({ monotonic: clock, wall: clock }, sources) }
}

describe('the saved snapshot', () => {
  it('is shown after a start without a server: marked, with its time, clocks stopped, and no position', () => {
    const before = createStores(() => 500) // this screen's clock is half a second behind the server's
    before.statistics.messageReceived(snapshotOfQueues('1', '2'))
    const snapshot = saved(before.statistics)
    if (snapshot === undefined) throw new Error('there is no picture')

    let now = 600_500
    const after = createStores(() => now)
    after.statistics.restoreSnapshot(snapshot, 600_000)
    const status = () => after.statistics.status.getState()
    expect(status()).toMatchObject({
      freshness: 'down',
      problem: 'server-lost',
      problemSince: 1_000,
      now: 1_000,
      serverNow: 601_000,
      confirmedAt: 1_000,
      hasSnapshot: true,
    })
    expect(after.statistics.tile('2')?.getState()).toMatchObject({ label: 'Queue 2', removedAt: undefined })
    expect(after.sources.rows('AGENT_STATE').size).toBe(1)
    expect(after.statistics.position()).toBeUndefined()
    now += 5_000
    after.statistics.tick()
    expect(status()).toMatchObject({ freshness: 'down', now: 1_000, serverNow: 606_000 })
  })

  it('keeps its age when the first server that the page reaches has no figures yet', () => {
    const before = createStores(() => 1_000)
    before.statistics.messageReceived(snapshotOfQueues('1'))
    const snapshot = saved(before.statistics)
    if (snapshot === undefined) throw new Error('there is no saved snapshot')
    let now = 600_000
    const { statistics } = createStores(() => now)
    statistics.restoreSnapshot(snapshot, 60_000)
    now += 5_000
    const empty = snapshotOfQueues()
    const started = { serverTime: 300, wallOffsetMs: 0, epoch: 'after the restart' } // its clock starts again
    const link = { ...empty.link, state: 'connecting', confirmedAt: null } as const
    statistics.messageReceived({ ...empty, ...started, payLoad: [], link })
    const { serverNow, confirmedAt = NaN, problem } = statistics.status.getState()
    expect({ age: serverNow - confirmedAt, problem }).toEqual({ age: 65_000, problem: 'five9-connecting' })
  })

  it('is replaced by the server’s snapshot, and nothing of it is merged', () => {
    const before = createStores(() => 1_000)
    before.statistics.messageReceived(snapshotOfQueues('1', '2'))
    const snapshot = saved(before.statistics)
    if (snapshot === undefined) throw new Error('there is no picture')
    const after = createStores(() => 2_000)
    after.statistics.restoreSnapshot(snapshot, 1_000)
    after.statistics.messageReceived({ ...snapshotOfQueues('1'), serverTime: 2_000, wallOffsetMs: 0 })
    expect(after.statistics.status.getState().freshness).toBe('live')
    expect(after.statistics.tile('2')?.getState().removedAt).toBe(2_000)
    expect(after.statistics.position()).toEqual({ epoch: 'e', seq: 1 })
  })

  it('does not overwrite data of the server', () => {
    const { statistics } = createStores(() => 1_000)
    statistics.messageReceived(snapshotOfQueues('1'))
    const snapshot = saved(statistics)
    if (snapshot === undefined) throw new Error('there is no picture')
    statistics.restoreSnapshot(snapshot, 0)
    expect(statistics.status.getState().freshness).toBe('live')
  })
})
