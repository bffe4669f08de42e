import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFeedRecorder } from '@wallboard/history'
import { createStatistics, type DatedSource, type Row } from '@wallboard/statistics'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqliteHistoryStore } from '../store/sqlite-history-store.ts'
import { readMoment } from './read-moment.ts'
import { readSteps } from './read-steps.ts'

const house = { org: '1', username: 'house' }
const queues = 'ACD_STATUS'
const agents = 'AGENT_STATE'
const t0 = Date.parse('2026-11-26T23:58:00Z') // the recording crosses a day file

const removing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const remove of removing.splice(0)) await remove()
})

async function openStore() {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-steps-'))
  const store = openSqliteHistoryStore(directory)
  removing.push(async () => {
    await store.close()
    await rm(directory, { recursive: true, force: true })
  })
  return store
}

/** What happens at an instant: a row changes or goes, the recording is flushed, or the server starts again. */
const arbitraryEvent = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('row' as const), id: fc.nat(3), value: fc.nat(9) }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('remove' as const), id: fc.nat(3), value: fc.nat(1) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('flush' as const), id: fc.nat(3), value: fc.nat(9) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('restart' as const), id: fc.nat(3), value: fc.nat(9) }),
  },
)
const arbitraryEvents = fc.array(fc.tuple(fc.integer({ min: 1, max: 9_000 }), arbitraryEvent), {
  minLength: 5,
  maxLength: 40,
})

type Event = readonly [
  number,
  { readonly type: 'row' | 'remove' | 'flush' | 'restart'; readonly id: number; readonly value: number },
]

async function record(store: ReturnType<typeof openSqliteHistoryStore>, events: readonly Event[]) {
  const feed = await store.feedId(house)
  let seq = 0
  let at = t0
  let recorder = createFeedRecorder({ startedAt: at, queueSource: queues })
  const row = (id: number, value: number): Row => ({
    ...{ id: String(id), asOf: at, callsInQueue: value },
    currentLongestQueueTime: (value % 3) * 1_000,
  })
  const start = () => {
    recorder.replaced(seq, at, [
      { dataSource: queues, data: [row(0, 1), row(1, 2)] },
      { dataSource: agents, data: [] },
    ])
  }
  const live = () => {
    recorder.confirmed(at, new Map([queues, agents].map((source) => [source, { confirmedAt: at }])))
  }
  const flush = async () => {
    live()
    await store.write(feed, { ...recorder.take(at), names: [] })
  }
  start()
  for (const [pauseMs, { type, id, value }] of events) {
    at += pauseMs
    seq += 1
    const dataSource = value % 2 === 0 ? queues : agents
    if (type === 'row')
      recorder.changed(seq, at, [{ dataSource, added: [], updated: [row(id, value)], removed: [] }])
    else if (type === 'remove')
      recorder.changed(seq, at, [{ dataSource, added: [], updated: [], removed: [String(id)] }])
    else if (type === 'flush') await flush()
    else {
      await flush()
      at += 30_000
      seq = 0
      recorder = createFeedRecorder({
        ...{ startedAt: at, queueSource: queues },
        continues: { from: await store.coveredUntil(feed), kind: 'server-off' },
      })
      start()
    }
    live()
  }
  at += 1
  await flush()
  return at
}

/** Rows by id; the instant of a row counts where a wait runs from it. */
const visible = (sources: readonly DatedSource[]) =>
  sources.map(({ dataSource, data }) => ({
    dataSource,
    data: data
      .map(({ asOf, ...row }) => (row['callsInQueue'] === 0 ? row : { ...row, asOf }))
      .sort((one, other) => one.id.localeCompare(other.id)),
  }))

