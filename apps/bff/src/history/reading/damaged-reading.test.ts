import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataSource } from '@wallboard/five9/identifiers'
import { createFeedRecorder } from '@wallboard/history'
import { noDirectory } from '@wallboard/relay'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { createStatistics, type Row } from '@wallboard/statistics'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '../../storage/sqlite.ts'
import { openSqliteHistoryStore } from '../store/sqlite-history-store.ts'
import type { HistoryStore } from '../store/history-store.ts'
import { readWhy } from '../why/read-why.ts'
import { createFinishedMinutes } from './finished-minutes.ts'
import { readAgentTimeline } from './read-agent-timeline.ts'
import { readMoment } from './read-moment.ts'
import { readSteps } from './read-steps.ts'
import { readTrends, type ReadTrend } from './read-trends.ts'
import { createTrendBands } from './usual-bands.ts'

const { AcdStatus, AgentState, InboundCampaignStatistics } = DataSource
const sources = [AcdStatus, AgentState, InboundCampaignStatistics]
const house = { org: '1', username: 'house' }
const second = 1_000
const start = Date.parse('2026-11-26T10:00:00Z')
const seconds = 1_200
const end = start + seconds * second
/** The segment of changes that is damaged is the one from here on; the next keyframe is that of ten minutes. */
const damagedAt = start + 451 * second
const lastKnown = start + 450 * second
const nextKeyframe = start + 600 * second

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Each second the waiting calls of two queues change, and every 20 seconds the state of agent 7; agent 8 is away for 60. */
const callsAt = (queue: number, at: number) => (Math.floor((at - start) / second) * (queue + 3)) % 11
const isReady = (at: number) => Math.floor((at - start) / 20_000) % 2 === 0
const stateOf = (agent: string, at: number) =>
  agent === '7'
    ? isReady(at)
      ? 'READY'
      : 'NOT_READY'
    : Math.floor((at - start) / 60_000) % 2 === 0
      ? 'READY'
      : 'ON_CALL'

const queueRow = (queue: number, at: number): Row => ({
  ...{ id: String(queue), asOf: at, callsInQueue: callsAt(queue, at), callbacksInQueue: 0 },
})
const agentRow = (id: string, at: number): Row => ({
  ...{ id, asOf: at, state: stateOf(id, at), stateSince: at, reasonCodeId: '0' },
  ...{ campaignId: null, callType: null },
})

async function record(store: HistoryStore): Promise<void> {
  const feed = await store.feedId(house)
  const recorder = createFeedRecorder({ startedAt: start, queueSource: AcdStatus })
  const agents = ['7', '8'].map((id) => ({ id, name: id, queueIds: ['1', '2'] }))
  const queues = ['1', '2'].map((id) => ({ id, name: id }))
  const body = brotliCompressSync(
    JSON.stringify({ queues, domainOffsetMs: 0, directory: { ...noDirectory, agents } }),
  )
  recorder.replaced(0, start, [
    { dataSource: AcdStatus, data: [queueRow(1, start), queueRow(2, start)] },
    { dataSource: AgentState, data: [agentRow('7', start), agentRow('8', start)] },
    { dataSource: InboundCampaignStatistics, data: [] },
  ])
  recorder.confirmed(start, new Map(sources.map((source) => [source, { confirmedAt: start }])))
  for (let n = 1; n <= seconds; n += 1) {
    const at = start + n * second
    recorder.changed(n, at, [
      { dataSource: AcdStatus, added: [], updated: [queueRow(1, at), queueRow(2, at)], removed: [] },
      { dataSource: AgentState, added: [], updated: [agentRow('7', at), agentRow('8', at)], removed: [] },
    ])
    recorder.confirmed(at, new Map(sources.map((source) => [source, { confirmedAt: at }])))
    if (n % 10 === 0)
      await store.write(feed, { ...recorder.take(at), names: n === 10 ? [{ at: start, body }] : [] })
  }
}

const intact = mkdtempSync(join(tmpdir(), 'wallboard-intact-'))
beforeAll(async () => {
  const store = openSqliteHistoryStore(intact)
  await record(store)
  await store.close()
})
afterAll(() => {
  rmSync(intact, { recursive: true, force: true })
})

type Damage = 'a bit of a body is flipped' | 'a row is deleted' | 'a bit of a key is flipped'

