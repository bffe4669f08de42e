import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { closing } from '../../../tests/clean-up.ts'
import { openSqlite } from '../../storage/sqlite.ts'
import { describeCompaction, midnight, recordDay, rule, statesOf } from './compaction-suite.ts'
import { openSqliteHistoryStore } from './sqlite-history-store.ts'

const filesOf = async (directory: string) =>
  (await readdir(directory)).filter((file) => /^(?:\d.*\.db|compacting.*)$/.test(file)).sort()

async function openInDirectory() {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-compaction-'))
  const remove = () => rm(directory, { recursive: true, force: true })
  closing.push(remove)
  const open = () => openSqliteHistoryStore(directory)
  return {
    ...{ directory, store: open(), reopen: open, remove, stored: () => filesOf(directory) },
    damage() {
      const day = openSqlite(join(directory, '2026-11-25.db'))
      day.run('UPDATE segment SET crc = crc + 1 WHERE starts_at = ?', [midnight + 101_000])
      day.close()
      return Promise.resolve()
    },
  }
}

describeCompaction('day files', openInDirectory, {
  whole: '2026-11-25.db',
  compacted: '2026-11-25.2.db',
})

describe('compaction of day files', () => {
  it('removes the replaced file that a crash left behind', async () => {
    const { store, directory } = await openInDirectory()
    await recordDay(store)
    const before = await statesOf(store)
    await store.close()
    const [file, replaced] = [join(directory, '2026-11-25.db'), join(directory, 'replaced')]
    await copyFile(file, replaced)
    const compacting = openSqliteHistoryStore(directory)
    await compacting.compact(rule)
    await compacting.close()
    await copyFile(replaced, file)
    const again = openSqliteHistoryStore(directory)
    expect(await statesOf(again)).toEqual(before)
    await again.compact(rule)
    expect(await filesOf(directory)).toEqual(['2026-11-25.2.db'])
    expect(await statesOf(again)).toEqual(before)
    await again.close()
  })
})
