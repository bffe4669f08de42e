import { packSegment } from '@wallboard/history'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../storage/sqlite.ts'
import { StorageError } from '../../storage/storage-error.ts'
import { describeAggregates } from './aggregates-suite.ts'
import { describeGroups } from './groups-suite.ts'
import { describeTypical } from './typical-suite.ts'
import { describeHistoryStore } from './history-store-suite.ts'
import { openSqliteHistoryStore } from './sqlite-history-store.ts'

const directoryOf = () => mkdtemp(join(tmpdir(), 'wallboard-history-'))

async function openInDirectory() {
  const directory = await directoryOf()
  const store = openSqliteHistoryStore(directory)
  return {
    store,
    reopen: () => openSqliteHistoryStore(directory),
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

describeHistoryStore('a history store in SQLite files', openInDirectory)
describeAggregates('a history store in SQLite files', openInDirectory)
describeGroups('a history store in SQLite files', openInDirectory)
describeTypical('a history store in SQLite files', openInDirectory)

describe(openSqliteHistoryStore, () => {
  const noon = Date.parse('2026-11-26T12:00:00Z')
  const segment = packSegment(
    'keyframe',
    [{ at: noon, seq: 1, added: [], updated: [], removed: [] }],
    'recording',
  )
  const batch = {
    ...{ coverage: [], minutes: new Map(), calls: new Map(), names: [] },
    segments: segment === undefined ? [] : [{ dataSource: 'ACD_STATUS', segment }],
  }

  it('refuses a day of a newer version, and writes other days', async () => {
    const directory = await directoryOf()
    const store = openSqliteHistoryStore(directory)
    const feed = await store.feedId({ org: '1', username: 'a' })
    await store.write(feed, batch)
    await store.close()
    const newer = openSqlite(join(directory, '2026-11-26.db'))
    newer.exec('PRAGMA user_version = 3')
    newer.close()
    const again = openSqliteHistoryStore(directory)
    await expect(again.keyframe(feed, 'ACD_STATUS', noon)).rejects.toThrow(/newer version/)
    await expect(again.keyframe(feed, 'ACD_STATUS', noon)).rejects.toBeInstanceOf(StorageError)
    const tomorrow = {
      ...batch,
      segments: batch.segments.map((each) => ({
        ...each,
        segment: { ...each.segment, startsAt: noon + 86_400_000 },
      })),
    }
    await again.write(feed, tomorrow)
    await again.close()
    await rm(directory, { recursive: true, force: true })
  })

  it('creates files that only this user may read, in a directory that only this user may enter', async () => {
    const directory = join(await directoryOf(), 'history')
    const store = openSqliteHistoryStore(directory)
    await store.write(await store.feedId({ org: '1', username: 'a' }), batch)
    const modes = await Promise.all(
      ['', ...(await readdir(directory))].map(
        async (name) => (await stat(join(directory, name))).mode & 0o077,
      ),
    )
    expect(modes.every((mode) => mode === 0)).toBe(true)
    await store.close()
    await rm(directory, { recursive: true, force: true })
  })
})
