import type { Alert } from '@wallboard/boards'
import { expect, it } from 'vitest'
import { createLiveStores } from '../../board/live-stores.tsx'
import { createQueueEstimates } from '../why/queue-estimates-store.ts'
import { createQueueRows } from './queue-cells.ts'

const alert = (level: Alert['level'], value: number): Alert => ({
  ...{ key: '1', queueId: '1', name: 'Sales', level, value, since: 0, isLive: true },
  rule: {
    metric: 'callsInQueue',
    threshold: { level, when: 'above', value: 5, clearsAt: 5, onDelayMs: 0, offDelayMs: 0 },
  },
})

it('draws all rows after another level of an alert, not after another value', () => {
  const clock = () => 0
  const stores = createLiveStores({ monotonic: clock, wall: clock })
  const estimates = createQueueEstimates({ stores, onTick: () => () => undefined, monotonic: clock })
  let drawn = 0
  for (const source of createQueueRows(stores, estimates).ofAll)
    source.subscribe(() => {
      drawn += 1
    })
  const evaluated = (level: Alert['level'], value: number) => {
    stores.alerts.evaluated({ alerts: [alert(level, value)], levels: new Map([['1', level]]) })
  }
  evaluated('warn', 6)
  expect(drawn).toBe(1)
  evaluated('warn', 7)
  expect(stores.alerts.active.getState().list).toMatchObject([{ value: 7 }])
  expect(drawn).toBe(1)
  evaluated('critical', 7)
  expect(drawn).toBe(2)
})
