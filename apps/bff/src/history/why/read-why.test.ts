import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { DataSource } from '@wallboard/five9/identifiers'
import { createFeedRecorder, oneWeekBefore } from '@wallboard/history'
import type { Row } from '@wallboard/statistics'
import { afterEach, describe, expect, it } from 'vitest'
import type { RecordedNames } from '../recording/recorded-names.ts'
import { skillsIn } from '../recording/recorded-skills.ts'
import type { HistoryStore } from '../store/history-store.ts'
import { openSqliteHistoryStore } from '../store/sqlite-history-store.ts'
import { createEstimatesReader } from './read-estimates.ts'
import { readWhy, type WhyRequest } from './read-why.ts'

const { AcdStatus, AgentState, InboundCampaignStatistics } = DataSource
const sources = [AcdStatus, AgentState, InboundCampaignStatistics]
const second = 1_000
const minute = 60 * second
const timeZone = 'Europe/Berlin'
/** Thursday. */
const at = Date.UTC(2026, 10, 26, 10, 31)
const feedName = { org: '1', username: 'house@example.test' }
const agentIds = ['a', 'b', 'c', 'd', 'e', 'f']

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

function openStore(): HistoryStore {
  const directory = mkdtempSync(join(tmpdir(), 'wallboard-why-'))
  const store = openSqliteHistoryStore(directory)
  closing.push(async () => {
    await store.close()
    rmSync(directory, { recursive: true, force: true })
  })
  return store
}

const namesWith = (serving: readonly string[]): RecordedNames => ({
  queues: [{ id: '12', name: 'Renewals' }],
  directory: {
    agents: agentIds.map((id) => ({ id, name: `Agent ${id}`, queueIds: serving.includes(id) ? ['12'] : [] })),
    campaigns: [{ id: 'c1', name: 'Inbound 1', type: 'INBOUND', queueIds: ['12'] }],
    reasons: [{ id: '9', name: 'Coaching' }],
  },
  domainOffsetMs: 0,
})

const stored = (instant: number, names: RecordedNames) => ({
  at: instant,
  body: brotliCompressSync(JSON.stringify(names)),
})

interface Stretch {
  /** The instant at which its minutes end: 15 by default. */
  readonly end: number
  readonly minutes?: number
  /** How long before them the recording starts: a minute by default. */
  readonly leadMs?: number
  /** The campaign's calls of the day at the start. */
  readonly firstTotal?: number
  /** Calls that come and are answered, one after another, by these agents. */
  readonly calls: number
  readonly handleSeconds: number
  readonly answering: readonly string[]
  /** Agents who become not ready, by minutes before the end. */
  readonly leave?: Readonly<Record<string, number>>
  /** An agent loses the skill this many minutes before the end. */
  readonly skillLostBefore?: number
}

type Fields = Readonly<Record<string, unknown>>
const row = (id: string, asOf: number, fields: Fields): Row => ({ ...fields, id, asOf })
const agent = (id: string, asOf: number, state: string, fields: Fields = {}): Row =>
  row(id, asOf, { state, stateSince: asOf, reasonCodeId: '0', callType: null, campaignId: null, ...fields })

let seq = 0

