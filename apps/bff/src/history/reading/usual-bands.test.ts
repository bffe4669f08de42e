import { datesOfWeekdayBefore } from '@wallboard/history'
import { describe, expect, it } from 'vitest'
import type { HistoryStore } from '../store/history-store.ts'
import { createTrendBands } from './usual-bands.ts'

const name = { org: '1', username: 'house@example.test' }
const halfHourMs = 1_800_000
const noon = Date.parse('2026-11-26T12:10:00Z')

/** Weeks of queue 1 before Thursday and Friday: what is usual is the half-hour of the day and one more. */
function setUp(weeks: number) {
  const clock = { now: 0 }
  const reads: string[] = []
  const known = new Set([
    ...datesOfWeekdayBefore('2026-11-26', weeks),
    ...datesOfWeekdayBefore('2026-11-27', weeks),
  ])
  const store = {
    findFeed: () => Promise.resolve(1),
    slots: (_feed: number, subject: string, dates: readonly string[]) => {
      if (subject === '1') reads.push(dates[0] ?? '')
      return Promise.resolve(
        dates
          .filter((date) => subject === '1' && known.has(date))
          .flatMap((date) =>
            Array.from({ length: 48 }, (_, halfHour) => ({
              ...{ date, halfHour, liveMs: halfHourMs, lengthMs: halfHourMs, calls: undefined },
              figures: { callsInQueue: { q25: halfHour, q50: halfHour, q75: halfHour + 1 } },
            })),
          ),
      )
    },
  } as unknown as HistoryStore // a band reads nothing else
  const bands = createTrendBands(() => clock.now)
  const subject = { queues: ['1'], metric: 'callsInQueue' } as const
  const between = (from: number, to: number, holidays: readonly string[] = []) =>
    bands.between(
      { store, name },
      subject,
      { from, to, now: noon },
      { dayRule: { timeZone: 'UTC', startMinute: 0 }, holidays },
    )
  return { clock, reads, bands, store, between }
}

describe(createTrendBands, () => {
  it('has the centres of half-hours, with one before and after the span', async () => {
    const { between } = setUp(5)
    const band = await between(noon, noon + halfHourMs)
    expect(band).toEqual({
      weeks: 5,
      points: [
        [Date.parse('2026-11-26T11:45:00Z'), 23, 24],
        [Date.parse('2026-11-26T12:15:00Z'), 24, 25],
        [Date.parse('2026-11-26T12:45:00Z'), 25, 26],
      ],
    })
  })

  it('goes on over midnight', async () => {
    const { between } = setUp(5)
    const midnight = Date.parse('2026-11-27T00:00:00Z')
    const band = await between(midnight - halfHourMs, midnight + halfHourMs)
    expect(band?.points.map(([, low]) => low)).toEqual([46, 47, 0, 1])
  })

  it('tells how many weeks are known where there is no band, and that a holiday has none', async () => {
    expect(await setUp(2).between(noon, noon)).toEqual({ weeks: 2, points: [] })
    expect(await setUp(5).between(noon, noon, ['2026-11-26'])).toEqual({ weeks: null, points: [] })
  })

  it('has none for a metric without a normal band', async () => {
    const { bands, store } = setUp(5)
    const subject = { queues: ['1'], metric: 'voicemailsInQueue' } as const
    const span = { from: noon, to: noon, now: noon }
    const days = { dayRule: { timeZone: 'UTC', startMinute: 0 }, holidays: [] }
    expect(await bands.between({ store, name }, subject, span, days)).toBeUndefined()
  })

  it('reads a day once in ten minutes', async () => {
    const { clock, reads, between } = setUp(5)
    await Promise.all([between(noon, noon), between(noon - halfHourMs, noon + halfHourMs)])
    expect(reads).toHaveLength(1)
    clock.now = 600_000
    await between(noon, noon)
    expect(reads).toHaveLength(2)
  })
})
