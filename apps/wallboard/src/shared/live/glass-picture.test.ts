import type { ServerMessage } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import { createQueueStatisticsStore } from './queue-statistics-store.ts'
import { createSourcesStore } from './sources-store.ts'

const link = {
  state: 'up',
  since: 0,
  reason: null,
  confirmedAt: 1_000,
  unconfirmed: [],
  unread: [],
  domainOffsetMs: 0,
} as const
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

function createStores(clock: () => number) {
  const sources = createSourcesStore()
  return { sources, statistics: createQueueStatisticsStore({ monotonic: clock, wall: clock }, sources) }
}

describe('the last picture', () => {
  it('stands after a start without a server: marked, with its time, its clocks stopped, and no position', () => {
    const before = createStores(() => 500) // this screen's clock is half a second behind the server's
    before.statistics.messageReceived(snapshotOfQueues('1', '2'))
    const picture = before.statistics.picture()
    if (picture === undefined) throw new Error('there is no picture')

    let now = 600_500
    const after = createStores(() => now)
    after.statistics.pictureRestored(picture, 600_000)
    const glass = () => after.statistics.glass.getState()
    expect(glass()).toMatchObject({
      condition: 'down',
      trouble: 'server-lost',
      troubleSince: 1_000,
      now: 1_000,
      serverNow: 601_000,
      confirmedAt: 1_000,
      hasSnapshot: true,
    })
    expect(after.statistics.tile('2')?.getState()).toMatchObject({ label: 'Queue 2', goneAt: undefined })
    expect(after.sources.rows('AGENT_STATE').size).toBe(1)
    expect(after.statistics.position()).toBeUndefined()
    now += 5_000
    after.statistics.tick()
    expect(glass()).toMatchObject({ condition: 'down', now: 1_000, serverNow: 606_000 })
  })

  it('gives way to the server’s snapshot, and nothing of it is merged', () => {
    const before = createStores(() => 1_000)
    before.statistics.messageReceived(snapshotOfQueues('1', '2'))
    const picture = before.statistics.picture()
    if (picture === undefined) throw new Error('there is no picture')
    const after = createStores(() => 2_000)
    after.statistics.pictureRestored(picture, 1_000)
    after.statistics.messageReceived({ ...snapshotOfQueues('1'), serverTime: 2_000, wallOffsetMs: 0 })
    expect(after.statistics.glass.getState().condition).toBe('live')
    expect(after.statistics.tile('2')?.getState().goneAt).toBe(2_000)
    expect(after.statistics.position()).toEqual({ epoch: 'e', seq: 1 })
  })

  it('does not overwrite what the server has said already', () => {
    const { statistics } = createStores(() => 1_000)
    statistics.messageReceived(snapshotOfQueues('1'))
    const picture = statistics.picture()
    if (picture === undefined) throw new Error('there is no picture')
    statistics.pictureRestored(picture, 0)
    expect(statistics.glass.getState().condition).toBe('live')
  })
})