/** Records a quarter of an hour as a feed would: all rows, then each change, all of it live. */
async function record(store: HistoryStore, stretch: Stretch): Promise<void> {
  const { end, calls, handleSeconds, answering, leave = {}, skillLostBefore } = stretch
  const { minutes = 15, leadMs = minute, firstTotal = 100 } = stretch
  const start = end - minutes * minute - leadMs
  const names = namesWith(agentIds)
  const recorder = createFeedRecorder({ startedAt: start, queueSource: AcdStatus })
  recorder.setSkills(skillsIn(names))
  const steps: (readonly [at: number, dataSource: string, row: Row])[] = []
  const perAgent = Math.ceil(calls / answering.length)
  for (let call = 0; call < calls; call += 1) {
    const id = answering[call % answering.length] ?? ''
    const from =
      end -
      (minutes - 0.5) * minute +
      Math.floor(call / answering.length) * (((minutes - 1) * minute) / perAgent)
    steps.push([from, AgentState, agent(id, from, 'ON_CALL', { callType: 'INBOUND', campaignId: 'c1' })])
    steps.push([from, InboundCampaignStatistics, row('c1', from, { totalCallsCount: firstTotal + 1 + call })])
    const over = from + handleSeconds * second
    steps.push([over, AgentState, agent(id, over, 'READY')])
  }
  for (const [id, before] of Object.entries(leave)) {
    const when = end - before * minute
    steps.push([when, AgentState, agent(id, when, 'NOT_READY', { reasonCodeId: '9', reasonCodeSince: when })])
  }
  steps.sort(([one], [other]) => one - other)

  recorder.replaced((seq += 1), start, [
    { dataSource: AcdStatus, data: [row('12', start, { callsInQueue: 2, callbacksInQueue: 0 })] },
    { dataSource: AgentState, data: agentIds.map((id) => agent(id, start, 'READY')) },
    {
      dataSource: InboundCampaignStatistics,
      data: [row('c1', start, { totalCallsCount: firstTotal, abandonedCallsCount: 3 })],
    },
  ])
  let next = 0
  for (let now = start; now <= end + 10 * second; now += 5 * second) {
    for (let step = steps[next]; step !== undefined && step[0] <= now; step = steps[next]) {
      const [when, dataSource, changed] = step
      recorder.changed((seq += 1), Math.round(when), [
        { dataSource, added: [], updated: [changed], removed: [] },
      ])
      next += 1
    }
    recorder.confirmed(now, new Map(sources.map((source) => [source, { confirmedAt: now }])))
  }
  const feed = await store.feedId(feedName)
  const lost = skillLostBefore === undefined ? [] : [end - skillLostBefore * minute]
  await store.write(feed, {
    ...recorder.take(end + 10 * second),
    names: [stored(start, names), ...lost.map((when) => stored(when, namesWith(agentIds.slice(0, 5))))],
  })
}

async function recordWeeks(store: HistoryStore, weeks: number): Promise<void> {
  const instants = [at]
  for (let week = 0; week < weeks; week += 1) instants.unshift(oneWeekBefore(instants[0] ?? at, timeZone))
  for (const end of instants.slice(0, -1))
    await record(store, { end, calls: 11, handleSeconds: 280, answering: ['a', 'b', 'c', 'd', 'e', 'f'] })
}

const red: Stretch = {
  ...{ end: at, calls: 18, handleSeconds: 120, answering: ['a', 'b', 'c', 'd'] },
  leave: { e: 7, f: 5 },
}

const request: WhyRequest = {
  ...{
    queueId: '12',
    at,
    agentIds: ['a', 'b', 'c', 'd', 'e'],
    campaignIds: ['c1'],
    dayRule: { timeZone, startMinute: 0 },
  },
  holidays: [],
}
const noPause = () => Promise.resolve()

async function why(store: HistoryStore, changed: Partial<WhyRequest> = {}) {
  const reply = await readWhy(store, feedName, { ...request, ...changed }, noPause)
  if (reply.type !== 'why') throw new Error('nothing is recorded')
  return reply.why
}

