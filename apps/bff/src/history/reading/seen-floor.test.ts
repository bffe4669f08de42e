import { createFeedRecorder, noTime, oneWeekBefore, queueBucketOf } from '@wallboard/history'
import { queueSource } from '@wallboard/statistics'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFinishedMinutes } from './finished-minutes.ts'
import { readBand } from './read-band.ts'
import { readDayPoints } from './read-day-points.ts'
import { readSeries } from './read-series.ts'
import { readTrends } from './read-trends.ts'
import { openRecordedStore, recordedFeedName, type RecordedStore } from './recorded-floor-fixture.ts'
import { seenTrendPoints } from './seen-floor.ts'
import { createTrendBands } from './usual-bands.ts'

const start = Date.parse('2026-11-26T10:00:00Z')
const minute = 60_000
const dayRule = { timeZone: 'UTC', startMinute: 0 }

async function openStore(): Promise<RecordedStore> {
  const opened = await openRecordedStore()
  onTestFinished(opened.remove)
  return opened
}

/** Queues 1 and 2 for five minutes. Queue 3 is removed from Five9 after two and a half. The totals row counts all. */
async function recordRemoval({ store, feed }: RecordedStore): Promise<number> {
  const recorder = createFeedRecorder({ startedAt: start, queueSource })
  const row = (id: string, callsInQueue: number) => ({ id, asOf: start, callsInQueue })
  const none = { dataSource: queueSource, added: [], updated: [], removed: [] }
  const changes = new Map([
    [start, { ...none, added: [row('0', 9), row('1', 2), row('2', 3), row('3', 4)] }],
    [start + 150_000, { ...none, updated: [row('0', 5)], removed: ['3'] }],
  ])
  const end = start + 5 * minute
  for (let at = start; at <= end; at += 1_000) {
    const change = changes.get(at)
    if (change !== undefined) recorder.changed(at - start + 1, at, [change])
    recorder.confirmed(at, new Map([[queueSource, { confirmedAt: at }]]))
  }
  await store.write(feed, { ...recorder.take(end), names: [] })
  return end
}

const ofPart = [5, 5, 5, 5, 5]
const ofFloor = [9, 9, 7, 5, 5]
const means = (points: readonly (readonly [number, number, ...unknown[]])[]) => points.map(([, mean]) => mean)

describe(seenTrendPoints, () => {
  it('[H9] is of the queues that may be seen while another one was counted, alike in trends, CSV files and the strip of a day', async () => {
    const recorded = await openStore()
    const end = await recordRemoval(recorded)
    const { store } = recorded
    const span = { from: start, to: end }
    const parts = [{ startsAt: start, endsAt: start + 3 * minute }]
    const figure = { queues: ['1', '2'], isFloor: true, metric: 'callsInQueue' as const }
    for (const [seen, expected] of [
      [['1', '2'], { means: ofPart, parts }],
      [['1', '2', '3'], { means: ofFloor, parts: [] }],
      [undefined, { means: ofFloor, parts: [] }],
      [['1'], { means: [2, 2, 2, 2, 2], parts: [{ startsAt: start, endsAt: end }] }],
    ] as const) {
      const queues = seen ?? figure.queues
      const shown = { ...figure, queues, seen }
      const trend = { key: 'floor', spanMs: 60 * minute, withLastWeek: false, withBand: false, ...shown }
      const { trends } = await readTrends(
        store,
        recordedFeedName,
        { trends: [trend], sparkLines: [], usual: [] },
        { now: end, dayRule, holidays: [] },
        { finished: createFinishedMinutes(() => 0), bands: createTrendBands(() => 0) },
      )
      const [read] = trends
      const series = await readSeries(store, recordedFeedName, { type: 'figure', ...shown }, span)
      const day = await readDayPoints(store, recordedFeedName, shown, span)
      const found = [
        { means: means(read?.points ?? []), parts: read?.parts ?? [] },
        { means: means(series.points), parts: series.parts },
        { means: means(day.points), parts: day.parts },
      ]
      expect(found, JSON.stringify(seen)).toEqual([expected, expected, expected])
    }
  })

  it('[H9] is of the whole floor again in the minutes after the other queue was removed', async () => {
    const recorded = await openStore()
    const end = await recordRemoval(recorded)
    const series = await readSeries(
      recorded.store,
      recordedFeedName,
      { type: 'figure', queues: ['1'], isFloor: true, seen: ['1', '2'], metric: 'callsInQueue' },
      { from: start, to: end },
    )
    // Only queue 1 is listed: what is above it comes from the totals row, which counts queue 2 too.
    expect(means(series.points)).toEqual([2, 2, 2, 5, 5])
  })
})

describe(readBand, () => {
  it('[H9] leaves out days on which the floor counted a queue that may not be seen', async () => {
    const { store, feed } = await openStore()
    let from = start
    for (let week = 1; week <= 6; week += 1) {
      from = oneWeekBefore(from, 'UTC')
      const startsAt = from
      const calls = week * 10
      const minutesOf = Array.from({ length: 30 }, (_, index) =>
        queueBucketOf(startsAt + index * minute, minute, (metric) =>
          metric === 'callsInQueue'
            ? { knownMs: minute, area: calls * minute, max: calls, min: calls }
            : noTime,
        ),
      )
      const ids = week <= 2 ? ['1'] : ['1', '2']
      const minutes = new Map(ids.map((id) => [id, minutesOf]))
      await store.write(feed, { segments: [], coverage: [], names: [], calls: new Map(), minutes })
    }
    for (let flush = 0; flush < 100; flush += 1) await store.foldSlots(feed, start, dayRule)
    const weeksOf = async (seen: readonly string[] | undefined) => {
      const asked = {
        queues: null,
        figure: 'callsInQueue',
        day: '2026-11-26',
        dayRule,
        holidays: [],
      } as const
      const { slots } = await readBand(store, recordedFeedName, { ...asked, seen })
      const slot = slots.find(({ startsAt }) => startsAt === start)
      return slot && ('low' in slot ? slot.weeks : slot.weeksKnown)
    }
    expect(await weeksOf(undefined)).toBe(6)
    expect(await weeksOf(['1', '2'])).toBe(6)
    expect(await weeksOf(['1'])).toBe(2)
  })
})
