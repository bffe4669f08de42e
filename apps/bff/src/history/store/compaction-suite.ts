import { createFeedRecorder, type Segment } from '@wallboard/history'
import { describe, expect, it } from 'vitest'
import { readMoment } from '../reading/read-moment.ts'
import type { SkipContext } from '../../../tests/storage-engines.ts'
import type { HistoryStore } from './history-store.ts'
import { openingStores, type StoreUnderTest } from './history-store-fixture.ts'

const queues = 'ACD_STATUS'
const statistics = 'AGENT_STATISTIC'
/** The start of the recorded day. */
export const midnight = Date.parse('2026-11-25T00:00:00Z')
const dayMs = 86_400_000
export const name = { org: '1', username: 'house' }
export const rule = {
  now: midnight + dayMs + 2 * 3_600_000,
  dropped: [statistics],
  dropBefore: 0,
  forMs: 10_000,
}

/** A store whose stored days a test can look at and damage. */
export interface CompactedStore extends StoreUnderTest {
  /** The files or tables of days, with those that compaction has not finished. */
  readonly stored: () => Promise<readonly string[]>
  /** Damages a segment of the recorded day, while no store is open. */
  readonly damage: () => Promise<void>
}

/** Records ten minutes of two data sources with changes each second, flushed every ten seconds. */
export async function recordDay(store: HistoryStore): Promise<number> {
  const feed = await store.feedId(name)
  const recorder = createFeedRecorder({ startedAt: midnight, queueSource: queues, minSeekPointChars: 1 })
  const batches = []
  for (let second = 0; second <= 600; second += 1) {
    const at = midnight + second * 1_000
    const id = String(second % 7)
    const row = { id, asOf: at, callsInQueue: (second * 31) % 17, longestQueueTime: second }
    const removed = second % 50 === 49 ? [String(second % 3)] : []
    recorder.changed(
      second + 1,
      at,
      [queues, statistics].map((dataSource) => ({ dataSource, added: [], updated: [row], removed })),
    )
    const confirmed = { confirmedAt: at }
    recorder.confirmed(
      at,
      new Map([
        [queues, confirmed],
        [statistics, confirmed],
      ]),
    )
    if (second % 10 === 0) batches.push(recorder.take(at))
  }
  const names = [{ at: midnight, body: new TextEncoder().encode('names') }]
  for (const [index, batch] of batches.entries())
    await store.write(feed, { ...batch, names: index === 0 ? names : [] })
  return feed
}

/** What is read of some instants: at segments' borders, at keyframes, and in between. */
export async function statesOf(store: HistoryStore) {
  const seconds = Array.from({ length: 30 }, (_, index) => (index * 7_919) % 600)
  const instants = [...seconds, 0, 9, 10, 299, 300, 301, 310, 599]
  return Promise.all(
    instants.map((second) => readMoment(store, name, [queues, statistics], midnight + second * 1_000 + 500)),
  )
}

/** Works in slices of one step, at most this many. Returns whether there is more to do. */
export async function compactInSteps(store: HistoryStore, steps: number): Promise<boolean> {
  for (let step = 0; step < steps; step += 1) if (!(await store.compact({ ...rule, forMs: 0 }))) return false
  return true
}

/**
 * How every history store compacts finished days.
 * @param days how the recorded day is stored before and after compaction
 */
export function describeCompaction(
  title: string,
  open: (context: SkipContext) => Promise<CompactedStore>,
  days: { readonly whole: string; readonly compacted: string },
): void {
  const tested = new WeakMap<HistoryStore, CompactedStore>()
  const { fresh, close } = openingStores(async (context) => {
    const opened = await open(context)
    tested.set(opened.store, opened)
    return opened
  })

  async function recorded(context: SkipContext) {
    const { store, reopen } = await fresh(context)
    const own = tested.get(store)
    if (own === undefined) throw new Error('the store was not opened')
    return { store, reopen, feed: await recordDay(store), stored: own.stored, damage: own.damage }
  }

  describe(`compaction of ${title}`, () => {
    it('leaves the state of each instant as it was [H1], in fewer segments and bytes', async (context) => {
      const { store, reopen, feed, stored } = await recorded(context)
      const before = await statesOf(store)
      const segments = await store.changes(feed, queues, midnight, midnight + dayMs)
      const kindAt = async (second: number) =>
        (await store.seek(feed, queues, midnight + second * 1_000))?.segment.kind
      expect(await kindAt(250)).toBe('seek-point')
      expect(await store.compact(rule)).toBe(false)
      expect(await statesOf(store)).toEqual(before)
      expect(await kindAt(250)).toBe('keyframe')
      const compacted = await store.changes(feed, queues, midnight, midnight + dayMs)
      expect([segments.length, compacted.length]).toEqual([61, 2])
      const bytes = (list: readonly Segment[]) => list.reduce((sum, { body }) => sum + body.length, 0)
      expect(bytes(compacted)).toBeLessThan(bytes(segments) / 2)
      expect(await stored()).toEqual([days.compacted])
      await close(store)
      const again = reopen()
      expect(await statesOf(again)).toEqual(before)
      expect((await again.names(feed, midnight + 1))?.at).toBe(midnight)
      expect(await again.compact(rule)).toBe(false)
      expect(await stored()).toEqual([days.compacted])
      await again.close()
    })

    it('that stops at any step leaves the day as it was, and is done later', async (context) => {
      // The third step writes segments, the ninth reads them back.
      for (const steps of [3, 9]) {
        const { store, reopen, stored } = await recorded(context)
        const before = await statesOf(store)
        expect(await compactInSteps(store, steps)).toBe(true)
        await close(store)
        const again = reopen()
        expect(await statesOf(again)).toEqual(before)
        expect(await compactInSteps(again, 100)).toBe(false)
        expect(await statesOf(again)).toEqual(before)
        expect(await stored()).toEqual([days.compacted])
        await again.close()
      }
    }, 60_000)

    it('leaves a day with a damaged segment as it is, and reports it', async (context) => {
      const { store, reopen, stored, damage } = await recorded(context)
      await close(store)
      await damage()
      const again = reopen()
      await expect(again.compact(rule)).rejects.toThrow('the day stays as it is')
      expect(await again.compact(rule)).toBe(false)
      expect(await stored()).toContain(days.whole)
      await again.close()
    })

    it('waits until a day is over, and until the past of the demo is filled in', async (context) => {
      const { store, feed, stored } = await recorded(context)
      const day = { startsAt: midnight, endsAt: midnight + dayMs, until: midnight, updatedAt: 0 }
      await store.compact({ ...rule, now: midnight + dayMs })
      await store.planFilling(feed, [day])
      await store.compact(rule)
      expect(await stored()).toEqual([days.whole])
    })

    it('removes agent statistics of old days, and says so in their coverage alone', async (context) => {
      const { store, feed } = await recorded(context)
      await store.compact({ ...rule, dropBefore: midnight + dayMs })
      const at = midnight + 300_500
      expect(await store.coverage(feed, statistics, at, at + 1)).toEqual([
        { kind: 'compacted', startsAt: midnight, endsAt: midnight + 600_000 },
      ])
      expect((await store.coverage(feed, queues, at, at + 1))[0]?.kind).toBe('live')
      const reply = await readMoment(store, name, [queues, statistics], at)
      const sources = reply.type === 'moment' ? reply.moment.rows.map(({ dataSource }) => dataSource) : []
      expect(sources).toEqual([queues])
    })
  })
}
