import { expect, it } from 'vitest'
import { createFeedStatistics } from './feed-statistics.ts'
import { fieldsBySource } from './relayed-fields.ts'
import { warmUpPayload, warmUpStatistics } from './warm-up.ts'

it('is a whole frame with rows of every data source, as Five9 sends it', () => {
  const anomalies: string[] = []
  const statistics = createFeedStatistics((anomaly) => anomalies.push(anomaly))
  const frame = { isFull: true, payLoad: warmUpPayload(), receivedAt: 1, timeStamp: 1 }
  const { sources, isWhole, changes } = statistics.received(frame)
  expect(isWhole).toBe(true)
  expect(anomalies).toEqual([])
  expect(new Set(sources)).toEqual(new Set(fieldsBySource.keys()))
  for (const { added } of changes) expect(added.length).toBeGreaterThan(0)
  expect(warmUpStatistics).not.toThrow()
})
