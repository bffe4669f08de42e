import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countedAt,
  expectedBetween,
  silenceByForecast,
  silentFrom,
  type CallForecast,
  type ForecastSlot,
} from './call-forecast.ts'

const minute = 60_000
const halfHour = 30 * minute
const start = Date.parse('2026-11-26T00:00:00Z')

/** Half-hours from `start` on with these usual calls. */
const slots = (calls: readonly (number | null)[]): readonly ForecastSlot[] =>
  calls.map((usual, index) => ({
    ...{ startsAt: start + index * halfHour, endsAt: start + (index + 1) * halfHour, calls: usual },
  }))

/** One call a minute all day. After two hours 120 calls were due and 90 came. */
const steady: CallForecast = {
  slots: slots(Array.from({ length: 48 }, () => 30)),
  ...{ callsPerDay: 400, variation: 0.3 },
  counted: [{ until: start + 120 * minute, calls: 90, expected: 120 }],
}
const at = start + 126 * minute

describe(silentFrom, () => {
  it('is when as many calls were due as a false alarm in 90 days takes [case R24]', () => {
    const from = silentFrom(steady, at)
    expect(((from ?? 0) - at) / minute).toBeCloseTo(14.19, 2)
    const stateAt = (now: number) => {
      const silence = silenceByForecast(steady, { at: now, quietSince: at, isLive: true, isRunning: true })
      return silence.type === 'known' ? silence.value.state : silence.reason
    }
    expect([stateAt(at + 14 * minute), stateAt(at + 15 * minute)]).toEqual(['calls-come', 'silent'])
  })

  it('takes more calls where the forecast is less certain [case R23]', () => {
    const exact: CallForecast = { ...steady, variation: 0, counted: [] }
    const due = (forecast: CallForecast) => ((silentFrom(forecast, at) ?? 0) - at) / minute
    expect(due(exact)).toBeCloseTo(10.491, 3)
    expect(due({ ...exact, variation: 0.1 })).toBeCloseTo(10.946, 3)
    expect(due({ ...exact, variation: 0.5 })).toBeCloseTo(28.608, 3)
    expect(due({ ...exact, variation: null })).toBeCloseTo(15.311, 3)
  })

  it('waits through half-hours in which no calls are usual, and is not known beyond the forecast', () => {
    const night: CallForecast = { ...steady, variation: 0, counted: [], slots: slots([30, 0, 0, 60, 0]) }
    const quietSince = start + 25 * minute
    const left = 10.491 - 5
    expect(silentFrom(night, quietSince)).toBeCloseTo(start + 90 * minute + (left / 2) * minute, -2)
    expect(silentFrom(night, start + 119 * minute)).toBeUndefined()
    expect(silentFrom({ ...night, callsPerDay: 0.4 }, quietSince)).toBeUndefined()
  })

  it('does not move while it lasts: the calls that are missing do not slow the pace', () => {
    const later = { until: start + 135 * minute, calls: 90, expected: 135 }
    const counting = { ...steady, counted: [...steady.counted, later] }
    expect(silentFrom(counting, at)).toBe(silentFrom(steady, at))
  })

  it('begins at the same instant as the state of the estimate', () => {
    const arbitraryForecast = fc.record({
      slots: fc
        .array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 48, maxLength: 48 })
        .map(slots),
      callsPerDay: fc.double({ min: 1, max: 5_000, noNaN: true }),
      variation: fc.option(fc.double({ min: 0.05, max: 0.8, noNaN: true })),
      counted: fc.constant([{ until: start, calls: 40, expected: 50 }]),
    })
    fc.assert(
      fc.property(arbitraryForecast, fc.integer({ min: 10, max: 1_000 }), (forecast, quietMinutes) => {
        const quietSince = start + quietMinutes * minute
        const from = silentFrom(forecast, quietSince)
        if (from === undefined || from + 1_000 >= start + 48 * halfHour) return
        const expectedAt = (now: number) => {
          const estimate = silenceByForecast(forecast, { at: now, quietSince, isLive: true, isRunning: true })
          return estimate.type === 'known' ? estimate.value.expected - estimate.value.limit : undefined
        }
        expect(expectedAt(from - 1_000)).toBeLessThanOrEqual(1e-6)
        expect(expectedAt(from + 1_000)).toBeGreaterThanOrEqual(-1e-6)
      }),
    )
  })
})

describe(silenceByForecast, () => {
  const now = { at, quietSince: at - minute, isLive: true, isRunning: true }

  it('is not known where the half-hour is not, and closed where no calls are usual', () => {
    const unknownNow = { ...steady, slots: slots([30, 30, 30, 30, null]) }
    expect(silenceByForecast(unknownNow, now)).toMatchObject({ type: 'unknown', reason: 'no-arrivals' })
    const closed = { ...steady, slots: slots([30, 30, 30, 30, 0]) }
    expect(silenceByForecast(closed, now)).toMatchObject({ value: { state: 'closed' } })
    expect(silenceByForecast(steady, { ...now, isRunning: false })).toMatchObject({
      value: { state: 'not-running' },
    })
    expect(silenceByForecast(steady, { ...now, isLive: false })).toMatchObject({ reason: 'not-live' })
  })
})

describe(countedAt, () => {
  it('uses a quarter five minutes after its end, when every reader has its calls', () => {
    const until = start + 120 * minute
    expect(countedAt(steady, until + 4 * minute)).toMatchObject({ calls: 0, expected: 0 })
    expect(countedAt(steady, until + 5 * minute)).toMatchObject({ calls: 90, expected: 120 })
  })
})

describe(expectedBetween, () => {
  it('adds parts of half-hours', () => {
    const forecast = { ...steady, slots: slots([30, null, 60]) }
    expect(expectedBetween(forecast, start + 20 * minute, start + 70 * minute)).toBeCloseTo(10 + 20, 9)
  })
})
