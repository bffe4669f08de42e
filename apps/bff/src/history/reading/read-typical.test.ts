import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataSource } from '@wallboard/five9/identifiers'
import { createFeedRecorder, datesOfWeekdayBefore } from '@wallboard/history'
import { isForecastAt, silentFrom } from '@wallboard/statistics/estimates'
import type { Row } from '@wallboard/statistics'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqliteHistoryStore } from '../store/sqlite-history-store.ts'
import { createCallForecastsReader } from './read-call-forecasts.ts'
import { createTypicalLengthsReader } from './read-typical-lengths.ts'

const { AgentState, InboundCampaignStatistics } = DataSource
const name = { org: '1', username: 'house' }
const second = 1_000
const minute = 60_000
const hour = 60 * minute
const day = '2026-11-26'
const midnight = Date.parse('2026-11-26T00:00:00Z')
const pause = () => Promise.resolve()

const removing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const remove of removing.splice(0)) await remove()
})

async function openStore() {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-usual-'))
  const store = openSqliteHistoryStore(directory)
  removing.push(async () => {
    await store.close()
    await rm(directory, { recursive: true, force: true })
  })
  return { store, feed: await store.feedId(name) }
}

type Opened = Awaited<ReturnType<typeof openStore>>

/** Records rows of one source at instants, confirmed all the time from the first one until `until`. */
async function record(
  { store, feed }: Opened,
  dataSource: string,
  rows: readonly (readonly [at: number, row: Row])[],
  until: number,
) {
  const startedAt = rows[0]?.[0] ?? until
  const recorder = createFeedRecorder({ startedAt, queueSource: DataSource.AcdStatus })
  const confirm = (at: number) => {
    recorder.confirmed(at, new Map([[dataSource, { confirmedAt: at }]]))
  }
  const seen = new Set<string>()
  let [seq, confirmedAt] = [0, startedAt]
  for (const [at, row] of rows) {
    for (; confirmedAt < at; confirmedAt += 10 * second) confirm(confirmedAt)
    seq += 1
    const isNew = !seen.has(row.id)
    seen.add(row.id)
    const change = { dataSource, added: isNew ? [row] : [], updated: isNew ? [] : [row], removed: [] }
    recorder.changed(seq, at, [change])
    confirm(at)
  }
  for (; confirmedAt <= until; confirmedAt += 10 * second) confirm(confirmedAt)
  await store.write(feed, { ...recorder.take(until), segments: [], names: [] })
}

describe('the typical lengths of states', () => {
  /** An agent with this many wrap-ups of these lengths, in seconds. */
  function wrapUps(id: string, lengths: readonly number[]): readonly (readonly [number, Row])[] {
    let at = midnight + hour
    const state = (name: string) => {
      const row: Row = { id, asOf: at, state: name, stateSince: at, reasonCodeId: '0' }
      return [at, row] as const
    }
    const rows = [state('READY')]
    for (const length of lengths) {
      at += 30 * second
      rows.push(state('ACW'))
      at += length * second
      rows.push(state('READY'))
    }
    return rows
  }

  it('are those of the agents whom a person may see, from the files of the server', async () => {
    const opened = await openStore()
    const lengths = Array.from({ length: 60 }, (_, index) => index + 1)
    await record(opened, AgentState, wrapUps('7', lengths), midnight + 3 * hour)
    await record(opened, AgentState, wrapUps('8', [40, 40]), midnight + 3 * hour)
    const { read } = createTypicalLengthsReader()
    const usual = await read(opened.store, name, ['7', '9'], pause)
    expect(usual).toMatchObject({ onCall: [], reasons: [] })
    // The 60 lengths are 1 to 60 s.
    expect(usual.afterCall).toEqual([['7', 60, 57.05, 59.41]])
    expect(usual.teamAfterCall).toMatchObject({ count: 60 })
    const all = await read(opened.store, name, ['7', '8'], pause)
    expect(all.teamAfterCall).toMatchObject({ count: 62 })
    expect(all.afterCall.map(([id, count]) => [id, count])).toEqual([
      ['7', 60],
      ['8', 2],
    ])
  })

  it('are of the last 30 days, and nothing where nothing is recorded', async () => {
    const opened = await openStore()
    const reader = createTypicalLengthsReader()
    expect(await reader.read(opened.store, name, ['7'], pause)).toMatchObject({ until: null, afterCall: [] })
    const today = Math.floor(midnight / 86_400_000)
    const lengths = [30, 29].map((back) => ({
      ...{ day: today - back, kind: 'on-call' as const, id: '7', counts: new Map([[back, 1]]) },
    }))
    const batch = { segments: [], coverage: [], minutes: new Map(), calls: new Map(), names: [] }
    await opened.store.write(opened.feed, { ...batch, lengths })
    await record(opened, AgentState, wrapUps('7', []), midnight + hour + minute)
    expect((await reader.read(opened.store, name, ['7'], pause)).onCall).toEqual([['7', 1, 29, 29]])
  })
})

