import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  datesOfWeekdayBefore,
  halfHoursOfDay,
  noTime,
  queueBucketOf,
  type QueueBucket,
  type DayRule,
} from '@wallboard/history'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqlite, type Sqlite } from '../../storage/sqlite.ts'
import { readBand } from '../reading/read-band.ts'
import { addBucketTime, removeBuckets } from './bucket-table.ts'
import { feedId } from './feed-table.ts'
import { foldGroups, putGroups, readGroupSlots, staleGroups } from './group-table.ts'
import { readSlots } from './slot-rows.ts'
import { createSqliteWorker } from './sqlite-work.ts'
import { openSummaryFile } from './summary-file.ts'

const name = { org: '1', username: 'house@example.test' }
const feed = 1
const minute = 60_000
const dayMs = 86_400_000
const dayRule = { timeZone: 'Europe/Berlin', startMinute: 0 }
/** The weeks before it hold the end of summer time: the half-hour moves by an hour of UTC. */
const day = '2026-11-26'
const halfHour = 20
const now = Date.parse(`${day}T12:00:00Z`)

const opened: { readonly sqlite: Sqlite; readonly directory: string }[] = []
afterEach(() => {
  for (const { sqlite, directory } of opened.splice(0)) {
    sqlite.close()
    rmSync(directory, { recursive: true, force: true })
  }
})

function openTables() {
  const directory = mkdtempSync(join(tmpdir(), 'group-table-'))
  const path = join(directory, 'history.db')
  const summary = openSummaryFile(path)
  expect(summary.run(() => feedId(name))).toBe(feed)
  summary.close()
  const sqlite = openSqlite(path)
  opened.push({ sqlite, directory })
  const { run, transaction } = createSqliteWorker(sqlite)
  const groups = {
    request(ofFeed: number, requested: readonly (readonly string[])[], at: number) {
      const stale = run(() => staleGroups(ofFeed, requested, at))
      if (stale.length > 0) transaction(() => putGroups(ofFeed, stale, at))
    },
    fold(ofFeed: number, until: number, rule: DayRule) {
      transaction(() => foldGroups(ofFeed, until, rule))
    },
  }
  const store = {
    bucketQueues: () => Promise.resolve([]),
    findFeed: () => Promise.resolve(feed),
    slots: (_feed: number, subject: string, dates: readonly string[]) =>
      Promise.resolve(run(() => readSlots(feed, subject, dates))),
    groupSlots: (_feed: number, queues: readonly string[], dates: readonly string[], rule: DayRule) =>
      Promise.resolve(run(() => readGroupSlots(feed, queues, dates, rule))),
  }
  return {
    ...{ path, sqlite, run, transaction, groups },
    /** Folds until nothing is left, as one flush after another does. */
    foldAll() {
      for (let flush = 0; flush < 20; flush += 1) groups.fold(feed, now, dayRule)
    },
    async bandOf(
      queues: readonly string[],
      holidays: readonly string[] = [],
      figure: Figure = 'callsInQueue',
    ) {
      const band = await readBand(store, name, { queues, figure, day, dayRule, holidays })
      const slot = band.slots.find(({ startsAt }) => startsAt === slotStart(day))
      if (slot === undefined) throw new Error('the day has no such half-hour')
      const { startsAt: _, endsAt: _end, ...known } = slot
      return known
    },
  }
}

type Figure = 'callsInQueue' | 'currentLongestQueueTime'

const slotStart = (date: string): number =>
  halfHoursOfDay(date, dayRule).find((span) => span.halfHour === halfHour)?.startsAt ?? NaN

/** The figures of a minute of a queue; null where it was not live. */
type Minute = number | null
/** By week (the newest first) and queue: the minutes of the half-hour. */
type Weeks = readonly (readonly (readonly Minute[])[])[]

function minutesOf(startsAt: number, minutes: readonly Minute[]): readonly QueueBucket[] {
  return minutes.flatMap((value, index) =>
    value === null
      ? []
      : [
          queueBucketOf(startsAt + index * minute, minute, (metric) =>
            metric === 'callsInQueue' || metric === 'currentLongestQueueTime'
              ? { knownMs: minute, area: value * minute, max: value, min: value }
              : noTime,
          ),
        ],
  )
}

const dates = datesOfWeekdayBefore(day, 13)

function store({ transaction }: ReturnType<typeof openTables>, weeks: Weeks): void {
  transaction(function* () {
    for (const [week, queues] of weeks.entries())
      for (const [queue, minutes] of queues.entries())
        yield* addBucketTime(
          feed,
          new Map([[String(queue + 1), minutesOf(slotStart(dates[week] ?? ''), minutes)]]),
        )
  })
}

/** The quartile of a sample, by interpolation between its neighbours in order. */
function quartile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((one, other) => one - other)
  const at = share * (sorted.length - 1)
  const [low = NaN, high = NaN] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return low + (high - low) * (at % 1)
}

const rounded = (value: number) => Math.round(value * 1_000) / 1_000

