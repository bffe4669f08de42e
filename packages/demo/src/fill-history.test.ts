import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteHistoryStore, type HistoryStore } from '@wallboard/bff/history-store'
import { openStores } from '@wallboard/bff/open-history'
import { missingEngine, startPostgres } from '@wallboard/engines'
import { recordedState, unpackSegment, type Segment } from '@wallboard/history'
import { createFloor } from '@wallboard/simulator'
import { afterEach, describe, expect, it } from 'vitest'
import { fillHistory, plannedDays } from './fill-history.ts'

const hour = 3_600_000
const dayMs = 24 * hour
const midnight = Date.parse('2026-11-26T00:00:00Z')
const startedAt = midnight + 2.5 * hour
const floor = { seed: 1, queues: 2, agents: 6, load: 1 }
const domain = createFloor({ ...floor, startAt: midnight })
const queueIds = domain.queues().map(({ id }) => id)
const skills = {
  agentQueues: new Map(domain.users().map(({ id }) => [id, queueIds])),
  campaignQueues: new Map(domain.campaigns().map(({ id }) => [id, queueIds])),
}
const queues = 'ACD_STATUS'

const removing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const remove of removing.splice(0)) await remove()
})

/** A store in which a feed was recorded for an hour from `startedAt` on. */
async function recordedStore() {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-demo-'))
  const store = openSqliteHistoryStore(directory)
  removing.push(async () => {
    await store.close()
    await rm(directory, { recursive: true, force: true })
  })
  return recordHour(store)
}

/** The same in PostgreSQL; the test is skipped where that is missing. */
async function recordedPostgres(context: { readonly skip: (reason: string) => void }) {
  const reason = missingEngine('postgres')
  if (reason !== undefined) context.skip(reason)
  const postgres = await startPostgres()
  removing.push(postgres.stop)
  const stores = openStores({ historyDirectory: '', databaseUrl: await postgres.newDatabase() })
  removing.unshift(stores.house.close, stores.personal.close)
  return recordHour(stores.house)
}

async function recordHour(store: HistoryStore) {
  const feed = await store.feedId({ org: '1', username: 'demo' })
  const span = { kind: 'live', startsAt: startedAt, endsAt: startedAt + hour } as const
  const coverage = [{ dataSource: queues, span }]
  await store.write(feed, { segments: [], names: [], minutes: new Map(), calls: new Map(), coverage })
  return { store, feed, span }
}

const fill = (store: HistoryStore, feed: number, days: number, fullDays = 0, replayDays = 30) =>
  fillHistory({
    ...{
      store,
      feed,
      days,
      fullDays,
      replayDays,
      floor,
      dayRule: { timeZone: 'UTC', startMinute: 0 },
      now: () => startedAt,
    },
    names: { at: startedAt, body: new TextEncoder().encode('names') },
    skills,
  })

function changesOf(segment: Segment | undefined) {
  const unpacked = segment && unpackSegment(segment)
  return unpacked?.type === 'changes' ? unpacked.changes : []
}

async function rowsAt(store: HistoryStore, feed: number, dataSource: string, at: number) {
  const keyframe = await store.keyframe(feed, dataSource, at)
  const [first] = changesOf(keyframe)
  if (keyframe === undefined || first === undefined) return undefined
  const changes = (await store.changes(feed, dataSource, keyframe.startsAt, at)).flatMap(changesOf)
  return recordedState([{ dataSource, keyframe: first, changes }], at).rows(dataSource)
}

