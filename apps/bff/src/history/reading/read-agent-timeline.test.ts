import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFeedRecorder } from '@wallboard/history'
import type { Row } from '@wallboard/statistics'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqliteHistoryStore } from '../store/sqlite-history-store.ts'
import { readAgentTimeline } from './read-agent-timeline.ts'

const house = { org: '1', username: 'house' }
const source = 'AGENT_STATE'
const t0 = Date.parse('2026-11-26T23:58:00Z') // the recording crosses a day file
const states = ['READY', 'ON_CALL', 'ACW', 'NOT_READY'] as const

const removing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const remove of removing.splice(0)) await remove()
})

async function openStore() {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-timeline-'))
  const store = openSqliteHistoryStore(directory)
  removing.push(async () => {
    await store.close()
    await rm(directory, { recursive: true, force: true })
  })
  return store
}

type Event =
  | { readonly type: 'state'; readonly agent: string; readonly state: (typeof states)[number] }
  | { readonly type: 'flush' }
  | { readonly type: 'restart' }

const arbitraryEvents = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 9_000 }),
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          type: fc.constant('state' as const),
          agent: fc.constantFrom('7', '77'),
          state: fc.constantFrom(...states),
        }),
      },
      { weight: 2, arbitrary: fc.constant({ type: 'flush' } as const) },
      { weight: 1, arbitrary: fc.constant({ type: 'restart' } as const) },
    ),
  ),
  { minLength: 3, maxLength: 25 },
)

/** Records the events, and returns the state of agent 7 at each instant that was live. */
async function record(
  store: ReturnType<typeof openSqliteHistoryStore>,
  events: readonly (readonly [number, Event])[],
) {
  const feed = await store.feedId(house)
  const truth: { at: number; state: string }[] = []
  const current = new Map<string, Row>()
  let [at, seq] = [t0, 0]
  const rowOf = (agent: string, state: string): Row => ({
    ...{ id: agent, asOf: at, state, stateSince: at, reasonCodeId: '0' },
    ...{ campaignId: null, callType: null },
  })
  let recorder = createFeedRecorder({ startedAt: at, queueSource: 'ACD_STATUS' })
  const replaceAll = () => {
    for (const agent of ['7', '77']) current.set(agent, rowOf(agent, 'READY'))
    recorder.replaced(seq, at, [{ dataSource: source, data: [...current.values()] }])
    truth.push({ at, state: 'READY' })
  }
  const flush = async () => {
    recorder.confirmed(at, new Map([[source, { confirmedAt: at }]]))
    await store.write(feed, { ...recorder.take(at), names: [] })
  }
  replaceAll()
  for (const [later, event] of events) {
    at += later
    if (event.type === 'flush') await flush()
    else if (event.type === 'restart') {
      await flush()
      at += 30_000
      recorder = createFeedRecorder({ startedAt: at, queueSource: 'ACD_STATUS' })
      seq = 0
      replaceAll()
    } else {
      seq += 1
      const { agent, state } = event
      const updated = { id: agent, asOf: at, state, stateSince: at }
      recorder.changed(seq, at, [{ dataSource: source, added: [], updated: [updated], removed: [] }])
      if (agent === '7') truth.push({ at, state })
    }
  }
  at += 1
  await flush()
  return { truth, end: at }
}

describe(readAgentTimeline, () => {
  const options = { onDamage: () => undefined, pause: () => Promise.resolve() }

  it('gives at each live instant the state that the agent was in, across flushes, restarts and midnight', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryEvents, async (events) => {
        const store = await openStore()
        const { truth, end } = await record(store, events)
        const range = { agentId: '7', from: t0, to: end }
        const { spans, gaps } = await readAgentTimeline(store, house, range, options)
        for (const [index, { at, state }] of truth.entries()) {
          // Of several changes at one instant the last one holds.
          if (truth[index + 1]?.at === at || at >= end) continue
          if (gaps.some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)) continue
          const span = spans.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
          expect([at, span?.state]).toEqual([at, state])
        }
        for (const [index, span] of spans.entries()) {
          const next = spans[index + 1]
          if (next !== undefined) expect(next.startsAt).toBeGreaterThanOrEqual(span.endsAt)
          for (const gap of gaps)
            expect(span.endsAt <= gap.startsAt || span.startsAt >= gap.endsAt).toBe(true)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('knows nothing of an agent or feed that was never recorded', async () => {
    const store = await openStore()
    const { end } = await record(store, [[1_000, { type: 'flush' }]])
    const range = { agentId: '9', from: t0, to: end }
    expect((await readAgentTimeline(store, house, range, options)).spans).toEqual([])
    const nobody = { org: '2', username: 'nobody' }
    expect(await readAgentTimeline(store, nobody, range, options)).toEqual({
      ...{ from: t0, to: end, spans: [], gaps: [] },
    })
  })
})
