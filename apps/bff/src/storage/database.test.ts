import { chmod, cp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDatabase, type Db } from './database.ts'
import { openSqlite } from './sqlite.ts'
import { StorageUnusable } from './storage-error.ts'
import { backUp, restore } from './storage-command.ts'
import { temporaryDirectory } from '../../tests/clean-up.ts'
import { addBoard, boardIds } from '../../tests/storage-fixture.ts'

const at = Date.UTC(2026, 10, 26, 4, 0)

/** A log that records its lines. */
function createLog() {
  const lines: { detail: Readonly<Record<string, unknown>>; message: string }[] = []
  const write = (detail: Readonly<Record<string, unknown>>, message: string) => {
    lines.push({ detail, message })
  }
  return { log: { info: write, warn: write, error: write }, lines }
}

async function openOnce<T>(dataDir: string, work: (db: Db) => Promise<T>, now = () => at) {
  const { log, lines } = createLog()
  const db = await openDatabase(dataDir, { log, now })
  try {
    return { result: await work(db), lines }
  } finally {
    await db.destroy()
  }
}

/** Overwrites bytes in the middle of the first text that matches. */
async function damage(path: string, text: string, bytes: readonly number[]): Promise<void> {
  const position = (await readFile(path)).indexOf(text)
  expect(position).toBeGreaterThanOrEqual(0)
  const file = await open(path, 'r+')
  await file.write(Buffer.from(bytes), 0, bytes.length, position + 1)
  await file.close()
}

