import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { closing, temporaryDirectory } from '../../../tests/clean-up.ts'
import { usePostgres } from '../../../tests/storage-engines.ts'
import type { MoveContext } from '../../storage/move/move-step.ts'
import { openPostgres } from '../../storage/postgres.ts'
import { dayMs, noon, queues, recordMinutes, serviceFeed } from '../store/history-store-fixture.ts'
import type { HistoryStore } from '../store/history-store.ts'
import { openStores } from '../store/open-history.ts'
import { moveHistory } from './move-history.ts'

const postgres = usePostgres(afterAll)

const placeOf = (dataDir: string) => ({ historyDirectory: join(dataDir, 'history') })

/** What the step needs of a move. */
const contextOf = (dataDir: string, databaseUrl: string) =>
  ({ dataDir, databaseUrl }) as unknown as MoveContext

/** Two days, with a compacted one, half-hours, groups and names, of the service account and of a person. */
async function recordedDirectory(): Promise<string> {
  const dataDir = await temporaryDirectory()
  const { house, personal } = openStores(placeOf(dataDir))
  const feed = await recordMinutes(house, noon - dayMs, 1_810, 10)
  const rule = { now: noon + dayMs / 2 - 1, dropped: [], dropBefore: 0, forMs: 10_000 }
  expect(await house.compact(rule)).toBe(false)
  await recordMinutes(house, noon)
  await house.foldSlots(feed, noon + 90_000, { timeZone: 'UTC', startMinute: 0 })
  await house.requestGroups(feed, [['1', '2']], noon)
  const empty = { segments: [], coverage: [], minutes: new Map(), calls: new Map([[noon, 3]]) }
  await house.write(feed, { ...empty, names: [{ at: noon, body: new TextEncoder().encode('names') }] })
  await recordMinutes(personal, noon, 20)
  for (const store of [house, personal]) await store.close()
  return dataDir
}

/** What readers get of a store. */
async function contentOf(store: HistoryStore) {
  const feed = (await store.findFeed(serviceFeed)) ?? 0
  const plain = (bytes: Uint8Array | undefined) => bytes && [...bytes]
  const segmentsOf = async (from: number) =>
    (await store.changes(feed, queues, from, from + dayMs)).map((each) => ({
      ...each,
      body: plain(each.body),
    }))
  return {
    feed,
    coverage: await store.coverage(feed, queues, 0, noon + dayMs),
    before: await segmentsOf(noon - dayMs),
    after: await segmentsOf(noon),
    keyframe: (await store.keyframe(feed, queues, noon + 60_000))?.startsAt,
    names: plain((await store.names(feed, noon + 1))?.body),
    minutes: await store.buckets(feed, '1', 'minute', 0, noon + dayMs),
    quarters: await store.buckets(feed, '1', 'quarter', 0, noon + dayMs),
    slots: await store.slots(feed, '1', ['2026-11-25', '2026-11-26']),
    extent: await store.extent(feed),
  }
}

function openMoved(databaseUrl: string) {
  const stores = openStores({ historyDirectory: '', databaseUrl })
  closing.push(stores.house.close, stores.personal.close)
  return stores
}

describe('the move of history to PostgreSQL', () => {
  it('copies all that readers get, prints counts and sums, and copies nothing twice', async (context) => {
    const databaseUrl = await (await postgres.server(context)).newDatabase()
    const dataDir = await recordedDirectory()
    const move = contextOf(dataDir, databaseUrl)
    await moveHistory.check(move)
    const parts = await moveHistory.copy(move)
    expect(parts.filter(({ rows }) => rows > 0).map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'history coverage',
        'history queue_minute',
        'history segments of 2026-11-25',
        'history segments of 2026-11-26',
        'history names',
        'history_personal segments of 2026-11-26',
      ]),
    )
    const moved = openMoved(databaseUrl)
    const source = openStores(placeOf(dataDir))
    closing.push(source.house.close, source.personal.close)
    expect(await contentOf(moved.house)).toEqual(await contentOf(source.house))
    expect(await contentOf(moved.personal)).toEqual(await contentOf(source.personal))
    const again = await moveHistory.copy(move)
    expect(again).toEqual(parts.map((part) => ({ ...part, outcome: 'already there' })))
    // Recording continues: new feeds get new numbers, and the days go on.
    const feed = await moved.house.feedId({ ...serviceFeed, username: 'other' })
    expect(feed).toBeGreaterThan((await contentOf(moved.house)).feed)
    await recordMinutes(moved.house, noon + 600_000)
    await expect(moveHistory.copy(move)).rejects.toThrow(/has other feed than DATA_DIR/)
  }, 60_000)

  it('goes on where it was interrupted', async (context) => {
    const databaseUrl = await (await postgres.server(context)).newDatabase()
    const move = contextOf(await recordedDirectory(), databaseUrl)
    const parts = await moveHistory.copy(move)
    const pool = openPostgres({ url: databaseUrl })
    closing.push(pool.close)
    await pool.query('DROP TABLE history.segment_20261126; DELETE FROM history.queue_minute')
    const again = await moveHistory.copy(move)
    expect(again.map(({ checksum }) => checksum)).toEqual(parts.map(({ checksum }) => checksum))
    expect(again.filter(({ outcome }) => outcome === 'copied').map(({ name }) => name)).toEqual([
      'history queue_minute',
      'history segments of 2026-11-26',
    ])
  }, 60_000)

  it('refuses a damaged history.db, and has nothing to do without one', async (context) => {
    const databaseUrl = await (await postgres.server(context)).newDatabase()
    const dataDir = await temporaryDirectory()
    const move = contextOf(dataDir, databaseUrl)
    await moveHistory.check(move)
    expect(await moveHistory.copy(move)).toEqual([])
    await mkdir(join(dataDir, 'history'))
    await writeFile(
      join(dataDir, 'history', 'history.db'),
      'this is no database, and long enough for a header'.repeat(9),
    )
    await expect(moveHistory.check(move)).rejects.toThrow(/history\.db is damaged: start the server once/)
  }, 60_000)
})
