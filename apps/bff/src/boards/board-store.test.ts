import { allQueuesBoard } from '@wallboard/boards'
import { sql } from 'kysely'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createBoardStore } from './board-store.ts'
import { openDatabase } from '../storage/database.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function open() {
  const dataDir = await mkdtemp(join(tmpdir(), 'wallboard-'))
  const db = await openDatabase(dataDir)
  closing.push(
    () => rm(dataDir, { recursive: true, force: true }),
    () => db.destroy(),
  )
  return { db, boards: createBoardStore(db) }
}

const kept = {
  id: 'b1',
  org: '1',
  name: 'All queues',
  revision: 1,
  changedAt: 1_764_000_000_000,
  changedBy: 'boss@example.test',
  board: allQueuesBoard,
}

/** What every store of boards keeps to. */
describe(createBoardStore, () => {
  it('gives back what it was given, and keeps domains apart', async () => {
    const { boards } = await open()
    await boards.add(kept)
    const { org: _org, board: _board, ...card } = kept
    expect(await boards.list('1')).toEqual([card])
    expect([await boards.count('1'), await boards.count('2')]).toEqual([1, 0])
    expect(await boards.find('1', 'b1')).toEqual(kept)
    expect(await boards.find('2', 'b1')).toBeUndefined()
    expect(await boards.change({ ...kept, org: '2' }, 1)).toBe(false)
    expect(await boards.remove('2', 'b1')).toBe(false)
  })

  it('writes over the revision that was read, and over no other', async () => {
    const { boards } = await open()
    await boards.add(kept)
    const changed = { ...kept, name: 'Two', revision: 2, board: { ...allQueuesBoard, name: 'Two' } }
    expect(await boards.change(changed, 1)).toBe(true)
    expect(await boards.change({ ...changed, name: 'Three' }, 1)).toBe(false)
    expect(await boards.find('1', 'b1')).toEqual(changed)
  })

  it('lists what is no board any more without showing it', async () => {
    const { db, boards } = await open()
    await boards.add(kept)
    await db.updateTable('boards').set({ document: '{"version":0}' }).execute()
    expect(await boards.find('1', 'b1')).toEqual({ ...kept, board: undefined })
    await db.updateTable('boards').set({ document: 'no JSON at all' }).execute()
    expect(await boards.find('1', 'b1')).toEqual({ ...kept, board: undefined })
    await sql`UPDATE boards SET name = CAST(X'FF' AS TEXT), revision = 'x', changed_at = 'y'`.execute(db)
    expect(await boards.list('1')).toEqual([
      { id: 'b1', name: '\u{fffd}', revision: 0, changedAt: 0, changedBy: 'boss@example.test' },
    ])
    expect(await boards.remove('1', 'b1')).toBe(true)
  })

  it('lists many large boards without their documents', async () => {
    const { db, boards } = await open()
    for (let board = 0; board < 100; board += 1) await boards.add({ ...kept, id: `b${board}` })
    // Would take a list that parses documents down.
    await db
      .updateTable('boards')
      .set({ document: '['.repeat(100_000) })
      .execute()
    expect(await boards.list('1')).toHaveLength(100)
  })
})