describe(openDatabase, () => {
  it('locks the directory for one process until it closes', async () => {
    const dataDir = await temporaryDirectory()
    const first = await openDatabase(dataDir)
    await expect(openDatabase(dataDir)).rejects.toThrow(/DATA_DIR .* is in use by another wallboard process/)
    await expect(restore(dataDir, '/dev/null', at)).rejects.toThrow(/in use/)
    await first.destroy()
    await (await openDatabase(dataDir)).destroy()
  })

  it('creates files that only their owner can read, and restricts the mode of existing ones', async () => {
    const dataDir = join(await temporaryDirectory(), 'data')
    await openOnce(dataDir, (db) => addBoard(db, 'a'))
    // The driver closes a file when the statements on it are collected: only then do the files beside the database disappear.
    const unlessGone = <T>(result: Promise<T>): Promise<T | undefined> =>
      result.catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      })
    const modes = async () => {
      const names = await readdir(dataDir)
      const found = await Promise.all(names.map((name) => unlessGone(stat(join(dataDir, name)))))
      return found.flatMap((each) => (each === undefined ? [] : [each.mode & 0o777]))
    }
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700)
    expect(new Set(await modes())).toEqual(new Set([0o600]))
    for (const name of await readdir(dataDir)) await unlessGone(chmod(join(dataDir, name), 0o644))
    const { result } = await openOnce(dataDir, async (db) => {
      await addBoard(db, 'b') // after the backup that is made at the start
      return modes()
    })
    expect(new Set(result)).toEqual(new Set([0o600, 0o700]))
  })

  it('leaves everything in the database file, so that a copy of it alone is complete', async () => {
    const dataDir = await temporaryDirectory()
    await openOnce(dataDir, (db) => addBoard(db, 'a'))
    const copy = await temporaryDirectory()
    await writeFile(join(copy, 'wallboard.db'), await readFile(join(dataDir, 'wallboard.db')))
    expect((await openOnce(copy, boardIds)).result).toEqual(['a'])
  })

  it('keeps the rows of a database from before migration 0002, which counts changes', async () => {
    const dataDir = await temporaryDirectory()
    await openOnce(dataDir, (db) => addBoard(db, 'a'))
    const sqlite = openSqlite(join(dataDir, 'wallboard.db'))
    const later = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('displays', 'boards') AND name NOT LIKE 'kysely%'`
    for (const { name } of sqlite.all(later)) sqlite.exec(`DROP TABLE ${String(name)}`)
    sqlite.exec(`DELETE FROM kysely_migration WHERE name NOT LIKE '0001%'`)
    sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    sqlite.close()
    await rm(join(dataDir, 'wallboard.record.json'))
    const { result } = await openOnce(dataDir, async (db) => {
      await addBoard(db, 'b')
      return boardIds(db)
    })
    expect(result).toEqual(['a', 'b'])
  })

  it('makes a backup at start when the newest one is old, and none when it is recent', async () => {
    const dataDir = await temporaryDirectory()
    await openOnce(dataDir, (db) => addBoard(db, 'a'))
    const start = async (now: number) => (await openOnce(dataDir, boardIds, () => now)).lines
    const hour = 3_600_000
    expect(await start(at)).toMatchObject([{ message: 'backup made' }])
    expect(await start(at + hour / 2)).toEqual([])
    expect(await start(at + 24 * hour)).toMatchObject([{ message: 'backup made' }])
    expect(await readdir(join(dataDir, 'backups'))).toEqual([
      'wallboard-2026-11-26T04-00Z.db',
      'wallboard-2026-11-27T04-00Z.db',
    ])
    expect((await stat(join(dataDir, 'backups/wallboard-2026-11-26T04-00Z.db'))).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['text that is not UTF-8', 'Board a', [0xff, 0xfe]],
    ['a broken page', 'SQLite format 3', [1, 2, 3]],
  ])('sets a database with %s aside and uses the newest good backup', async (_what, text, bytes) => {
    const dataDir = await temporaryDirectory()
    await openOnce(dataDir, (db) => addBoard(db, 'a'))
    await openOnce(dataDir, (db) => addBoard(db, 'b')) // a backup with `a` is made at its start
    await writeFile(join(dataDir, 'backups/wallboard-2026-11-27T04-00Z.db'), 'no database at all')
    await damage(join(dataDir, 'wallboard.db'), text, bytes)
    const { result, lines } = await openOnce(dataDir, boardIds)
    expect(result).toEqual(['a'])
    expect(lines).toMatchObject([
      { message: 'a backup cannot be used' },
      {
        message:
          'the database could not be used; the newest good backup is used instead: displays that were revoked after it was made are paired again',
        detail: {
          backup: 'wallboard-2026-11-26T04-00Z.db',
          setAside: 'wallboard.db.damaged-2026-11-26T04-00-00.000Z',
          lostChanges: 1,
        },
      },
      // The newest file by name is not a good backup, so another backup is made.
      { message: 'backup made' },
    ])
    expect(await readdir(dataDir)).toContain('wallboard.db.damaged-2026-11-26T04-00-00.000Z')
    // The backup is the database from now on.
    expect((await openOnce(dataDir, boardIds)).result).toEqual(['a'])
  })

  it('refuses a damaged database without a backup, and leaves the file in place', async () => {
    const dataDir = await temporaryDirectory()
    await openOnce(dataDir, (db) => addBoard(db, 'a'))
    await damage(join(dataDir, 'wallboard.db'), 'Board a', [0xff])
    const refusal = /boards\.name holds text that is not UTF-8.*no good backup; restore a backup/
    await expect(openDatabase(dataDir)).rejects.toThrow(refusal)
    await expect(openDatabase(dataDir)).rejects.toThrow(refusal)
  })

  it('refuses a database that another program locks, and does not treat it as damaged', async () => {
    const first = await temporaryDirectory()
    await openOnce(first, (db) => addBoard(db, 'a'))
    await openOnce(first, (db) => addBoard(db, 'b'))
    // A copy, since connections of this process keep the first file open until they are collected; SQLite then removes
    // its companion files, which hold nothing.
    const dataDir = await temporaryDirectory()
    await cp(first, dataDir, { recursive: true, filter: (source) => !/-(?:wal|shm)$/.test(source) })
    const other = openSqlite(join(dataDir, 'wallboard.db'))
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    await expect(openDatabase(dataDir)).rejects.toThrow(
      /cannot be inspected now \(database is locked.*nothing was changed/,
    )
    other.exec('ROLLBACK')
    other.close()
    expect((await openOnce(dataDir, boardIds)).result).toEqual(['a', 'b'])
  })

  it('detects that an empty database has replaced the former one', async () => {
    const dataDir = await temporaryDirectory()
    await openOnce(dataDir, (db) => addBoard(db, 'a'))
    await rm(join(dataDir, 'wallboard.db'))
    await expect(openDatabase(dataDir)).rejects.toThrow(
      /wallboard\.db is missing; it held 0 displays and 1 boards/,
    )
    await writeFile(join(dataDir, 'wallboard.db'), '')
    await expect(openDatabase(dataDir)).rejects.toThrow(StorageUnusable)
  })

  it('waits for the lock of another program without blocking the event loop, and then writes', async () => {
    const dataDir = await temporaryDirectory()
    await openOnce(dataDir, async (db) => {
      const other = openSqlite(join(dataDir, 'wallboard.db'))
      other.exec('BEGIN IMMEDIATE')
      let ticks = 0
      const ticking = setInterval(() => (ticks += 1), 5)
      const added = addBoard(db, 'a')
      await expect.poll(() => ticks).toBeGreaterThan(20)
      other.exec('ROLLBACK')
      await added
      clearInterval(ticking)
      other.close()
      expect(await boardIds(db)).toEqual(['a'])
    })
  })
})

describe(restore, () => {
  it('replaces the database by a backup, keeps the former one, and refuses a file that is not a database', async () => {
    const dataDir = await temporaryDirectory()
    await openOnce(dataDir, async (db) => {
      await addBoard(db, 'a')
      expect(backUp(dataDir, at)).toBe(
        `backup made: ${join(dataDir, 'backups/wallboard-2026-11-26T04-00Z.db')}`,
      )
      await addBoard(db, 'b')
    })
    const backup = join(dataDir, 'backups/wallboard-2026-11-26T04-00Z.db')
    expect(await restore(dataDir, backup, at)).toMatch(
      /^restored 0 displays and 1 boards from .*; the former database is now wallboard\.db\.before-restore-2026/,
    )
    expect((await openOnce(dataDir, boardIds)).result).toEqual(['a'])
    await writeFile(join(dataDir, 'other'), 'no database at all')
    await expect(restore(dataDir, join(dataDir, 'other'), at)).rejects.toThrow(/nothing was changed/)
    expect((await openOnce(dataDir, boardIds)).result).toEqual(['a'])
  })

  it('ends the sessions that a backup contains: some have ended since', async () => {
    const dataDir = await temporaryDirectory()
    const row = { org: '1', username: 'ann', began_at: at, used_at: at }
    await openOnce(dataDir, async (db) => {
      await addBoard(db, 'a')
      await db
        .insertInto('browser_sessions')
        .values({ ...row, key: 'ended later' })
        .execute()
      backUp(dataDir, at)
    })
    await restore(dataDir, join(dataDir, 'backups/wallboard-2026-11-26T04-00Z.db'), at)
    const sessions = (db: Db) => db.selectFrom('browser_sessions').select('key').execute()
    expect((await openOnce(dataDir, sessions)).result).toEqual([])
    expect((await openOnce(dataDir, boardIds)).result).toEqual(['a'])
  })

  it('throws when there is nothing to back up', async () => {
    const dataDir = await temporaryDirectory()
    expect(() => backUp(dataDir, at)).toThrow(/nothing to back up/)
  })
})