/** A recording whose day file is damaged in one segment of each of these data sources. */
function damagedRecording(damage: Damage, damaged: readonly string[] = [AcdStatus, AgentState]) {
  const directory = mkdtempSync(join(tmpdir(), 'wallboard-damaged-'))
  cpSync(intact, directory, { recursive: true })
  const ids = openSqlite(join(directory, 'history.db'))
  const numbers = damaged.map((source) =>
    Number(ids.all('SELECT id FROM source WHERE name = ?', [source])[0]?.id),
  )
  ids.close()
  const path = join(directory, '2026-11-26.db')
  const day = openSqlite(path)
  const bodies: Uint8Array[] = []
  for (const number of numbers) {
    const key = [number, damagedAt]
    const where = 'WHERE source = ? AND kind = 1 AND starts_at = ?'
    const body = day.allBinary(`SELECT body FROM segment ${where}`, key)[0]?.body
    if (!(body instanceof Uint8Array)) throw new Error('no such segment')
    bodies.push(body)
    if (damage === 'a row is deleted') day.run(`DELETE FROM segment ${where}`, key)
    if (damage === 'a bit of a key is flipped')
      day.run(`UPDATE segment SET starts_at = starts_at + 4194304 ${where}`, key)
  }
  day.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  day.close()
  if (damage === 'a bit of a body is flipped') {
    const bytes = readFileSync(path)
    for (const body of bodies)
      for (let at = bytes.indexOf(body); at > 0; at = bytes.indexOf(body, at + 1)) {
        const position = at + Math.floor(body.length / 2)
        bytes[position] = (bytes[position] ?? 0) ^ 4
      }
    writeFileSync(path, bytes)
  }
  const store = openSqliteHistoryStore(directory)
  closing.push(async () => {
    await store.close()
    rmSync(directory, { recursive: true, force: true })
  })
  const found: { readonly dataSource: string; readonly from: number }[] = []
  const onDamage = (dataSource: string, from: number) => {
    found.push({ dataSource, from })
  }
  const mark = async () => {
    const feed = (await store.findFeed(house)) ?? 0
    for (const { dataSource, from } of found.splice(0))
      await store.cover(feed, dataSource, { kind: 'damaged', startsAt: from, endsAt: nextKeyframe })
  }
  /** Where the damage begins: at the segment, or after the last change before one that is missing. */
  const since = damage === 'a bit of a body is flipped' ? damagedAt : lastKnown + 1
  return { store, found, onDamage, mark, since }
}

const damages: readonly Damage[] = [
  'a bit of a body is flipped',
  'a row is deleted',
  'a bit of a key is flipped',
]
const pause = () => Promise.resolve()

