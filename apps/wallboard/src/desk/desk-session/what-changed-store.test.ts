import { queueSource } from '@wallboard/statistics'
import { expect, it } from 'vitest'
import { createLiveStores } from '../../board/live-stores.tsx'
import { upLink } from '../../live/link-fixture.ts'
import { createWhatChanged } from './what-changed-store.ts'

it('is shown once a second, with the clocks, however many messages change rows meanwhile', () => {
  let now = 10_000
  const { statistics, ...stores } = createLiveStores({ monotonic: () => now, wall: () => now })
  const feed = createWhatChanged({ statistics, ...stores })
  let shown = 0
  feed.state.subscribe(() => {
    shown += 1
  })
  const common = { epoch: 'e', asOf: now }
  const row = (callsInQueue: number) => ({ id: '1', asOf: now, callsInQueue })
  statistics.messageReceived({
    ...{ ...common, type: 'snapshot', eventId: '5000', seq: 1, serverTime: now, wallOffsetMs: 0 },
    link: upLink(now),
    queues: [{ id: '1', name: 'Sales' }],
    payLoad: [{ dataSource: queueSource, data: [row(0)] }],
  })
  const changed = (seq: number, calls: number) =>
    statistics.messageReceived({
      ...{ ...common, type: 'changes', eventId: '5012', seq, prev: seq - 1 },
      payLoad: [{ dataSource: queueSource, added: [], updated: [row(calls)], removed: [] }],
    })
  for (let seq = 2; seq <= 6; seq += 1) {
    changed(seq, seq * 3)
    now += 100
    statistics.tick()
  }
  expect(shown).toBe(0)
  now = 11_000
  statistics.tick()
  expect(shown).toBe(1)
  expect(feed.state.getState().entries).toMatchObject([
    // Its name, for when its row has gone.
    { kind: 'waiting', name: 'Sales', from: 6, to: 18 },
  ])
  now = 12_000
  statistics.tick()
  expect(shown).toBe(1)
  feed.stop()
})
