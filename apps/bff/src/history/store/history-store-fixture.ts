import { createFeedRecorder } from '@wallboard/history'
import type { Change } from '@wallboard/statistics'
import type { HistoryStore } from './history-store.ts'
import { closing } from '../../../tests/clean-up.ts'
import type { SkipContext } from '../../../tests/storage-engines.ts'

/** A store with nothing in it, and how to remove it after the test. */
export interface StoreUnderTest {
  readonly store: HistoryStore
  /** Opens the same files or tables again, after `store` was closed. */
  readonly reopen: () => HistoryStore
  readonly remove: () => Promise<void>
}

/** Opens a store; skips the test where its engine is missing. */
export type OpenStore = (context: SkipContext) => Promise<StoreUnderTest>

export const queues = 'ACD_STATUS'
export const noon = Date.parse('2026-11-26T12:00:00Z')
export const dayMs = 86_400_000
export const serviceFeed = { org: '1', username: 'service@example.test' }

const updated = (at: number, id: string, callsInQueue: number): Change => ({
  ...{ dataSource: queues, added: [], removed: [] },
  updated: [{ id, asOf: at, callsInQueue }],
})

/** Records queue 1 for this many seconds, flushed every ten of them; `callsInQueue` of second n is n. */
export async function recordMinutes(
  store: HistoryStore,
  from: number,
  seconds = 90,
  flushEvery = 10,
): Promise<number> {
  const feed = await store.feedId(serviceFeed)
  const recorder = createFeedRecorder({ startedAt: from, queueSource: queues })
  for (let second = 0; second <= seconds; second += 1) {
    const at = from + second * 1_000
    recorder.changed(second + 1, at, [updated(at, '1', second)])
    recorder.confirmed(at, new Map([[queues, { confirmedAt: at }]]))
    if (second % flushEvery === 0) await store.write(feed, { ...recorder.take(at), names: [] })
  }
  return feed
}

/** Opens stores for the tests of a suite. Call it in `describe`: they are removed after each test. */
export function openingStores(open: OpenStore) {
  async function fresh(context: SkipContext): Promise<StoreUnderTest> {
    const created = await open(context)
    closing.push(() => created.remove())
    return created
  }
  const closed = new WeakSet<HistoryStore>()
  const close = async (store: HistoryStore) => {
    if (!closed.has(store)) await store.close()
    closed.add(store)
  }
  return { fresh, close }
}
