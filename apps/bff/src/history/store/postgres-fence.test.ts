import { afterAll, describe, expect, it } from 'vitest'
import { closing } from '../../../tests/clean-up.ts'
import { usePostgres, type SkipContext } from '../../../tests/storage-engines.ts'
import { createFeedRecorder } from '@wallboard/history'
import { dayMs, noon, queues, serviceFeed } from './history-store-fixture.ts'
import type { ClaimedFeed, HistoryBatch, HistoryStore, RecordingOwner } from './history-store.ts'
import { openPostgresHistoryStore } from './postgres-history-store.ts'

const postgres = usePostgres(afterAll)

async function openStores(context: SkipContext, count: number): Promise<readonly HistoryStore[]> {
  const url = await (await postgres.server(context)).newDatabase()
  return Array.from({ length: count }, () => {
    const store = openPostgresHistoryStore(url, 'history')
    closing.push(store.close)
    return store
  })
}

async function claimedBy(store: HistoryStore, owner: Partial<RecordingOwner>): Promise<ClaimedFeed> {
  const claimed = await store.claim(serviceFeed, { fence: undefined, writer: 'a', at: noon, ...owner })
  if (claimed === 'fenced-out') throw new Error('another owner has the feed')
  return claimed
}

/** Ten seconds of a queue from `from` on. */
function tenSeconds(from: number): HistoryBatch {
  const recorder = createFeedRecorder({ startedAt: from, queueSource: queues })
  const row = { id: '1', asOf: from, callsInQueue: 3 }
  recorder.changed(1, from, [{ dataSource: queues, added: [], updated: [row], removed: [] }])
  recorder.confirmed(from, new Map([[queues, { confirmedAt: from }]]))
  recorder.confirmed(from + 10_000, new Map([[queues, { confirmedAt: from + 10_000 }]]))
  return { ...recorder.take(from + 10_000), names: [] }
}

describe('the owner of a feed in PostgreSQL', () => {
  it('writes nothing any more once another one has claimed the feed with a higher fence', async (context) => {
    const [old, next] = await openStores(context, 2)
    if (old === undefined || next === undefined) throw new Error('no stores')
    const { feed, fence } = await claimedBy(old, { writer: 'old', fence: 5 })
    expect(await old.write(feed, tenSeconds(noon), { fence, writer: 'old', number: 1 })).toBe('written')
    const claimed = await claimedBy(next, { writer: 'next', fence: 6 })
    expect(claimed).toMatchObject({ feed, lastBatch: 0, isFromOther: true })
    expect(claimed.coveredUntil).toEqual(new Map([[queues, noon + 10_000]]))
    const late = tenSeconds(noon + 10_000)
    expect(await old.write(feed, late, { fence, writer: 'old', number: 2 })).toBe('fenced-out')
    expect(await next.coveredUntil(feed)).toEqual(new Map([[queues, noon + 10_000]]))
    expect(await next.changes(feed, queues, noon + 10_000, noon + dayMs)).toEqual([])
    expect(await next.buckets(feed, '1', 'minute', noon, noon + dayMs)).toMatchObject([{ liveMs: 10_000 }])
  })

  it('is one with a higher fence than the last, or the same one again', async (context) => {
    const [store] = await openStores(context, 1)
    if (store === undefined) throw new Error('no store')
    const claim = (writer: string, fence: number | undefined) =>
      store.claim(serviceFeed, { writer, fence, at: noon })
    expect(await claim('a', 7)).toMatchObject({ fence: 7, isFromOther: false })
    expect(await claim('b', 6)).toBe('fenced-out')
    expect(await claim('b', 7)).toBe('fenced-out')
    expect(await claim('a', 7)).toMatchObject({ fence: 7, isFromOther: false })
    expect(await claim('b', undefined)).toMatchObject({ fence: noon, isFromOther: true })
    expect(await claim('b', undefined)).toMatchObject({ fence: noon + 1, isFromOther: false })
  })

  it('adds a batch once, though it is written again after its commit ended unknown', async (context) => {
    const [store, again] = await openStores(context, 2)
    if (store === undefined || again === undefined) throw new Error('no stores')
    const { feed, fence } = await claimedBy(store, {})
    const origin = { fence, writer: 'a', number: 1 }
    expect(await store.write(feed, tenSeconds(noon), origin)).toBe('written')
    expect(await again.write(feed, tenSeconds(noon), origin)).toBe('written')
    expect(await store.buckets(feed, '1', 'quarter', noon, noon + dayMs)).toMatchObject([{ liveMs: 10_000 }])
    expect(await claimedBy(store, { fence })).toMatchObject({ lastBatch: 1 })
    await again.write(feed, tenSeconds(noon + 10_000), { ...origin, number: 2 })
    expect(await store.buckets(feed, '1', 'quarter', noon, noon + dayMs)).toMatchObject([{ liveMs: 20_000 }])
  })
})
