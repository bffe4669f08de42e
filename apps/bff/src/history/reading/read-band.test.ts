import { datesOfWeekdayBefore } from '@wallboard/history'
import { describe, expect, it } from 'vitest'
import type { StoredSlot } from '../store/slot-rows.ts'
import { readBand } from './read-band.ts'

const name = { org: '1', username: 'house@example.test' }
const day = '2026-11-26'
const halfHourMs = 1_800_000
const weeksBefore = (count: number) => datesOfWeekdayBefore(day, count)

/** Whole days, of which each half-hour has the same quartiles. */
function days(
  dates: readonly string[],
  quartilesOf: (index: number) => readonly [number, number, number],
  callsOf: (date: string) => number | undefined = () => undefined,
): readonly StoredSlot[] {
  return dates.flatMap((date, index) => {
    const [q25, q50, q75] = quartilesOf(index)
    return Array.from({ length: 48 }, (_, halfHour) => ({
      ...{ date, halfHour, liveMs: halfHourMs, lengthMs: halfHourMs, calls: callsOf(date) },
      figures: { callsInQueue: { q25, q50, q75 } },
    }))
  })
}

/** Reads a band from these half-hours of queue 1 and of the floor. */
function read(
  slots: { readonly queue: readonly StoredSlot[]; readonly floor?: readonly StoredSlot[] },
  request: Partial<Parameters<typeof readBand>[2]> = {},
) {
  const store = {
    bucketQueues: () => Promise.resolve([]),
    findFeed: () => Promise.resolve(1),
    slots: (_feed: number, subject: string, dates: readonly string[]) =>
      Promise.resolve(
        (subject === '1' ? slots.queue : (slots.floor ?? [])).filter(({ date }) => dates.includes(date)),
      ),
    groupSlots: () => Promise.resolve([]),
  }
  const asked = {
    queues: ['1'],
    figure: 'callsInQueue',
    day,
    dayRule: { timeZone: 'UTC', startMinute: 0 },
    holidays: [],
  } as const
  return readBand(store, name, { ...asked, ...request })
}

describe(readBand, () => {
  /** The quartiles of {3 4 5 6 7} {2 4 4 6 9} {5 5 6 8 8} {20 22 25 30 31} {1 3 5 5 7}. */
  const five = [
    [4, 5, 6],
    [4, 4, 6],
    [5, 6, 8],
    [22, 25, 30],
    [3, 5, 5],
  ] as const
  const ofFive = days(weeksBefore(5), (week) => five[week] ?? [0, 0, 0])

  it('is the median over the weeks of each quartile, for each half-hour of the day [case R27]', async () => {
    const { slots } = await read({ queue: ofFive })
    expect(slots).toHaveLength(48)
    expect(slots[20]).toEqual({
      ...{ startsAt: Date.parse(`${day}T10:00:00Z`), endsAt: Date.parse(`${day}T10:30:00Z`) },
      ...{ low: 4, median: 5, high: 6, weeks: 5 },
    })
  })

  it('tells how many weeks are known where they are fewer than four, or were not live', async () => {
    const { slots } = await read({ queue: ofFive.filter(({ date }) => weeksBefore(3).includes(date)) })
    expect(slots[0]).toMatchObject({ weeksKnown: 3 })
    const partly = ofFive.map((slot) =>
      slot.halfHour === 20 && weeksBefore(2).includes(slot.date)
        ? { ...slot, liveMs: 0.79 * halfHourMs }
        : slot,
    )
    const read20 = await read({ queue: partly })
    expect(read20.slots[20]).toMatchObject({ weeksKnown: 3 })
    expect(read20.slots[21]).toMatchObject({ weeks: 5 })
    expect((await read({ queue: [] })).slots[0]).toMatchObject({ weeksKnown: 0 })
  })

  it('takes the newest eight weeks that are not left out', async () => {
    const queue = days(weeksBefore(13), (week) => (week < 8 ? [1, 1, 1] : [100, 100, 100]))
    expect((await read({ queue })).slots[0]).toMatchObject({ high: 1, weeks: 8 })
    const holidays = weeksBefore(1)
    expect((await read({ queue }, { holidays })).slots[0]).toMatchObject({ high: 1, weeks: 8 })
  })

  it('leaves out days with an exceptional number of calls', async () => {
    const odd = weeksBefore(2).slice(1)
    const queue = days(weeksBefore(6), (week) => (week === 1 ? [99, 99, 99] : [week, week, week]))
    const floor = days(
      weeksBefore(6),
      () => [0, 0, 0],
      (date) => (odd.includes(date) ? 3 : 10),
    )
    expect((await read({ queue, floor })).slots[0]).toMatchObject({ median: 3, weeks: 5 })
    const usual = days(
      weeksBefore(6),
      () => [0, 0, 0],
      () => 10,
    )
    expect((await read({ queue, floor: usual })).slots[0]).toMatchObject({ median: 3.5, weeks: 6 })
  })

  it('of calls is made of one value a week', async () => {
    const values = new Map(weeksBefore(6).map((date, index) => [date, [9, 11, 12, 10, 11, 14][index] ?? 0]))
    const floor = days(
      weeksBefore(6),
      () => [0, 0, 0],
      (date) => values.get(date),
    )
    const { slots } = await read({ queue: [], floor }, { queues: null, figure: 'calls' })
    expect(slots[0]).toMatchObject({ low: 10.25, median: 11, high: 11.75, weeks: 6 })
  })

  it('does not exist on a holiday', async () => {
    expect(await read({ queue: ofFive }, { holidays: [day] })).toMatchObject({ isHoliday: true, slots: [] })
  })

  it('has no slot for an hour that spring skips, and two for one that autumn repeats', async () => {
    const berlin = { dayRule: { timeZone: 'Europe/Berlin', startMinute: 0 } }
    const spring = await read({ queue: [] }, { ...berlin, day: '2026-03-29' })
    expect(spring.slots).toHaveLength(46)
    const autumn = await read({ queue: [] }, { ...berlin, day: '2026-10-25' })
    expect(autumn.slots).toHaveLength(50)
    const starts = autumn.slots.map(({ startsAt }) => startsAt)
    expect(starts).toEqual([...starts].sort((one, other) => one - other))
  })
})
