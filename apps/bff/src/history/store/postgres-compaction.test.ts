import { createFeedRecorder } from '@wallboard/history'
import { afterAll, describe, expect, it } from 'vitest'
import { closing } from '../../../tests/clean-up.ts'
import { usePostgres, type SkipContext } from '../../../tests/storage-engines.ts'
import { openPostgres } from '../../storage/postgres.ts'
import {
  compactInSteps,
  describeCompaction,
  midnight,
  recordDay,
  rule,
  statesOf,
  type CompactedStore,
} from './compaction-suite.ts'
import { openPostgresHistoryStore } from './postgres-history-store.ts'

const postgres = usePostgres(afterAll)

async function openInDatabase(context: SkipContext): Promise<CompactedStore> {
  const url = await (await postgres.server(context)).newDatabase()
  const pool = openPostgres({ url })
  closing.push(pool.close)
  const open = () => {
    const store = openPostgresHistoryStore(url, 'history')
    closing.push(store.close)
    return store
  }
  return {
    ...{ store: open(), reopen: open, remove: () => Promise.resolve() },
    async stored() {
      const { rows } = await pool.query(
        `SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'history' AND tablename LIKE 'segment\\_%' ORDER BY 1`,
      )
      return rows.map(({ name }) => String(name))
    },
    async damage() {
      await pool.query('UPDATE history.segment SET crc = crc + 1 WHERE starts_at = $1', [midnight + 101_000])
    },
  }
}

describeCompaction('tables of PostgreSQL', openInDatabase, {
  whole: 'segment_20261125',
  compacted: 'segment_20261125_compacted',
})

describe('the partition of a day', () => {
  it('is created once by servers that record its first segments at the same time', async (context) => {
    const { store, reopen } = await openInDatabase(context)
    await store.size()
    const stores = [store, reopen(), reopen()]
    const feeds = await Promise.all(
      stores.map((each, index) => each.feedId({ org: '1', username: `user ${index}` })),
    )
    const recorder = createFeedRecorder({ startedAt: midnight, queueSource: 'ACD_STATUS' })
    const row = { id: '1', asOf: midnight, callsInQueue: 1 }
    recorder.changed(1, midnight, [{ dataSource: 'ACD_STATUS', added: [], updated: [row], removed: [] }])
    const batch = { ...recorder.take(midnight), names: [] }
    const written = stores.map((each, index) => each.write(feeds[index] ?? 0, batch))
    expect(await Promise.all(written)).toEqual(['written', 'written', 'written'])
  })

  it('is not replaced when it was written while it was being compacted', async (context) => {
    const { store, stored } = await openInDatabase(context)
    const feed = await recordDay(store)
    expect(await compactInSteps(store, 3)).toBe(true)
    const recorder = createFeedRecorder({ startedAt: midnight, queueSource: 'ACD_STATUS' })
    const late = midnight + 86_399_000
    const row = { id: '1', asOf: late, callsInQueue: 1 }
    recorder.changed(1, late, [{ dataSource: 'ACD_STATUS', added: [], updated: [row], removed: [] }])
    await store.write(feed, { ...recorder.take(late), names: [] })
    const before = await statesOf(store)
    await expect(compactInSteps(store, 100)).rejects.toThrow('it is compacted later')
    expect(await statesOf(store)).toEqual(before)
    expect(await store.compact(rule)).toBe(false)
    expect(await statesOf(store)).toEqual(before)
    expect((await store.keyframe(feed, 'ACD_STATUS', late))?.startsAt).toBe(late)
    expect(await stored()).toEqual(['segment_20261125_compacted'])
  })
})
