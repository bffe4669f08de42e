import type { HistoryBand } from '@wallboard/relay/rest/history'
import { describe, expect, it } from 'vitest'
import { createBandEdges } from './band-edges.ts'

const minute = 60_000
/** 13:40 in Berlin. */
const start = Date.parse('2026-11-26T12:40:00Z')
const halfHour = Date.parse('2026-11-26T12:30:00Z')
const settled = () => new Promise((resolve) => setImmediate(resolve))

function startEdges(slots: HistoryBand['slots'] = []) {
  const state = { at: start, slots, isBroken: false, reading: 0, mostAtOnce: 0 }
  const requests: string[] = []
  const errors: unknown[] = []
  const edge = createBandEdges({
    dayRule: { timeZone: 'Europe/Berlin', startMinute: 0 },
    wall: () => state.at,
    logError: (error) => errors.push(error),
    async read({ queues, figure, day }) {
      requests.push(`${queues?.join('+') ?? 'floor'} ${figure} ${day}`)
      state.reading += 1
      state.mostAtOnce = Math.max(state.mostAtOnce, state.reading)
      await Promise.resolve()
      state.reading -= 1
      if (state.isBroken) throw new Error('history is busy')
      return { day, timeZone: 'Europe/Berlin', figure, isHoliday: false, slots: state.slots }
    },
  })
  return { state, requests, errors, edge }
}

const known = [
  { startsAt: halfHour, endsAt: halfHour + 30 * minute, low: 2, median: 3, high: 5, weeks: 6 },
  { startsAt: halfHour + 30 * minute, endsAt: halfHour + 60 * minute, low: 4, median: 6, high: 8, weeks: 6 },
]

describe(createBandEdges, () => {
  it('knows the edges of the present half-hour as soon as the band has been read', async () => {
    const { state, requests, edge } = startEdges(known)
    expect(edge(['7'], 'callsInQueue', 'above')).toBeNull()
    await settled()
    expect([edge(['7'], 'callsInQueue', 'above'), edge(['7'], 'callsInQueue', 'below')]).toEqual([5, 2])
    state.at = halfHour + 30 * minute
    expect(edge(['7'], 'callsInQueue', 'above')).toBe(8)
    expect(requests).toEqual(['7 callsInQueue 2026-11-26'])
  })

  it('knows none with fewer than four weeks, outside the band, and for a figure without one', async () => {
    const { state, requests, edge } = startEdges([
      { startsAt: halfHour, endsAt: halfHour + 30 * minute, weeksKnown: 2 },
    ])
    edge(null, 'callsInQueue', 'above')
    await settled()
    expect(edge(null, 'callsInQueue', 'above')).toBeNull()
    state.at += 11 * 60 * minute
    expect(edge(null, 'callsInQueue', 'above')).toBeNull()
    expect(edge(null, 'vivrInQueue', 'above')).toBeNull()
    expect(edge(null, 'calls', 'above')).toBeNull()
    await settled()
    expect(requests).toEqual(['floor callsInQueue 2026-11-26', 'floor callsInQueue 2026-11-27'])
  })

  it('keeps its edges while it reads again, and after a read that failed, which is repeated later', async () => {
    const { state, requests, errors, edge } = startEdges(known)
    edge(['7'], 'callsInQueue', 'above')
    await settled()
    state.isBroken = true
    state.at += 16 * minute
    expect(edge(['7'], 'callsInQueue', 'above')).toBe(5)
    await settled()
    expect(edge(['7'], 'callsInQueue', 'above')).toBe(5)
    expect([requests.length, errors.length]).toEqual([2, 1])
    state.at += 15 * minute
    expect(edge(['7'], 'callsInQueue', 'above')).toBe(8)
    await settled()
    expect(requests).toHaveLength(3)
  })

  it('knows the edges of several queues as one', async () => {
    const { requests, edge } = startEdges(known)
    edge(['7', '8'], 'callsInQueue', 'above')
    await settled()
    expect(edge(['7', '8'], 'callsInQueue', 'above')).toBe(5)
    expect(requests).toEqual(['7+8 callsInQueue 2026-11-26'])
  })

  it('reads one band after another', async () => {
    const { state, requests, edge } = startEdges(known)
    for (let queue = 0; queue < 50; queue += 1) edge([String(queue)], 'callsInQueue', 'above')
    for (let turn = 0; turn < 5; turn += 1) await settled()
    expect([requests.length, state.mostAtOnce]).toEqual([50, 1])
  })
})