/** The band by the definition: from the minutes of each week, without what is stored. */
function plainBand(weeks: Weeks, members: readonly number[], leftOut: ReadonlySet<number>, figure: Figure) {
  const samples = weeks
    .map((queues) =>
      Array.from({ length: 30 }, (_, index) =>
        members.flatMap((queue) => queues[queue]?.[index] ?? []),
      ).flatMap((values) =>
        values.length === 0
          ? []
          : [figure === 'callsInQueue' ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values)],
      ),
    )
    .filter((_, week) => !leftOut.has(week))
    .slice(0, 8)
    .filter((ofWeek) => ofWeek.length >= 0.8 * 30)
  const known = samples.length
  if (known < 4) return { weeksKnown: known }
  const middle = (share: number) =>
    quartile(
      samples.map((ofWeek) => rounded(quartile(ofWeek, share))),
      0.5,
    )
  return { low: middle(0.25), median: middle(0.5), high: middle(0.75), weeks: known }
}

const arbitraryMinutes = fc
  .tuple(fc.nat(40), fc.array(fc.nat(20), { minLength: 30, maxLength: 30 }))
  .map(([gap, values]): readonly Minute[] =>
    values.map((value, index) => (gap > 30 && index < gap - 30 ? null : value)),
  )
const arbitraryWeeks = fc.array(fc.array(arbitraryMinutes, { minLength: 3, maxLength: 3 }), { maxLength: 10 })

describe('the band of a group of queues', () => {
  it('equals a plain calculation from minutes, whether its half-hours are stored or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryWeeks,
        fc.subarray([0, 1, 2], { minLength: 2 }),
        fc.uniqueArray(fc.nat(9), { maxLength: 2 }),
        fc.constantFrom<Figure>('callsInQueue', 'currentLongestQueueTime'),
        async (weeks, members, leftOut, figure) => {
          const tables = openTables()
          store(tables, weeks)
          const queues = members.map((queue) => String(queue + 1))
          const holidays = leftOut.flatMap((week) => dates[week] ?? [])
          const plain = plainBand(weeks, members, new Set(leftOut), figure)
          const isClose = (band: object) => {
            expect(Object.keys(band).sort()).toEqual(Object.keys(plain).sort())
            for (const [key, value] of Object.entries(plain))
              expect(Object.entries(band).find(([other]) => other === key)?.[1]).toBeCloseTo(value, 2)
          }
          isClose(await tables.bandOf(queues, holidays, figure))
          tables.groups.request(feed, [[...queues].reverse()], now)
          tables.foldAll()
          isClose(await tables.bandOf(queues, holidays, figure))
          // Minutes stay for 30 days, half-hours for longer.
          tables.run(() => removeBuckets('minute', now - 30 * dayMs))
          isClose(await tables.bandOf(queues, holidays, figure))
        },
      ),
      { numRuns: 6 },
    )
  })

  const steady = (value: number, weeks: number): Weeks =>
    Array.from({ length: weeks }, () =>
      [value, 10, 100].map((each) => Array.from({ length: 30 }, () => each)),
    )

  it('of other queues is made of the minutes that are left, never of half-hours of the queues before', async () => {
    const tables = openTables()
    store(tables, steady(1, 7))
    tables.groups.request(feed, [['1', '2']], now)
    tables.foldAll()
    tables.run(() => removeBuckets('minute', now - 30 * dayMs))
    expect(await tables.bandOf(['1', '2'])).toMatchObject({ low: 11, high: 11, weeks: 7 })
    tables.groups.request(feed, [['1', '3']], now)
    expect(await tables.bandOf(['1', '3'])).toMatchObject({ low: 101, high: 101, weeks: 4 })
    tables.foldAll()
    expect(await tables.bandOf(['1', '3'])).toMatchObject({ low: 101, high: 101, weeks: 4 })
    expect(await tables.bandOf(['1', '2', '3'])).toMatchObject({ low: 111, weeks: 4 })
  })

  it('is folded in parts, and from the minutes of a file that an older version wrote', async () => {
    const tables = openTables()
    store(tables, steady(1, 5))
    tables.sqlite.run('DROP TABLE slot_group')
    openSummaryFile(tables.path).close()
    tables.groups.request(feed, [Array.from({ length: 80 }, (_, queue) => String(queue + 1))], now)
    const all = Array.from({ length: 80 }, (_, queue) => String(queue + 1))
    tables.groups.fold(feed, now, dayRule)
    const stored = () => tables.sqlite.all('SELECT count(*) AS n FROM slot_week')[0]?.n
    expect(stored()).toBe(1)
    expect(await tables.bandOf(all)).toMatchObject({ low: 111, weeks: 5 })
    for (let flush = 0; flush < 40; flush += 1) tables.groups.fold(feed, now, dayRule)
    expect(stored()).toBe(5)
    expect(await tables.bandOf(all)).toMatchObject({ low: 111, weeks: 5 })
  })

  it('forgets groups that were not requested for long, and the oldest of too many', () => {
    const tables = openTables()
    store(tables, steady(1, 4))
    const subjects = () => tables.sqlite.all('SELECT subject FROM slot_group').length
    tables.groups.request(feed, [['1', '2'], ['3']], now - 61 * dayMs)
    tables.foldAll()
    expect(subjects()).toBe(1) // one queue is no group
    tables.groups.request(feed, [['1', '3']], now)
    expect(subjects()).toBe(1)
    expect(tables.sqlite.all('SELECT date FROM slot_week')).toEqual([])
    tables.groups.request(
      feed,
      Array.from({ length: 120 }, (_, index) => ['1', `other ${index}`]),
      now + dayMs,
    )
    expect(subjects()).toBe(100)
  })
})
