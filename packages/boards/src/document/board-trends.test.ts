import { describe, expect, it } from 'vitest'
import type { Tile } from '../tiles/index.ts'
import { trendBandKey, trendsOf } from './board-trends.ts'

const usualOf = (...tiles: Tile[]) => trendsOf({ pages: [{ tiles }] }).usual

describe(trendsOf, () => {
  it('has what is usual for number tiles and groups: of the floor, of one queue, and of several as one', () => {
    const metric = 'callsInQueue' as const
    const queues = ['1', '2']
    expect(
      usualOf(
        { kind: 'number', figure: { of: 'floor', metric } },
        { kind: 'number', figure: { of: 'queues', queues: ['1'], metric } },
        { kind: 'number', figure: { of: 'queues', queues, metric: 'currentLongestQueueTime' } },
        { kind: 'number', figure: { of: 'queues', queues: 'all', metric } },
        { kind: 'group', name: 'Two', queues },
        { kind: 'clock' },
      ),
    ).toEqual([
      { queues: null, metric },
      { queues: ['1'], metric },
      { queues, metric: 'currentLongestQueueTime' },
      { queues: 'all', metric },
      { queues, metric },
    ])
  })

  it('tells the floor, one queue, all queues and groups apart', () => {
    const metric = 'callsInQueue' as const
    const keys = [null, ['1'], 'all' as const, ['1', '2']].map((queues) => trendBandKey({ queues, metric }))
    expect(new Set(keys).size).toBe(4)
  })
})