describe.each(damages)('[H4] [H8] a recording in which %s', (damage) => {
  it('is replayed as it was, and never carries rows over what is lost, before it is marked and after', async () => {
    const { store, found, onDamage, mark, since } = damagedRecording(damage)
    for (const partMs of [20_000, 300_000]) {
      const rows = createStatistics()
      const moment = await readMoment(store, house, [AcdStatus], start, onDamage)
      if (moment.type === 'nothing') throw new Error('nothing is recorded')
      rows.applyFull(moment.moment.rows)
      const wrong: number[] = []
      const live: number[] = []
      for (let from = start; from < end; from += partMs) {
        const to = Math.min(end, from + partMs)
        const part = await readSteps(store, house, [AcdStatus], { from, to, stepMs: second }, onDamage)
        if (part === undefined) throw new Error('nothing is recorded')
        const spans: readonly CoverageSpan[] = part.coverage[0]?.spans ?? []
        const steps = new Map(part.steps.map((step) => [step.at, step]))
        for (let at = from + second; at <= to; at += second) {
          const step = steps.get(at)
          rows.applyFull(step?.full ?? [])
          rows.applyChanges(step?.changes ?? [])
          const kind = spans.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)?.kind
          if (kind === 'damaged') continue
          if (rows.rows(AcdStatus).get('1')?.['callsInQueue'] !== callsAt(1, at)) wrong.push(at)
          live.push(at)
        }
      }
      expect(wrong).toEqual([])
      // Each second but those from the damage until the next keyframe.
      expect(live).toHaveLength(seconds - (nextKeyframe - damagedAt) / second)
      if (partMs === 20_000) {
        expect(found[0]).toEqual({ dataSource: AcdStatus, from: since })
        await mark()
      } else expect(found).toEqual([])
    }
  })

  it('is a gap of an agent’s timeline with its reason, and every other instant is right', async () => {
    const { store, found, onDamage, mark, since } = damagedRecording(damage)
    const read = () =>
      readAgentTimeline(store, house, { agentId: '7', from: start, to: end }, { onDamage, pause })
    const before = await read()
    expect(before.gaps).toEqual([{ kind: 'damaged', startsAt: since, endsAt: nextKeyframe }])
    expect(found).toEqual([{ dataSource: AgentState, from: since }])
    const { spans } = before
    for (let at = start; at < end; at += second) {
      const span = spans.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
      const isLost = at >= since && at < nextKeyframe
      expect([at, span?.state]).toEqual([at, isLost ? undefined : stateOf('7', at)])
    }
    await mark()
    expect(await read()).toEqual(before)
    expect(found).toEqual([])
  })

  it('is a gap of Why with its reason; what happened in it has no instant, and no share in a mean', async () => {
    const { store, found, onDamage, mark, since } = damagedRecording(damage)
    const request = {
      ...{
        queueId: '1',
        at: end,
        agentIds: ['7', '8'],
        campaignIds: [],
        dayRule: { timeZone: 'UTC', startMinute: 0 },
        holidays: [],
      },
    }
    const read = async () => {
      const reply = await readWhy(store, house, request, pause, onDamage)
      if (reply.type === 'nothing') throw new Error('nothing is recorded')
      return reply.why
    }
    const before = await read()
    for (const dataSource of [AcdStatus, AgentState]) {
      const gap = before.gaps.find((each) => each.dataSource === dataSource)?.gap
      expect(gap?.kind).toBe('damaged')
      expect([gap?.startsAt, (gap?.endsAt ?? 0) - 1]).toEqual([since, nextKeyframe])
    }
    expect(found.map(({ from }) => from)).toEqual([since, since])
    const moves = before.moves.filter(({ agent }) => agent?.id === '7').map(({ at }) => at)
    const moved = Array.from({ length: seconds / 20 }, (_, index) => start + (index + 1) * 20 * second)
    expect(moves).toEqual(
      moved.filter((at) => at > end - 900_000 && (at < since || at > nextKeyframe) && at <= end - second),
    )
    // Agent 7 is ready in half of the time, agent 8 always at work.
    expect(before.staffed.now).toBeCloseTo(1.5, 1)
    await mark()
    expect((await read()).staffed).toEqual(before.staffed)
    expect(found).toEqual([])
  })

  it('is a gap of a trend with its reason: the peak of a minute that is partly lost is not known', async () => {
    const { store, found, onDamage, since } = damagedRecording(damage)
    const trend = (metric: ReadTrend['metric']): ReadTrend => ({
      ...{ key: metric, queues: ['1', '2'], isFloor: false, metric, spanMs: 3_600_000 },
      ...{ withLastWeek: false, withBand: false },
    })
    const reply = await readTrends(
      store,
      house,
      { trends: [trend('agentsInQueue')], sparkLines: [], usual: [] },
      { now: end, dayRule: { timeZone: 'UTC', startMinute: 0 }, holidays: [] },
      { finished: createFinishedMinutes(() => 0), bands: createTrendBands(() => 0) },
      onDamage,
    )
    expect(reply.gaps).toEqual([{ kind: 'damaged', startsAt: since, endsAt: nextKeyframe }])
    expect(new Set(found.map(({ from }) => from))).toEqual(new Set([since]))
    const points = reply.trends[0]?.points ?? []
    const minuteOf = (at: number) => Math.floor((at - start) / 60_000)
    expect(points.map(([at]) => minuteOf(at))).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    ])
    expect(points.filter(([, , max]) => max === null).map(([at]) => minuteOf(at))).toEqual([7])
  })
})

describe('[H8] the peak of a group', () => {
  it('is not replayed from a part that is lost', async () => {
    const { store } = damagedRecording('a row is deleted')
    const reply = await readTrends(
      store,
      house,
      {
        trends: [
          {
            ...{
              key: 'calls',
              queues: ['1', '2'],
              isFloor: false,
              metric: 'callsInQueue',
              spanMs: 3_600_000,
            },
            ...{ withLastWeek: false, withBand: false },
          },
        ],
        ...{ sparkLines: [], usual: [] },
      },
      { now: end, dayRule: { timeZone: 'UTC', startMinute: 0 }, holidays: [] },
      { finished: createFinishedMinutes(() => 0), bands: createTrendBands(() => 0) },
    )
    const maxOf = (minute: number) => {
      const shown = Array.from({ length: 60 }, (_, index) => start + minute * 60_000 + index * second)
      return Math.max(...shown.map((at) => callsAt(1, at) + callsAt(2, at)))
    }
    for (const [at, , max] of reply.trends[0]?.points ?? [])
      if (max !== null) expect([at, max]).toEqual([at, maxOf((at - start) / 60_000)])
    const lost = (reply.trends[0]?.points ?? []).filter(([at]) => at >= start + 420_000 && at < nextKeyframe)
    expect(lost.map(([, , max]) => max)).toEqual([null, null, null])
    expect(reply.gaps.map(({ kind }) => kind)).toEqual(['damaged'])
  })
})
