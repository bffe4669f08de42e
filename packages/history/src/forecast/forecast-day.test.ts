import { describe, expect, it } from 'vitest'
import { datesOfWeekdayBefore, spanOfDay } from '../calendar/local-day.ts'
import { countedUntil, forecastDay, liveDayOf, type CallsByQuarter, type LiveDay } from './forecast-day.ts'

const berlin = { timeZone: 'Europe/Berlin', startMinute: 0 }
const quarter = 900_000
const day = '2026-11-26'
const spanOf = (date: string) => spanOfDay(date, berlin)
const wholeDay = (date: string): LiveDay => liveDayOf(date, berlin, [spanOf(date)])

/** This many calls in the quarters that begin at and 15 minutes after an hour of the local day. */
const callsAt = (date: string, hour: number, calls: number): CallsByQuarter => {
  const startsAt = spanOf(date).startsAt + hour * 4 * quarter
  return new Map([
    [startsAt, calls],
    [startsAt + quarter, calls],
  ])
}

/** Past weeks, newest first, in which 10:00 to 10:30 had these calls in each quarter. */
function weeksOf(calls: readonly number[], live: (date: string) => LiveDay = wholeDay) {
  const dates = datesOfWeekdayBefore(day, calls.length)
  const byDate = new Map(dates.map((date, index) => [date, callsAt(date, 10, calls[index] ?? 0)]))
  const past = dates.map(live)
  return forecastDay(wholeDay(day), past, ({ date }) => byDate.get(date) ?? new Map<number, number>())
}

const slotAt = ({ slots }: { readonly slots: ReturnType<typeof forecastDay>['slots'] }, hour: number) =>
  slots.find(({ startsAt }) => startsAt === spanOf(day).startsAt + hour * 4 * quarter)

describe(forecastDay, () => {
  it('is the mean of the same half-hour of past weeks', () => {
    const forecast = weeksOf([4, 6, 5, 5, 5, 5])
    expect(slotAt(forecast, 10)?.calls).toBeCloseTo(10, 9)
    expect(slotAt(forecast, 11)?.calls).toBe(0)
    expect(forecast).toMatchObject({ weeks: 6 })
    expect(forecast.slots).toHaveLength(48)
    expect(forecast.callsPerDay).toBeCloseTo(10, 9)
  })

  it('is not known with fewer than four weeks, and tells how many there are', () => {
    const forecast = weeksOf([4, 6, 5])
    expect(slotAt(forecast, 10)?.calls).toBeNull()
    expect(forecast).toMatchObject({ weeks: 3, callsPerDay: 0, variation: null })
  })

  it('leaves out half-hours that were recorded for less than 80 %, and counts the calls of their live time', () => {
    const until = (hour: number, minutes: number) => (date: string) => {
      const { startsAt } = spanOf(date)
      return liveDayOf(date, berlin, [{ startsAt, endsAt: startsAt + hour * 4 * quarter + minutes * 60_000 }])
    }
    expect(slotAt(weeksOf([5, 5, 5, 5], until(10, 20)), 10)?.calls).toBeNull()
    // 10 calls in 25 live minutes are 12 in half an hour.
    expect(slotAt(weeksOf([5, 5, 5, 5], until(10, 25)), 10)?.calls).toBeCloseTo(12, 9)
  })

  it('looks at the eight newest weeks, without exceptional days', () => {
    expect(slotAt(weeksOf([5, 5, 5, 5, 5, 5, 5, 5, 60, 60]), 10)?.calls).toBeCloseTo(10, 9)
    // A day with a third of the usual calls is a holiday that nobody has marked.
    expect(slotAt(weeksOf([1, 6, 6, 6, 6]), 10)?.calls).toBeCloseTo(12, 9)
  })

  it('tells how much the weeks vary, and never less than four weeks can prove', () => {
    expect(weeksOf([4, 6, 4, 6]).variation).toBeCloseTo(0.2309, 4)
    expect(weeksOf([5, 5, 5, 5]).variation).toBe(0.1)
  })

  it('follows the local clock over the end of daylight saving', () => {
    const monday = '2026-10-26'
    const past = datesOfWeekdayBefore(monday, 4).map(wholeDay)
    const forecast = forecastDay(wholeDay(monday), past, ({ date }) => callsAt(date, 10, 3))
    const at = spanOfDay(monday, berlin).startsAt + 40 * quarter
    expect(forecast.slots.find(({ startsAt }) => startsAt === at)?.calls).toBeCloseTo(6, 9)
  })
})

describe(countedUntil, () => {
  const { slots } = weeksOf([5, 5, 5, 5])
  const ten = spanOf(day).startsAt + 40 * quarter

  it('adds the calls of the day beside those that were due, by quarters that have ended', () => {
    const calls = callsAt(day, 10, 4)
    const counts = countedUntil(wholeDay(day), slots, calls, ten + quarter + 1)
    expect(counts.at(-1)).toEqual({ until: ten + quarter, calls: 4, expected: 5 })
    expect(countedUntil(wholeDay(day), slots, calls, ten + 2 * quarter).at(-1)).toEqual({
      ...{ until: ten + 2 * quarter, calls: 8, expected: 10 },
    })
  })

  it('counts nothing in time that was not recorded, on either side', () => {
    const dead = liveDayOf(day, berlin, [{ startsAt: spanOf(day).startsAt, endsAt: ten }])
    expect(countedUntil(dead, slots, callsAt(day, 10, 4), ten + 2 * quarter).at(-1)).toMatchObject({
      ...{ calls: 0, expected: 0 },
    })
  })
})