describe(readSteps, () => {
  it('leads from the state of any instant to the state of any later one, also over a restart of the server [H1]', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryEvents,
        fc.integer({ min: 100, max: 20_000 }),
        fc.integer({ min: 1, max: 40_000 }),
        async (events, stepMs, startMs) => {
          const store = await openStore()
          const end = await record(store, events)
          const from = Math.min(t0 + startMs, end)
          const sources = [queues, agents]
          const first = await readMoment(store, house, sources, from)
          if (first.type === 'nothing') throw new Error('nothing is recorded at the start')
          const statistics = createStatistics()
          statistics.applyFull(first.moment.rows)
          for (let at = from; ;) {
            const read = await readSteps(store, house, sources, { from: at, to: at + 7 * stepMs, stepMs })
            if (read === undefined || read.to <= at) break
            for (const step of read.steps) {
              statistics.applyFull(step.full)
              statistics.applyChanges(step.changes)
              const reply = await readMoment(store, house, sources, step.at)
              const stored = reply.type === 'moment' ? reply.moment.rows : []
              expect(visible(stored)).toEqual(visible(statistics.full(sources)))
            }
            at = read.to
          }
        },
      ),
      { numRuns: 8 },
    )
  }, 60_000)

  it('ends with the last whole step of the recording, and says when each source was live', async () => {
    const store = await openStore()
    const end = await record(store, [[5_000, { type: 'row', id: 1, value: 4 }]])
    const read = await readSteps(store, house, [queues], { from: t0, to: t0 + 60_000, stepMs: 1_000 })
    expect(read?.to).toBe(t0 + 5_000)
    expect(read?.steps.map(({ at }) => at - t0)).toEqual([5_000])
    expect(read?.coverage).toEqual([
      {
        dataSource: queues,
        spans: [
          { kind: 'server-off', startsAt: t0, endsAt: t0 + 5_000 },
          { kind: 'live', startsAt: t0 + 5_000, endsAt: end },
        ],
      },
    ])
    const after = await readSteps(store, house, [queues], {
      from: t0 + 5_000,
      to: t0 + 60_000,
      stepMs: 1_000,
    })
    expect(after).toMatchObject({ to: t0 + 5_000, steps: [] })
  })

  it('has the rows of a keyframe where the recording started again, and none that follow from the changes before', async () => {
    const store = await openStore()
    const row = { type: 'row', id: 1, value: 4 } as const
    const flush = { ...row, type: 'flush' } as const
    // The flush after midnight writes a keyframe.
    const overMidnight: readonly Event[] = [
      [1_000, row],
      [1_000, flush],
      [150_000, row],
      [1_000, flush],
      [1_000, { ...row, value: 6 }],
      [1_000, flush],
    ]
    const end = await record(store, [...overMidnight, [1_000, { ...row, type: 'restart' }], [1_000, row]])
    const feed = await store.feedId(house)
    const keyframe = await store.keyframe(feed, queues, t0 + 154_000)
    expect(keyframe?.startsAt).toBe(t0 + 153_000)
    const range = { from: t0, to: end, stepMs: 1_000 }
    const read = await readSteps(store, house, [queues], range)
    const full = read?.steps.filter((step) => step.full.length > 0)
    expect(full?.map(({ at }) => at - t0)).toEqual([186_000])
    expect(read?.steps.map(({ at }) => at - t0)).toContain(154_000)
  })

  it('has the rows of the keyframe after a part that is stored as damaged, although its segments can be read', async () => {
    const store = await openStore()
    const row = { type: 'row', id: 1, value: 4 } as const
    const flush = { ...row, type: 'flush' } as const
    const end = await record(store, [
      [1_000, row],
      [1_000, flush],
      [1_000, { ...row, id: 0, value: 9 }],
      [1_000, flush],
      [150_000, { ...row, value: 5 }],
      [1_000, flush], // after midnight: it writes a keyframe
      [1_000, { ...row, value: 6 }],
      [1_000, flush],
    ])
    const feed = await store.feedId(house)
    const keyframeAt = t0 + 155_000
    expect((await store.keyframe(feed, queues, end))?.startsAt).toBe(keyframeAt)
    await store.cover(feed, queues, { kind: 'damaged', startsAt: t0 + 2_500, endsAt: keyframeAt })
    const from = t0 + 2_000
    const first = await readMoment(store, house, [queues], from)
    const read = await readSteps(store, house, [queues], { from, to: end, stepMs: 1_000 })
    const statistics = createStatistics()
    statistics.applyFull(first.type === 'moment' ? first.moment.rows : [])
    expect(read?.steps.map(({ at }) => at - t0)).toEqual([155_000, 156_000])
    for (const step of read?.steps ?? []) {
      statistics.applyFull(step.full)
      statistics.applyChanges(step.changes)
      const reply = await readMoment(store, house, [queues], step.at)
      expect(reply.type === 'moment' && visible(reply.moment.rows)).toEqual(
        visible(statistics.full([queues])),
      )
    }
  })

  it('finds nothing of a feed that was never recorded', async () => {
    const store = await openStore()
    expect(await readSteps(store, house, [queues], { from: 0, to: 1_000, stepMs: 250 })).toBeUndefined()
  })
})
