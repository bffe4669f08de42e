import {
  bucketStart,
  createFeedRecorder,
  recordedState,
  unpackSegment,
  type RecordedChange,
  type Segment,
} from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import type { Change } from '@wallboard/statistics'
import { afterEach, describe, expect, it } from 'vitest'
import type { HistoryStore } from './history-store.ts'

/** A store with nothing in it, and how to remove it after the test. */
export interface StoreUnderTest {
  readonly store: HistoryStore
  /** Opens the same files or tables again, after `store` was closed. */
  readonly reopen: () => HistoryStore
  readonly remove: () => Promise<void>
}

const queues = 'ACD_STATUS'
const noon = Date.parse('2026-11-26T12:00:00Z')
const dayMs = 86_400_000
const house = { org: '1', username: 'house@example.test' }

const updated = (at: number, id: string, callsInQueue: number): Change => ({
  ...{ dataSource: queues, added: [], removed: [] },
  updated: [{ id, asOf: at, callsInQueue }],
})

function changesOf(segment: Segment): readonly RecordedChange[] {
  const unpacked = unpackSegment(segment)
  if (unpacked.type === 'fault') throw new Error(unpacked.fault)
  return unpacked.changes
}

/** How every history store behaves, whatever it is made of. */
export function describeHistoryStore(name: string, open: () => Promise<StoreUnderTest>): void {
  const opened: StoreUnderTest[] = []
  afterEach(async () => {
    for (const { remove } of opened.splice(0)) await remove()
  })
  async function fresh(): Promise<StoreUnderTest> {
    const created = await open()
    opened.push(created)
    return created
  }
  const closed = new WeakSet<HistoryStore>()
  const close = async (store: HistoryStore) => {
    if (!closed.has(store)) await store.close()
    closed.add(store)
  }

  /** Records queue 1 for a minute and a half, flushed every ten seconds; `calls` of second n are n. */
  async function recordMinutes(store: HistoryStore, from: number, seconds = 90): Promise<number> {
    const feed = await store.feedId(house)
    const recorder = createFeedRecorder({ startedAt: from, queueSource: queues })
    for (let second = 0; second <= seconds; second += 1) {
      const at = from + second * 1_000
      recorder.changed(second + 1, at, [updated(at, '1', second)])
      recorder.confirmed(at, new Map([[queues, { confirmedAt: at }]]))
      if (second % 10 === 0) await store.write(feed, { ...recorder.take(at), names: [] })
    }
    return feed
  }

  async function callsAt(store: HistoryStore, feed: number, at: number): Promise<unknown> {
    const keyframe = await store.keyframe(feed, queues, at)
    if (keyframe === undefined) return undefined
    const [first] = changesOf(keyframe)
    if (first === undefined) return undefined
    const changes = (await store.changes(feed, queues, keyframe.startsAt, at)).flatMap(changesOf)
    const state = recordedState([{ dataSource: queues, keyframe: first, changes }], at)
    return state.rows(queues).get('1')?.callsInQueue
  }

  describe(name, () => {
    it('gives back the state of every instant that was recorded', async () => {
      const { store } = await fresh()
      const feed = await recordMinutes(store, noon)
      for (const second of [0, 1, 9, 10, 11, 59, 60, 90])
        expect(await callsAt(store, feed, noon + second * 1_000 + 500)).toBe(second)
    })

    it('knows nothing before the first keyframe', async () => {
      const { store } = await fresh()
      const feed = await recordMinutes(store, noon)
      expect(await store.keyframe(feed, queues, noon - 1)).toBeUndefined()
    })

    it('keeps all of it when it is closed and opened again', async () => {
      const tested = await fresh()
      const feed = await recordMinutes(tested.store, noon)
      await close(tested.store)
      const store = tested.reopen()
      expect(await store.feedId(house)).toBe(feed)
      expect(await callsAt(store, feed, noon + 42_000)).toBe(42)
      expect(await store.coveredUntil(feed)).toEqual(new Map([[queues, noon + 90_000]]))
      await store.close()
    })

    it('keeps feeds apart', async () => {
      const { store } = await fresh()
      await recordMinutes(store, noon)
      const other = await store.feedId({ ...house, username: 'other@example.test' })
      expect(await store.keyframe(other, queues, noon + dayMs)).toBeUndefined()
      expect(await store.coverage(other, queues, 0, noon + dayMs)).toEqual([])
    })

    it('covers time exactly once, with spans that grow from flush to flush', async () => {
      const { store } = await fresh()
      const feed = await recordMinutes(store, noon)
      const live: CoverageSpan = { kind: 'live', startsAt: noon, endsAt: noon + 90_000 }
      expect(await store.coverage(feed, queues, noon, noon + dayMs)).toEqual([live])
      expect(await store.coverage(feed, queues, noon + 90_000, noon + dayMs)).toEqual([])
    })

    it('adds live time to the minute and the quarter of an hour that it belongs to', async () => {
      const { store } = await fresh()
      const feed = await recordMinutes(store, noon)
      const minutes = await store.buckets(feed, '1', 'minute', noon, noon + dayMs)
      expect(minutes.map(({ startsAt, liveMs }) => [startsAt, liveMs])).toEqual([
        [noon, 60_000],
        [noon + 60_000, 30_000],
      ])
      // Second n shows n calls for a second: 0 + 1 + … + 59 calls × seconds.
      expect(minutes[0]?.figures.callsInQueue).toEqual({ knownMs: 60_000, area: 1_770_000, max: 59, min: 0 })
      expect(minutes[0]?.figures.emailsInQueue).toEqual({
        ...{ knownMs: 0, area: 0, max: undefined, min: undefined },
      })
      const quarters = await store.buckets(feed, '1', 'quarter', noon, noon + dayMs)
      expect(quarters.map(({ startsAt, liveMs }) => [startsAt, liveMs])).toEqual([
        [bucketStart('quarter', noon), 90_000],
      ])
    })

    it('reads over the end of a day', async () => {
      const { store } = await fresh()
      const midnight = Date.parse('2026-11-27T00:00:00Z')
      const feed = await recordMinutes(store, midnight - 45_000)
      for (const second of [30, 44, 45, 46, 90])
        expect(await callsAt(store, feed, midnight - 45_000 + second * 1_000)).toBe(second)
    })

    it('gives the names that were in force', async () => {
      const { store } = await fresh()
      const feed = await store.feedId(house)
      const empty = { segments: [], coverage: [], minutes: new Map() }
      const named = (at: number, text: string) => ({ at, body: new TextEncoder().encode(text) })
      await store.write(feed, { ...empty, names: [named(noon, 'old'), named(noon + 1_000, 'new')] })
      const textAt = async (at: number) => new TextDecoder().decode((await store.names(feed, at))?.body)
      expect(await textAt(noon + 999)).toBe('old')
      expect(await textAt(noon + 1_000)).toBe('new')
      expect(await store.names(feed, noon - 1)).toBeUndefined()
    })

    it('removes whole days, and keeps their aggregates and coverage', async () => {
      const { store } = await fresh()
      const feed = await recordMinutes(store, noon - dayMs)
      await recordMinutes(store, noon)
      const before = await store.size()
      expect(await store.removeBefore(noon)).toBeGreaterThan(0)
      expect(await store.size()).toBeLessThan(before)
      expect(await callsAt(store, feed, noon - dayMs + 50_000)).toBeUndefined()
      expect(await callsAt(store, feed, noon + 50_000)).toBe(50)
      expect(await store.buckets(feed, '1', 'minute', noon - dayMs, noon)).toHaveLength(2)
      expect(await store.coverage(feed, queues, noon - dayMs, noon - dayMs + 90_000)).toHaveLength(1)
    })
  })
}