describe(readWhy, () => {
  it('names what came, who left and when, against the median of four weeks', async () => {
    const store = openStore()
    await recordWeeks(store, 4)
    await record(store, red)
    const reply = await why(store)
    expect(reply.usual).toEqual({ basis: 'weeks', weeks: 4 })
    expect(reply).toMatchObject({ areCallsExact: true, calls: { now: 18, usual: 11 } })
    expect(reply.staffed).toEqual({ now: 5.2, usual: 6 })
    expect(reply.handleTime).toEqual({ now: 120, usual: 280 })
    expect(reply.abandoned).toEqual({ now: 0, usual: 0 })
    expect(reply.moves).toEqual([
      {
        ...{ at: at - 7 * minute, to: 'away', reason: 'Coaching', backAt: null },
        agent: { id: 'e', name: 'Agent e' },
      },
      // The caller's own feed does not show this agent.
      { at: at - 5 * minute, to: 'away', reason: 'Coaching', backAt: null, agent: null },
    ])
    expect(reply.agentTime).toEqual([{ kind: 'reason', reason: 'Coaching', now: 12, usual: 0, share: null }])
    expect(reply.gaps).toEqual([])
    expect(JSON.stringify(reply)).not.toContain('Agent f')
  })

  it('compares with the hour before while fewer than four weeks are known, and says so', async () => {
    const store = openStore()
    await recordWeeks(store, 3)
    const hour = { end: at - 15 * minute - 20 * second, minutes: 59, calls: 36, handleSeconds: 120 }
    await record(store, { ...hour, answering: ['a', 'b', 'c'] })
    await record(store, { ...red, leadMs: 5 * second, firstTotal: 136 })
    const reply = await why(store)
    expect(reply.usual).toEqual({ basis: 'hour-before', weeks: 3 })
    expect(reply.calls).toEqual({ now: 18, usual: 9 })
    expect(reply.staffed).toEqual({ now: 5.2, usual: 6 })
  })

  it('has nothing to compare with in a new recording', async () => {
    const store = openStore()
    await record(store, red)
    const reply = await why(store)
    expect(reply).toMatchObject({ usual: { basis: 'none', weeks: 0 }, noShares: 'not-known', shares: null })
    expect(reply.calls).toEqual({ now: 18, usual: null })
  })

  it('says the same of days that are compacted, and leaves marked days out', async () => {
    const store = openStore()
    await recordWeeks(store, 5)
    await record(store, red)
    const before = await why(store)
    expect(before.usual).toEqual({ basis: 'weeks', weeks: 5 })
    const rule = { now: at + 2 * 86_400_000, dropped: ['AGENT_STATISTIC'], dropBefore: at, forMs: 60_000 }
    while (await store.compact(rule)) await noPause()
    expect(await why(store)).toEqual(before)
    const holidays = ['2026-11-19', '2026-11-05']
    expect((await why(store, { holidays: holidays.slice(1) })).usual).toEqual({ basis: 'weeks', weeks: 4 })
    expect((await why(store, { holidays })).usual).toMatchObject({ weeks: 3 })
  })

  it('tells which agent lost the skill, and when', async () => {
    const store = openStore()
    await record(store, { ...red, skillLostBefore: 3 })
    const { changes } = await why(store, { agentIds: ['f'] })
    expect(changes).toEqual([{ at: at - 3 * minute, change: 'agent-removed', name: 'Agent f' }])
    expect((await why(store, { agentIds: [] })).changes).toMatchObject([{ name: null }])
  })

  it('uses no counters of a campaign that the caller may not see', async () => {
    const store = openStore()
    await record(store, red)
    const reply = await why(store, { campaignIds: [] })
    expect(reply).toMatchObject({ areCallsExact: false, abandoned: { now: null } })
  })

  it('knows nothing before the first record and after the last one', async () => {
    const store = openStore()
    expect(await readWhy(store, feedName, request, noPause)).toEqual({
      type: 'nothing',
      from: null,
      to: null,
    })
    await record(store, red)
    for (const instant of [at - 3_600_000, at + minute])
      expect(await readWhy(store, feedName, { ...request, at: instant }, noPause)).toMatchObject({
        ...{ type: 'nothing', to: at + 10 * second },
      })
  })
})

describe('the facts of estimates', () => {
  it('are counted from the recording, of queues and campaigns that the caller may see', async () => {
    const store = openStore()
    for (const before of [30, 15, 0])
      await record(store, { ...red, end: at - before * minute, calls: 20, handleSeconds: 90, leave: {} })
    const { read } = createEstimatesReader()
    const facts = await read(store, feedName, { queueIds: ['12'], campaignIds: ['c1'] })
    expect(facts.until).toBe(at + 10 * second)
    const [queue] = facts.queues
    expect(queue?.arrivals?.isExact).toBe(true)
    expect(queue?.arrivals?.calls).toBeGreaterThanOrEqual(40)
    expect(queue?.handleTime).toMatchObject({ seconds: 90, of: 'queue' })
    // Three callers gave up, which is too few.
    expect(queue?.patience).toBeNull()
    const hidden = await read(store, feedName, { queueIds: ['12'], campaignIds: [] })
    expect(hidden.queues[0]?.arrivals?.isExact).toBe(false)
    expect(await read(store, { ...feedName, org: '2' }, { queueIds: ['12'], campaignIds: [] })).toMatchObject(
      {
        ...{ until: null, queues: [] },
      },
    )
  })
})
