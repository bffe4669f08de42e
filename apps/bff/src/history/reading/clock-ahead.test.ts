import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { DataSource } from '@wallboard/five9/identifiers'
import { createFeedRecorder, maxWaitMs } from '@wallboard/history'
import { noDirectory } from '@wallboard/relay'
import type { Row } from '@wallboard/statistics'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqliteHistoryStore } from '../store/sqlite-history-store.ts'
import type { HistoryStore } from '../store/history-store.ts'
import { readWhy } from '../why/read-why.ts'
import { aheadOfClock } from './clock-ahead.ts'
import { createFinishedMinutes } from './finished-minutes.ts'
import { readAgentTimeline } from './read-agent-timeline.ts'
import { readCoverage } from './read-coverage.ts'
import { readTrends } from './read-trends.ts'
import { createTrendBands } from './usual-bands.ts'

const { AcdStatus, AgentState, InboundCampaignStatistics } = DataSource
const sources = [AcdStatus, AgentState, InboundCampaignStatistics]
const house = { org: '1', username: 'house' }
const minute = 60_000
const hour = 60 * minute
const start = Date.parse('2026-11-26T10:00:00Z')
/** The wall clock is set back by two hours here; the recording goes on. */
const stepAt = start + 90 * minute
const setBackMs = 2 * hour
const end = stepAt + 30 * minute
const now = end - setBackMs

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Before the step one call waits and the agent is ready; after it five calls wait and the agent is away. */
async function recordedOverStep(): Promise<HistoryStore> {
  const directory = mkdtempSync(join(tmpdir(), 'wallboard-ahead-'))
  const store = openSqliteHistoryStore(directory)
  closing.push(async () => {
    await store.close()
    rmSync(directory, { recursive: true, force: true })
  })
  const feed = await store.feedId(house)
  const recorder = createFeedRecorder({ startedAt: start, queueSource: AcdStatus })
  const agents = [{ id: '7', name: 'Agent 7', queueIds: ['1'] }]
  const body = brotliCompressSync(
    JSON.stringify({
      ...{ queues: [{ id: '1', name: 'One' }], domainOffsetMs: 0 },
      directory: { ...noDirectory, agents },
    }),
  )
  const queue = (at: number): Row => ({ id: '1', asOf: at, callsInQueue: at < stepAt ? 1 : 5 })
  const agent = (at: number): Row => ({
    ...{ id: '7', asOf: at, state: at < stepAt ? 'READY' : 'NOT_READY', stateSince: at },
    ...{ reasonCodeId: '0', campaignId: null, callType: null },
  })
  recorder.replaced(0, start, [
    { dataSource: AcdStatus, data: [queue(start)] },
    { dataSource: AgentState, data: [agent(start)] },
    { dataSource: InboundCampaignStatistics, data: [] },
  ])
  recorder.confirmed(start, new Map(sources.map((source) => [source, { confirmedAt: start }])))
  for (let at = start + 10_000, seq = 1; at <= end; at += 10_000, seq += 1) {
    if (at === stepAt) recorder.gap(at, 'clock-step')
    recorder.changed(seq, at, [
      { dataSource: AcdStatus, added: [], updated: [queue(at)], removed: [] },
      { dataSource: AgentState, added: [], updated: [agent(at)], removed: [] },
    ])
    recorder.confirmed(at, new Map(sources.map((source) => [source, { confirmedAt: at }])))
    if (seq % 30 === 0)
      await store.write(feed, { ...recorder.take(at), names: seq === 30 ? [{ at: start, body }] : [] })
  }
  return store
}

const pause = () => Promise.resolve()
const onDamage = () => undefined

describe(aheadOfClock, () => {
  it('is what the recording is dated ahead, and 0 where it only waits for the wall clock', () => {
    expect(aheadOfClock({ to: now + setBackMs }, now)).toBe(setBackMs)
    expect(aheadOfClock({ to: now + maxWaitMs }, now)).toBe(0)
    expect(aheadOfClock({ to: now - hour }, now)).toBe(0)
    expect(aheadOfClock(undefined, now)).toBe(0)
  })
})

describe('after the clock was set back by two hours', () => {
  it('the coverage says by how much the recording is ahead', async () => {
    const store = await recordedOverStep()
    const coverage = await readCoverage(store, house, start, end + 1, now)
    expect(coverage.aheadOfClockMs).toBe(setBackMs)
    expect((await readCoverage(store, house, start, end + 1, end)).aheadOfClockMs).toBe(0)
  })

  it('a trend is of the hour that passed, and not of the same times of day before the step', async () => {
    const store = await recordedOverStep()
    const trend = { key: 'calls', queues: ['1'], isFloor: false, metric: 'callsInQueue' as const }
    const read = (at: number, until?: number) =>
      readTrends(
        store,
        house,
        {
          trends: [{ ...trend, spanMs: hour, withLastWeek: false, withBand: false }],
          ...{ sparkLines: ['1'], usual: [] },
        },
        { now: at, until, dayRule: { timeZone: 'UTC', startMinute: 0 }, holidays: [] },
        { finished: createFinishedMinutes(() => 0), bands: createTrendBands(() => 0) },
      )
    const { trends, sparkLines, gaps, until } = await read(now)
    const backAt = stepAt - setBackMs
    const points = trends[0]?.points ?? []
    expect(until).toBe(now)
    expect([points[0]?.[0], points.at(-1)?.[0]]).toEqual([now - hour, now - minute])
    expect(points.map(([at, calls]) => [at, calls])).toEqual(points.map(([at]) => [at, at < backAt ? 1 : 5]))
    expect(sparkLines[0]?.points.every(([at, calls]) => at >= now - 20 * minute && calls === 5)).toBe(true)
    expect(gaps.map(({ kind }) => kind)).toEqual(['clock-step'])
    // A replay of an instant before the step shows what was recorded then.
    const replayed = await read(start + 80 * minute, start + 80 * minute)
    expect(replayed.trends[0]?.points.every(([at, calls]) => at < start + 80 * minute && calls === 1)).toBe(
      true,
    )
  })

  it('Why explains the present by what was recorded last', async () => {
    const store = await recordedOverStep()
    const request = {
      queueId: '1',
      agentIds: ['7'],
      campaignIds: [],
      dayRule: { timeZone: 'UTC', startMinute: 0 },
      holidays: [],
    }
    const whyAt = async (at: number) => {
      const reply = await readWhy(store, house, { ...request, at }, pause, onDamage, now)
      if (reply.type === 'nothing') throw new Error('nothing is recorded')
      return reply.why
    }
    expect(await whyAt(now)).toMatchObject({ from: now - 15 * minute, to: now, staffed: { now: 0 } })
    // An instant of the past is one of the recording.
    expect(await whyAt(start + 60 * minute)).toMatchObject({ to: start + 60 * minute, staffed: { now: 1 } })
  })

  it('an agent’s timeline has the last state at each time of day', async () => {
    const store = await recordedOverStep()
    const read = (from: number, to: number) =>
      readAgentTimeline(store, house, { agentId: '7', from, to }, { onDamage, pause, now })
    const backAt = stepAt - setBackMs
    const { spans } = await read(now - hour, now)
    expect(spans.map(({ state }) => state)).toContain('NOT_READY')
    for (const { startsAt, endsAt, state } of spans) {
      expect([startsAt, state]).toEqual([startsAt, 'NOT_READY'])
      expect(startsAt).toBeGreaterThanOrEqual(backAt)
      expect(endsAt).toBeLessThanOrEqual(now)
    }
  })
})
