import { cp, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDatabase } from './database.ts'
import { backUp } from './storage-command.ts'
import { closing, temporaryDirectory } from '../../tests/clean-up.ts'
import { addBoard, boardIds } from '../../tests/storage-fixture.ts'

/** A data directory after a crash: the last changes of its database are only in the write-ahead log. */
async function crashed(options: { readonly hasBackup: boolean }): Promise<string> {
  const dataDir = await temporaryDirectory()
  // On a loaded machine the changes may take longer than the usual second until the log is moved into the database.
  const db = await openDatabase(dataDir, { checkpointAfterMs: 600_000 })
  await addBoard(db, 'a')
  await addBoard(db, 'b')
  if (options.hasBackup) backUp(dataDir, Date.UTC(2026, 10, 26, 4, 0))
  await addBoard(db, 'c')
  const afterCrash = await temporaryDirectory()
  await cp(dataDir, afterCrash, { recursive: true })
  await db.destroy()
  expect((await stat(join(afterCrash, 'wallboard.db-wal'))).size).toBeGreaterThan(0)
  return afterCrash
}

async function flipFirstFrame(dataDir: string): Promise<void> {
  const file = await open(join(dataDir, 'wallboard.db-wal'), 'r+')
  await file.write(Buffer.from([0xff, 0x00, 0xff]), 0, 3, 60)
  await file.close()
}

async function idsIn(dataDir: string): Promise<readonly string[]> {
  const db = await openDatabase(dataDir)
  closing.push(() => db.destroy())
  return boardIds(db)
}

describe('[row 33] a write-ahead log after a crash', () => {
  it('is read completely', async () => {
    expect(await idsIn(await crashed({ hasBackup: true }))).toEqual(['a', 'b', 'c'])
  })

  it('with a flipped byte, where SQLite stops reading it, is detected: the newest backup has more changes', async () => {
    const dataDir = await crashed({ hasBackup: true })
    await flipFirstFrame(dataDir)
    expect(await idsIn(dataDir)).toEqual(['a', 'b'])
  })

  it('with a flipped byte and no backup is refused: rows would be lost silently', async () => {
    const dataDir = await crashed({ hasBackup: false })
    await flipFirstFrame(dataDir)
    await expect(openDatabase(dataDir)).rejects.toThrow(
      /lacks its last 3 changes; it held 0 displays and 3 boards/,
    )
  })
})
