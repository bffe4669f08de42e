import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { agentSource } from '@wallboard/boards'
import { createFeedRecorder, noTime, oneWeekBefore, queueBucketOf } from '@wallboard/history'
import { noDirectory } from '@wallboard/relay'
import { queueSource, type QueueMetric } from '@wallboard/statistics'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { HistoryStore } from '../store/history-store.ts'
import { openSqliteHistoryStore } from '../store/sqlite-history-store.ts'
import { createFinishedMinutes } from './finished-minutes.ts'
import { readDayPoints } from './read-day-points.ts'
import { readSeries } from './read-series.ts'
import { readTrends, type ReadTrend } from './read-trends.ts'
import { createTrendBands } from './usual-bands.ts'

const house = { org: '1', username: 'house@example.test' }
const start = Date.parse('2026-11-26T10:00:00Z')
const minute = 60_000
const hour = 60 * minute
const agentIds = ['a', 'b', 'c']
/** Who serves which queue: agent b serves both. */
const served: Readonly<Record<string, string[]>> = { a: ['1'], b: ['1', '2'], c: ['2'] }

const opened: { readonly store: HistoryStore; readonly directory: string }[] = []
afterEach(async () => {
  for (const { store, directory } of opened.splice(0)) {
    await store.close()
    rmSync(directory, { recursive: true, force: true })
  }
})
function openStore(): HistoryStore {
  const directory = mkdtempSync(join(tmpdir(), 'read-trends-'))
  const store = openSqliteHistoryStore(directory)
  opened.push({ store, directory })
  return store
}

/** Second by second from an instant on: the waiting calls of queues 1 and 2, and whether each agent is ready. */
interface Second {
  readonly calls: readonly [number, number]
  readonly ready: readonly boolean[]
}

async function record(store: HistoryStore, from: number, seconds: readonly Second[]): Promise<void> {
  const feed = await store.feedId(house)
  const recorder = createFeedRecorder({ startedAt: from, queueSource })
  const names = { queues: [], domainOffsetMs: 0, directory: { ...noDirectory, agents: namesOfAgents } }
  const body = brotliCompressSync(JSON.stringify(names))
  for (const [index, { calls, ready }] of seconds.entries()) {
    const at = from + index * 1_000
    const rows = calls.map((callsInQueue, queue) => ({ id: String(queue + 1), asOf: at, callsInQueue }))
    const agents = agentIds.map((id, agent) => ({
      ...{ id, asOf: at },
      state: ready[agent] === true ? 'READY' : 'ON_CALL',
    }))
    const changes = [
      {
        dataSource: queueSource,
        added: index === 0 ? rows : [],
        updated: index === 0 ? [] : rows,
        removed: [],
      },
      {
        dataSource: agentSource,
        added: index === 0 ? agents : [],
        updated: index === 0 ? [] : agents,
        removed: [],
      },
    ]
    recorder.changed(index + 1, at, changes)
    const live = { confirmedAt: at }
    recorder.confirmed(at, new Map([queueSource, agentSource].map((source) => [source, live])))
  }
  const end = from + (seconds.length - 1) * 1_000
  await store.write(feed, { ...recorder.take(end), names: [{ at: from, body }] })
}
const namesOfAgents = agentIds.map((id) => ({ id, name: id, queueIds: [...(served[id] ?? [])] }))

/** Two minutes and a half: five calls in queue 1; six, then eight, in queue 2, which is removed after 90 seconds. */
async function recordRemoval(store: HistoryStore): Promise<number> {
  const recorder = createFeedRecorder({ startedAt: start, queueSource })
  const row = (id: string, callsInQueue: number) => ({ id, asOf: start, callsInQueue })
  const noChange = { dataSource: queueSource, added: [], updated: [], removed: [] }
  const added = [row('0', 0), row('1', 5), row('2', 6)]
  const changes = new Map([
    [start, { ...noChange, added }],
    [start + minute, { ...noChange, updated: [row('2', 8)] }],
    [start + 90_000, { ...noChange, removed: ['2'] }],
  ])
  const end = start + 150_000
  for (let at = start; at <= end; at += 1_000) {
    const change = changes.get(at)
    if (change !== undefined) recorder.changed(at - start + 1, at, [change])
    recorder.confirmed(at, new Map([[queueSource, { confirmedAt: at }]]))
  }
  await store.write(await store.feedId(house), { ...recorder.take(end), names: [] })
  return end
}

const trendOf = (metric: QueueMetric, rest: Partial<ReadTrend> = {}): ReadTrend => ({
  ...{ key: metric, queues: ['1', '2'], isFloor: false, metric, spanMs: hour, withLastWeek: false },
  withBand: false,
  ...rest,
})

const read = (store: HistoryStore, now: number, ...trends: readonly ReadTrend[]) =>
  readTrends(
    store,
    house,
    { trends, sparkLines: [], usual: [] },
    { now, dayRule: { timeZone: 'Europe/Berlin', startMinute: 0 }, holidays: [] },
    { finished: createFinishedMinutes(() => 0), bands: createTrendBands(() => 0) },
  )

const arbitrarySeconds = fc.array(
  fc.record({
    calls: fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })),
    ready: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  }),
  { minLength: 70, maxLength: 200 },
)

