import { describe, expect, it } from 'vitest'
import type { BandRequest, HistoryReader, TrendsRequest } from './history-reader.ts'
import { reportingGroups } from './shown-groups.ts'

const name = { org: '1', username: 'house@example.test' }
const never = () => new Promise<never>(() => undefined)

function setUp() {
  const clock = { now: 0 }
  const reported: (readonly string[])[] = []
  const reader = reportingGroups({ trends: never, band: never } as unknown as HistoryReader, {
    monotonic: () => clock.now,
    report: (_name, groups) => reported.push(...groups),
  }) // nothing else is read
  const trend = { key: '', metric: 'callsInQueue', spanMs: 1, withLastWeek: false } as const
  const trends = (change: Partial<TrendsRequest> = {}) => {
    void reader.trends({
      ...{
        name,
        isPersonal: false,
        now: 0,
        dayRule: { timeZone: 'UTC', startMinute: 0 },
        holidays: [],
        sparkLines: [],
      },
      trends: [
        { ...trend, queues: ['1', '2'], isFloor: false, withBand: true },
        { ...trend, queues: ['1', '3'], isFloor: false, withBand: false },
        { ...trend, queues: ['1', '2', '3'], isFloor: true, withBand: true },
      ],
      usual: [
        { key: '', queues: ['2', '3'], metric: 'callsInQueue' },
        { key: '', queues: ['1'], metric: 'callsInQueue' },
        { key: '', queues: null, metric: 'callsInQueue' },
      ],
      ...change,
    })
  }
  const band = (queues: BandRequest['queues']) => {
    void reader.band({
      ...{ name, isPersonal: false, queues, figure: 'callsInQueue' },
      ...{ day: '2026-11-26', holidays: [] },
    })
  }
  return { clock, reported, trends, band }
}

describe(reportingGroups, () => {
  it('reports the groups whose bands are read, once an hour, so that their half-hours are stored', () => {
    const { clock, reported, trends, band } = setUp()
    trends()
    expect(reported.splice(0)).toEqual([
      ['1', '2'],
      ['2', '3'],
    ])
    trends()
    band(['2', '3'])
    band(['1'])
    band(null)
    expect(reported).toEqual([])
    band(['1', '3'])
    expect(reported.splice(0)).toEqual([['1', '3']])
    clock.now = 3_600_000
    band(['2', '3'])
    expect(reported).toEqual([['2', '3']])
  })

  it('reports none of a person’s own feed, which is kept for a day', () => {
    const { reported, trends } = setUp()
    trends({ isPersonal: true })
    expect(reported).toEqual([])
  })
})
