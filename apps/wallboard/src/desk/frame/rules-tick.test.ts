import { queueSource } from '@wallboard/statistics'
import { expect, it } from 'vitest'
import { createLiveStores } from '../../board/live-stores.tsx'
import { upLink } from '../../live/link-fixture.ts'
import { createRulesTick } from './rules-tick.ts'

/** Stores with a snapshot, whose clock the test moves, and how often their rules were evaluated. */
function createDesk() {
  let now = 10_000
  let evaluations = 0
  let isLoaded = true
  const stores = createLiveStores({ monotonic: () => now, wall: () => now })
  const tick = createRulesTick(stores, () => {
    if (!isLoaded) return undefined
    evaluations += 1
    return true
  })
  const row = (callsInQueue: number) => ({ id: '1', asOf: now, callsInQueue })
  stores.statistics.messageReceived({
    ...{ type: 'snapshot', epoch: 'e', eventId: '5000', seq: 1, asOf: now, serverTime: now, wallOffsetMs: 0 },
    link: upLink(now),
    queues: [{ id: '1', name: 'Sales' }],
    payLoad: [{ dataSource: queueSource, data: [row(0)] }],
  })
  return {
    stores,
    tickAfter(ms: number) {
      now += ms
      stores.statistics.tick()
      tick()
    },
    changed(seq: number) {
      stores.statistics.messageReceived({
        ...{ type: 'changes', epoch: 'e', eventId: '5012', seq, prev: seq - 1, asOf: now },
        payLoad: [{ dataSource: queueSource, added: [], updated: [row(seq)], removed: [] }],
      })
    },
    load(loaded: boolean) {
      isLoaded = loaded
    },
    takeEvaluations() {
      const taken = evaluations
      evaluations = 0
      return taken
    },
  }
}

it('evaluates once a second, however many messages change rows meanwhile', () => {
  const desk = createDesk()
  desk.tickAfter(0)
  desk.takeEvaluations()
  for (let seq = 2; seq <= 5; seq += 1) {
    desk.changed(seq)
    desk.tickAfter(240)
  }
  expect(desk.takeEvaluations()).toBe(0)
  desk.tickAfter(40)
  expect(desk.takeEvaluations()).toBe(1)
})

it('evaluates at once with another list of alerts, and when the screen is no longer live', () => {
  const desk = createDesk()
  desk.tickAfter(0)
  desk.takeEvaluations()
  desk.stores.alerts.received({ type: 'alerts', alerts: [] })
  desk.tickAfter(10)
  expect(desk.takeEvaluations()).toBe(1)
  desk.stores.statistics.socketLost()
  desk.tickAfter(10)
  expect(desk.takeEvaluations()).toBe(1)
})

it('evaluates as soon as the module of evaluation is loaded, though nothing has changed since', () => {
  const desk = createDesk()
  desk.load(false)
  desk.tickAfter(0)
  desk.load(true)
  desk.tickAfter(10)
  desk.tickAfter(10)
  expect(desk.takeEvaluations()).toBe(1)
})