describe(readTrends, () => {
  it('has the exact peak of several queues: the largest sum at one instant, not the sum of their peaks', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySeconds, async (seconds) => {
        const store = openStore()
        await record(store, start, seconds)
        const end = start + (seconds.length - 1) * 1_000
        const reply = await read(store, end, trendOf('callsInQueue'), trendOf('agentsInQueue'))
        const [calls, ready] = reply.trends.map(({ points }) => points)
        // The last second has no live time: nothing proves it yet.
        const shown = seconds.slice(0, -1)
        const peakOf = (points: typeof calls) =>
          Math.max(...(points ?? []).map(([, mean, max]) => max ?? mean))
        expect(peakOf(calls)).toBe(Math.max(...shown.map(({ calls: [one, other] }) => one + other)))
        expect(peakOf(ready)).toBe(Math.max(...shown.map((second) => second.ready.filter(Boolean).length)))
      }),
      { numRuns: 12 },
    )
  })

  it('replays only the minutes that may hold the peak', async () => {
    const store = openStore()
    const quiet = Array.from({ length: 60 }, (): Second => ({ calls: [1, 2], ready: [] }))
    const busy = Array.from({ length: 60 }, (_, index): Second => ({ calls: [index % 7, 6], ready: [] }))
    await record(store, start, [...quiet, ...busy, ...quiet, ...quiet])
    const { trends } = await read(store, start + 239_000, trendOf('callsInQueue'))
    expect(trends[0]?.points.map(([, , max]) => max)).toEqual([null, 12, null, null])
  })

  it('keeps what a queue added to the floor and to a group before it was removed, here and in CSV files and the strip of the day', async () => {
    const store = openStore()
    const end = await recordRemoval(store)
    const recorded = [
      [start, 11, null],
      [start + minute, 9, 13],
      [start + 2 * minute, 5, 5],
    ]
    const present = { queues: ['1'], isFloor: true }
    const { trends } = await read(
      store,
      end,
      trendOf('callsInQueue', present),
      trendOf('callsInQueue', { queues: ['1'], withRemoved: true }),
      trendOf('callsInQueue', { queues: ['1', '2'] }),
    )
    expect(trends.map(({ points }) => points)).toEqual([recorded, recorded, recorded])
    const span = { from: start, to: end }
    const figure = { type: 'figure' as const, ...present, metric: 'callsInQueue' as const }
    expect((await readSeries(store, house, figure, span)).points).toEqual(recorded)
    const day = await readDayPoints(store, house, present, span)
    expect(day.points).toEqual(recorded.map(([at, mean]) => [at, mean]))
    // Of a part of the floor nothing else is read.
    const part = await readDayPoints(store, house, { queues: ['1'], isFloor: false }, span)
    expect(part.points.map(([, mean]) => mean)).toEqual([5, 5, 5])
  })

  it('reads the same time of last week, dated as if it were today', async () => {
    const store = openStore()
    const week = (calls: number) =>
      Array.from({ length: 121 }, (): Second => ({ calls: [calls, 0], ready: [] }))
    await record(store, oneWeekBefore(start, 'Europe/Berlin'), week(3))
    await record(store, start, week(5))
    const { trends } = await read(store, start + 120_000, trendOf('callsInQueue', { withLastWeek: true }))
    expect(trends[0]?.points.map(([at, mean]) => [at - start, mean])).toEqual([
      [0, 5],
      [minute, 5],
    ])
    expect(trends[0]?.lastWeek?.map(([at, mean]) => [at - start, mean])).toEqual([
      [0, 3],
      [minute, 3],
    ])
  })

  it('has the normal band of several queues as one, and none of their agents', async () => {
    const store = openStore()
    const feed = await store.feedId(house)
    let from = start
    for (let week = 1; week <= 5; week += 1) {
      from = oneWeekBefore(from, 'Europe/Berlin')
      const startsAt = from
      const minutesOf = (calls: number) =>
        Array.from({ length: 30 }, (_, index) =>
          queueBucketOf(startsAt + index * minute, minute, (metric) =>
            metric === 'callsInQueue'
              ? { knownMs: minute, area: calls * minute, max: calls, min: calls }
              : noTime,
          ),
        )
      const minutes = new Map([
        ['1', minutesOf(week)],
        ['2', minutesOf(10)],
      ])
      await store.write(feed, { segments: [], coverage: [], names: [], calls: new Map(), minutes })
    }
    await record(
      store,
      start,
      Array.from({ length: 121 }, (): Second => ({ calls: [1, 1], ready: [] })),
    )
    const asked = (metric: QueueMetric) => trendOf(metric, { withBand: true })
    const now = start + 120_000
    const { trends } = await read(store, now, asked('callsInQueue'), asked('agentsInQueue'))
    expect(trends[0]?.band).toEqual({ weeks: 5, points: [[start + 15 * minute, 13, 13]] })
    expect(trends[1]?.band).toBeUndefined()
  })

  it('shows as much time as a trend chooses', async () => {
    const store = openStore()
    const halfHour = Array.from({ length: 1_801 }, (): Second => ({ calls: [1, 1], ready: [] }))
    await record(store, start, halfHour)
    const short = trendOf('callsInQueue', { spanMs: 15 * minute })
    const { trends } = await read(store, start + 1_800_000, short, trendOf('callsInQueue'))
    expect(trends.map(({ points }) => points.length)).toEqual([15, 30])
  })
})
