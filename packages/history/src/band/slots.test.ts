import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyBucket, queueBucketOf, type QueueBucket } from '../aggregates/bucket.ts'
import { bandOfLevel, normalBand, quartilesOf } from './normal-band.ts'
import { slotOfFloor, slotOfQueue } from './slot-record.ts'
import { slotsEndedBetween } from './slots-between.ts'

const at = (iso: string): number => Date.parse(iso)
const halfHourMs = 1_800_000

function minute(startsAt: number, figures: Readonly<Record<string, number>>, liveMs = 60_000): QueueBucket {
  const empty = emptyBucket(startsAt)
  return queueBucketOf(startsAt, liveMs, (metric) => {
    const value = figures[metric]
    if (value === undefined) return empty.figures[metric]
    return { knownMs: liveMs, area: value * liveMs, max: value, min: value }
  })
}

describe('the half-hours that ended', () => {
  const ended = (from: string, to: string, timeZone: string, startMinute = 0) =>
    slotsEndedBetween(at(from), at(to), { timeZone, startMinute }).map(({ date, halfHour, spans }) => [
      `${date} ${halfHour}`,
      ...spans.map(({ startsAt }) => new Date(startsAt).toISOString().slice(11, 16)),
    ])

  it('are those whose end lies after the first instant, up to the last one', () => {
    expect(ended('2026-11-26T10:00:00Z', '2026-11-26T11:00:00Z', 'Europe/Berlin')).toEqual([
      ['2026-11-26 22', '10:00'],
      ['2026-11-26 23', '10:30'],
    ])
    expect(ended('2026-11-26T10:00:00Z', '2026-11-26T10:29:59Z', 'UTC')).toEqual([])
  })

  it('follow the local clock where a zone is a quarter of an hour off', () => {
    expect(ended('2026-11-26T10:00:00Z', '2026-11-26T10:50:00Z', 'Asia/Kathmandu')).toEqual([
      ['2026-11-26 31', '09:45'],
      ['2026-11-26 32', '10:15'],
    ])
  })

  it('are pooled where autumn repeats them, and absent where spring skips them', () => {
    const autumn = ended('2026-10-24T23:30:00Z', '2026-10-25T02:00:00Z', 'Europe/Berlin')
    expect(autumn).toEqual([
      ['2026-10-25 3', '23:30'],
      ['2026-10-25 4', '00:00'],
      ['2026-10-25 5', '00:30'],
      ['2026-10-25 4', '00:00', '01:00'],
      ['2026-10-25 5', '00:30', '01:30'],
    ])
    const spring = ended('2026-03-29T00:00:00Z', '2026-03-29T02:00:00Z', 'Europe/Berlin')
    expect(spring.map(([slot]) => slot)).toEqual([
      '2026-03-29 2',
      '2026-03-29 3',
      '2026-03-29 6',
      '2026-03-29 7',
    ])
  })
})

describe('the half-hours of days that start at half past six', () => {
  const rule = { timeZone: 'Europe/Berlin', startMinute: 6 * 60 + 30 }
  const endedIn = (from: string, to: string) => slotsEndedBetween(at(from), at(to), rule)

  it('of a night belong to the date on which the day began', () => {
    const ended = endedIn('2026-11-26T04:59:00Z', '2026-11-26T06:00:00Z')
    expect(ended.map(({ date, halfHour }) => [date, halfHour])).toEqual([
      ['2026-11-25', 11],
      ['2026-11-25', 12],
      ['2026-11-26', 13],
    ])
  })

  it('fill both days of a changed clock, each instant once', () => {
    for (const [date, from, to] of [
      ['2026-03-28', '2026-03-28T05:30:00Z', '2026-03-29T04:30:00Z'],
      ['2026-10-24', '2026-10-24T04:30:00Z', '2026-10-25T05:30:00Z'],
    ] as const) {
      const last = new Map(endedIn(from, to).map((slot) => [slot.halfHour, slot]))
      expect([...last.values()].every((slot) => slot.date === date)).toBe(true)
      const spans = [...last.values()].flatMap((slot) => slot.spans)
      expect(spans.reduce((sum, span) => sum + span.endsAt - span.startsAt, 0)).toBe(at(to) - at(from))
    }
  })
})

describe('the record of a half-hour', () => {
  it('holds the quantiles of the means of its minutes, and its live time [case R26]', () => {
    const minutes = [9, 11, 12, 10, 11, 14].map((calls, index) =>
      minute(index * 60_000, { callsInQueue: calls }, index === 0 ? 30_000 : 60_000),
    )
    const record = slotOfQueue(minutes, halfHourMs)
    expect(record.figures.callsInQueue).toEqual({ q25: 10.25, q50: 11, q75: 11.75 })
    expect(record).toMatchObject({ liveMs: 330_000, lengthMs: halfHourMs, calls: undefined })
    expect(record.figures.agentsInQueue).toBeUndefined()
  })

  it('of the floor adds the calls of queues, and takes people from the totals row', () => {
    const totals = [minute(0, { callsInQueue: 0, agentsLoggedIn: 7 })]
    const queues = [
      [minute(0, { callsInQueue: 2, agentsLoggedIn: 5 })],
      [minute(0, { callsInQueue: 3, agentsLoggedIn: 6 })],
    ]
    const { figures, calls, liveMs } = slotOfFloor(totals, queues, halfHourMs, 12)
    expect(figures.callsInQueue?.q50).toBe(5)
    expect(figures.agentsLoggedIn?.q50).toBe(7)
    expect([calls, liveMs]).toEqual([12, 60_000])
  })
})

describe('a band of stored quantiles', () => {
  it('is the band of the samples, whatever they are', () => {
    const arbitraryWeek = fc.record({
      liveShare: fc.double({ min: 0, max: 1, noNaN: true }),
      samples: fc.array(fc.nat(50), { maxLength: 30 }),
    })
    fc.assert(
      fc.property(fc.array(arbitraryWeek, { maxLength: 12 }), (weeks) => {
        const stored = bandOfLevel(
          weeks.map(({ liveShare, samples }) => ({ liveShare, quantiles: quartilesOf(samples) })),
        )
        const { unusualAbove: _, ...sampled } = { unusualAbove: 0, ...normalBand(weeks, 'level') }
        expect(stored).toEqual(sampled)
      }),
    )
  })
})
