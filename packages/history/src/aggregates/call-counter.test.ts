import type { Change } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import { callsSource, createCallCounter } from './call-counter.ts'

const quarter = 900_000
const changed = (id: string, totalCallsCount: number): Change[] => [
  { dataSource: callsSource, added: [], updated: [{ id, asOf: 0, totalCallsCount }], removed: [] },
]

describe('the calls that arrived', () => {
  it('are the growth of the counters of all campaigns; a counter that falls was reset [case R28]', () => {
    const counter = createCallCounter()
    counter.setLive(true)
    for (const [index, total] of [410, 412, 415, 0, 3, 3, 7].entries())
      counter.changed(index, changed('1', total))
    counter.changed(quarter, changed('2', 100))
    counter.changed(quarter + 1, changed('2', 101))
    expect([...counter.take()]).toEqual([
      [0, 12],
      [quarter, 1],
    ])
    expect(counter.take().size).toBe(0)
  })

  it('are not counted while the counters are not live', () => {
    const counter = createCallCounter()
    counter.changed(0, changed('1', 5))
    counter.changed(1, changed('1', 9))
    counter.setLive(true)
    counter.changed(2, changed('1', 10))
    counter.setLive(false)
    counter.changed(3, changed('1', 50))
    expect([...counter.take()]).toEqual([[0, 1]])
  })
})