describe('the calls that are due', () => {
  /** A day that is recorded from 9:00 on, on which the campaign gets a call every this many minutes. */
  async function recordDay(opened: Opened, date: string, everyMinutes: number, until: number) {
    const startsAt = Date.parse(`${date}T09:00:00Z`)
    const endsAt = Date.parse(`${date}T00:00:00Z`) + until * hour
    const rows: (readonly [number, Row])[] = []
    for (let at = startsAt, total = 0; at < endsAt; at += everyMinutes * minute, total += 1)
      rows.push([at, { id: 'c', asOf: at, totalCallsCount: total }])
    await record(opened, InboundCampaignStatistics, rows, endsAt)
  }

  const request = { day, dayRule: { timeZone: 'UTC', startMinute: 0 }, holidays: [], campaignIds: null }

  it('are those of the same half-hours of past weeks, beside what was counted today', async () => {
    const opened = await openStore()
    for (const date of datesOfWeekdayBefore(day, 5)) await recordDay(opened, date, 2, 13)
    await recordDay(opened, day, 4, 12)
    const { campaigns } = await createCallForecastsReader().read(opened.store, name, request, pause)
    const [found] = campaigns
    const forecast = found?.forecast
    if (forecast === undefined) throw new Error('no forecast')
    expect(found).toMatchObject({ id: 'c', weeksKnown: 5, isRolling: false })
    const at = midnight + 10 * hour
    expect(forecast.slots.find(({ startsAt }) => startsAt === at)?.calls).toBeCloseTo(15, 1)
    expect(forecast.slots.find(({ startsAt }) => startsAt === midnight)?.calls).toBeNull()
    expect(forecast.callsPerDay).toBeGreaterThan(110)
    expect(forecast.callsPerDay).toBeLessThanOrEqual(120)
    const counted = forecast.counted.at(-1)
    expect(counted?.until).toBeGreaterThanOrEqual(midnight + 11.75 * hour)
    // Half as many calls came as were due.
    expect((counted?.calls ?? 0) / (counted?.expected ?? 1)).toBeCloseTo(0.5, 1)
    expect(isForecastAt(forecast, at)).toBe(true)
    const from = silentFrom(forecast, midnight + 11 * hour)
    expect(from).toBeGreaterThan(midnight + 11 * hour + 20 * minute)
    expect(from).toBeLessThan(midnight + 12.5 * hour)
  })

  it('are not known with three weeks, and not on a day that is left out', async () => {
    const opened = await openStore()
    for (const date of datesOfWeekdayBefore(day, 3)) await recordDay(opened, date, 30, 11)
    await recordDay(opened, day, 30, 10)
    const reader = createCallForecastsReader()
    const { campaigns } = await reader.read(opened.store, name, request, pause)
    expect(campaigns).toEqual([{ id: 'c', weeksKnown: 3, isRolling: false, forecast: undefined }])
    const holiday = { ...request, holidays: [day] }
    expect(await reader.read(opened.store, name, holiday, pause)).toEqual({
      ...{ day, isLeftOut: true, campaigns: [] },
    })
    expect(await reader.read(opened.store, { ...name, username: 'nobody' }, request, pause)).toMatchObject({
      campaigns: [],
    })
    const other = { ...request, campaignIds: ['x'] }
    expect((await reader.read(opened.store, name, other, pause)).campaigns).toEqual([])
  })
})
