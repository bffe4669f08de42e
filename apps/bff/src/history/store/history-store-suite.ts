import { recordedState, unpackSegment, type RecordedChange, type Segment } from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { describe, expect, it } from 'vitest'
import type { HistoryStore } from './history-store.ts'
import {
  dayMs,
  serviceFeed,
  noon,
  openingStores,
  queues,
  recordMinutes,
  type OpenStore,
} from './history-store-fixture.ts'

function changesOf(segment: Segment): readonly RecordedChange[] {
  const unpacked = unpackSegment(segment)
  if (unpacked.type === 'fault') throw new Error(unpacked.fault)
  return unpacked.changes
}

/** How every history store behaves, whatever it is made of. */
export function describeHistoryStore(name: string, open: OpenStore): void {
  const { fresh, close } = openingStores(open)

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
    it('gives back the state of every instant that was recorded', async (context) => {
      const { store } = await fresh(context)
      const feed = await recordMinutes(store, noon)
      for (const second of [0, 1, 9, 10, 11, 59, 60, 90])
        expect(await callsAt(store, feed, noon + second * 1_000 + 500)).toBe(second)
    })

    it('knows nothing before the first keyframe', async (context) => {
      const { store } = await fresh(context)
      const feed = await recordMinutes(store, noon)
      expect(await store.keyframe(feed, queues, noon - 1)).toBeUndefined()
    })

    it('keeps all of it when it is closed and opened again', async (context) => {
      const tested = await fresh(context)
      const feed = await recordMinutes(tested.store, noon)
      await close(tested.store)
      const store = tested.reopen()
      expect(await store.feedId(serviceFeed)).toBe(feed)
      expect(await callsAt(store, feed, noon + 42_000)).toBe(42)
      expect(await store.coveredUntil(feed)).toEqual(new Map([[queues, noon + 90_000]]))
      await store.close()
    })

    it('keeps feeds apart', async (context) => {
      const { store } = await fresh(context)
      await recordMinutes(store, noon)
      const other = await store.feedId({ ...serviceFeed, username: 'other@example.test' })
      expect(await store.keyframe(other, queues, noon + dayMs)).toBeUndefined()
      expect(await store.coverage(other, queues, 0, noon + dayMs)).toEqual([])
    })

    it('covers time exactly once, with spans that grow from flush to flush', async (context) => {
      const { store } = await fresh(context)
      const feed = await recordMinutes(store, noon)
      const live: CoverageSpan = { kind: 'live', startsAt: noon, endsAt: noon + 90_000 }
      expect(await store.coverage(feed, queues, noon, noon + dayMs)).toEqual([live])
      expect(await store.coverage(feed, queues, noon + 90_000, noon + dayMs)).toEqual([])
    })

    it('reads over the end of a day', async (context) => {
      const { store } = await fresh(context)
      const midnight = Date.parse('2026-11-27T00:00:00Z')
      const feed = await recordMinutes(store, midnight - 45_000)
      for (const second of [30, 44, 45, 46, 90])
        expect(await callsAt(store, feed, midnight - 45_000 + second * 1_000)).toBe(second)
    })

    it('gives the names that were in force', async (context) => {
      const { store } = await fresh(context)
      const feed = await store.feedId(serviceFeed)
      const empty = { segments: [], coverage: [], minutes: new Map(), calls: new Map() }
      const named = (at: number, text: string) => ({ at, body: new TextEncoder().encode(text) })
      await store.write(feed, { ...empty, names: [named(noon, 'old'), named(noon + 1_000, 'new')] })
      const textAt = async (at: number) => new TextDecoder().decode((await store.names(feed, at))?.body)
      expect(await textAt(noon + 999)).toBe('old')
      expect(await textAt(noon + 1_000)).toBe('new')
      expect(await store.names(feed, noon - 1)).toBeUndefined()
    })

    it('removes whole days, and keeps their aggregates and coverage', async (context) => {
      const { store } = await fresh(context)
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