describe(fillHistory, () => {
  it('fills the time before the first record, and leaves what is recorded as it is', async () => {
    const { store, feed, span } = await recordedStore()
    await fill(store, feed, 1)
    const from = midnight
    expect(await store.extent(feed)).toEqual({ from, to: span.endsAt })
    const spans = await store.coverage(feed, queues, from, span.endsAt)
    expect(spans.every(({ kind }) => kind === 'live')).toBe(true)
    let end = from
    for (const { startsAt, endsAt } of spans) {
      expect(startsAt).toBe(end)
      end = endsAt
    }
    expect(spans.at(-1)).toEqual(span)
    const minutes = await store.buckets(feed, '300001', 'minute', 0, startedAt + dayMs)
    expect(minutes.every(({ liveMs }) => liveMs === 60_000)).toBe(true)
    expect(minutes).toHaveLength(150)
    const quarters = await store.buckets(feed, '300001', 'quarter', 0, startedAt + dayMs)
    expect(quarters.reduce((sum, { liveMs }) => sum + liveMs, 0)).toBe(2.5 * hour)
    const slots = await store.slots(feed, 'floor', ['2026-11-26'])
    expect(slots).toHaveLength(5)
    expect(slots.reduce((sum, { calls = 0 }) => sum + calls, 0)).toBeGreaterThan(10)
    // The skills tell whose calls the agents answered.
    const { queues: ofQueues } = await store.flows(feed, from, startedAt)
    const answers = [...ofQueues.values()].map((flow) => flow.answers + flow.possibleAnswers)
    expect(Math.max(...answers)).toBeGreaterThan(3)
    const filled = await store.fillingDays(feed)
    expect(filled.map(({ until, endsAt }) => endsAt - until)).toEqual([0])
  }, 60_000)

  it('replays the rows of the floor, agents included, and nothing of a customer', async () => {
    const { store, feed } = await recordedStore()
    await fill(store, feed, 1, 1)
    const at = midnight + 20 * 60_000
    const agents = await rowsAt(store, feed, 'AGENT_STATE', at)
    expect(agents?.size).toBe(floor.agents)
    expect(JSON.stringify([...(agents?.values() ?? [])])).not.toMatch(/555 01\d\d/)
    expect((await rowsAt(store, feed, queues, at))?.size).toBe(floor.queues)
    expect((await store.names(feed, at))?.at).toBe(midnight)
  })

  it('goes on in PostgreSQL where it was killed, with the same figures as in files without', async (context) => {
    const [whole, killed] = [await recordedStore(), await recordedPostgres(context)]
    await fill(whole.store, whole.feed, 1)
    let parts = 0
    const failing: HistoryStore = {
      ...killed.store,
      writeFilling(...written) {
        parts += 1
        if (parts === 3) throw new Error('killed')
        return killed.store.writeFilling(...written)
      },
    }
    await expect(fill(failing, killed.feed, 1)).rejects.toThrow('killed')
    const progress = await killed.store.fillingDays(killed.feed)
    expect(progress.map(({ until, startsAt }) => until - startsAt)).toEqual([2 * hour])
    await fill(killed.store, killed.feed, 1)
    for (const queue of ['0', '300001', '300002'])
      for (const length of ['minute', 'quarter'] as const) {
        const read = ({ store, feed }: typeof whole) => store.buckets(feed, queue, length, 0, startedAt)
        expect(await read(killed)).toEqual(await read(whole))
      }
    const days = ['2026-11-26']
    expect(await killed.store.slots(killed.feed, 'floor', days)).toEqual(
      await whole.store.slots(whole.feed, 'floor', days),
    )
  }, 60_000)

  it('stores averages, and nothing to replay, of days that are removed soon', async () => {
    const { store, feed } = await recordedStore()
    await fill(store, feed, 2, 0, 1)
    const old = midnight - dayMs
    expect(await store.buckets(feed, '0', 'quarter', old, old + dayMs)).toHaveLength(96)
    expect(await store.keyframe(feed, queues, old + hour)).toBeUndefined()
    expect(await store.keyframe(feed, queues, midnight + hour)).toBeDefined()
  }, 60_000)
})

describe(plannedDays, () => {
  it('are days of UTC, the newest until the first record', () => {
    const days = plannedDays(startedAt, 3, 7)
    expect(days.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      [midnight, startedAt],
      [midnight - dayMs, midnight],
      [midnight - 2 * dayMs, midnight - dayMs],
    ])
    expect(plannedDays(midnight, 1, 7)).toEqual([])
  })
})

describe('a floor with another seed for the day', () => {
  it('has the same queues and people, and another day', () => {
    const at = (daySeed: number | undefined, startAt: number) =>
      createFloor({ ...floor, startAt, ...(daySeed === undefined ? {} : { daySeed }) })
    const [live, one, other] = [at(undefined, startedAt), at(1, midnight), at(2, midnight)]
    expect(one.queues()).toEqual(live.queues())
    expect(one.users()).toEqual(live.users())
    expect(JSON.stringify([...one.rows()])).not.toBe(JSON.stringify([...other.rows()]))
    expect(JSON.stringify([...one.rows()])).toBe(JSON.stringify([...at(1, midnight).rows()]))
  })
})
