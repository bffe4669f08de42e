import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { addBoard, boardIds } from '../../../tests/storage-fixture.ts'
import { closing, temporaryDirectory } from '../../../tests/clean-up.ts'
import { openDatabase } from '../database.ts'
import { createDatabaseFile, prepareDirectory } from '../data-directory.ts'
import { startDatabaseWriter } from './database-writer.ts'

/** The input and output that Linux counts for the calling thread. */
const threadCounts = '/proc/thread-self/io'

/** Bytes that this thread has written to files. */
const writtenBytes = () => Number(/^write_bytes: (\d+)$/m.exec(readFileSync(threadCounts, 'utf8'))?.[1])

async function open() {
  const directory = await temporaryDirectory()
  createDatabaseFile(prepareDirectory(directory))
  let restarts = 0
  const writer = startDatabaseWriter(directory, () => (restarts += 1))
  closing.push(writer.close)
  const run = (sql: string) =>
    writer
      .connection()
      .request({ type: 'run', sql, parameters: [], kind: sql.startsWith('INSERT') ? 'change' : 'other' })
  await run('CREATE TABLE rows (id TEXT)')
  const ids = async () => (await run('SELECT id FROM rows ORDER BY id')).rows?.map(({ id }) => id)
  /** The thread ends: it cannot read such a request. */
  const endThread = () => writer.connection().request({ type: 'back-up', now: NaN, hasChanged: false })
  return { writer, run, ids, endThread, restarts: () => restarts }
}

describe(startDatabaseWriter, () => {
  it.skipIf(!existsSync(threadCounts))(
    'writes to the disk in its own thread only (needs Linux: it counts bytes of threads)',
    async () => {
      const db = await openDatabase(await temporaryDirectory())
      closing.push(() => db.destroy())
      const before = writtenBytes()
      for (let count = 0; count < 20; count += 1) await addBoard(db, String(count))
      expect(await boardIds(db)).toHaveLength(20)
      expect(writtenBytes() - before).toBe(0)
    },
  )

  it('is started again after its thread has ended, and keeps what was committed', async () => {
    const { run, ids, endThread, restarts } = await open()
    await run(`INSERT INTO rows VALUES ('a')`)
    await expect(endThread()).rejects.toThrow(/the thread that writes the database has ended/)
    await run(`INSERT INTO rows VALUES ('b')`)
    expect(await ids()).toEqual(['a', 'b'])
    expect(restarts()).toBe(1)
  })

  it('never continues a transaction in another thread', async () => {
    const { writer, run, ids, endThread } = await open()
    const connection = writer.connection()
    await connection.request({ type: 'begin' })
    await connection.request({
      ...{ type: 'run', sql: `INSERT INTO rows VALUES ('lost')`, parameters: [], kind: 'change' },
    })
    await expect(endThread()).rejects.toThrow(/has ended/)
    await expect(connection.request({ type: 'commit' })).rejects.toThrow(/has ended/)
    await run(`INSERT INTO rows VALUES ('kept')`)
    expect(await ids()).toEqual(['kept'])
  })

  it('returns errors of the driver without ending', async () => {
    const { run, ids, restarts } = await open()
    await expect(run('INSERT INTO missing VALUES (1)')).rejects.toThrow(/no such table/)
    expect(await ids()).toEqual([])
    expect(restarts()).toBe(0)
  })
})
