import { allQueuesBoard } from '@wallboard/boards'
import { sql } from 'kysely'
import { afterAll, describe, expect, it, type TestContext } from 'vitest'
import { createBoardStore } from './board-store.ts'
import { openNode, useStorageEngines, type StorageEngine } from '../../tests/storage-engines.ts'

const stored = {
  id: 'b1',
  org: '1',
  name: 'All queues',
  revision: 1,
  changedAt: 1_764_000_000_000,
  changedBy: 'boss@example.test',
  board: allQueuesBoard,
}

const engines = useStorageEngines(afterAll)

async function openBoards(engine: StorageEngine | undefined, context: TestContext) {
  const db = await (engine?.open(context) ?? openNode(undefined))
  return { db, boards: createBoardStore(db) }
}

describe.each(engines)('the store of boards on $name', (engine) => {
  const open = (context: TestContext) => openBoards(engine, context)

  it('returns boards unchanged, and keeps domains apart', async (context) => {
    const { boards } = await open(context)
    await boards.add(stored)
    const { org: _org, board: _board, ...summary } = stored
    expect(await boards.list('1')).toEqual([summary])
    expect([await boards.count('1'), await boards.count('2')]).toEqual([1, 0])
    expect(await boards.find('1', 'b1')).toEqual(stored)
    expect(await boards.find('2', 'b1')).toBeUndefined()
    expect(await boards.change({ ...stored, org: '2' }, 1)).toBe(false)
    expect(await boards.remove('2', 'b1')).toBe(false)
  })

  it('replaces the expected revision only', async (context) => {
    const { boards } = await open(context)
    await boards.add(stored)
    const changed = { ...stored, name: 'Two', revision: 2, board: { ...allQueuesBoard, name: 'Two' } }
    expect(await boards.change(changed, 1)).toBe(true)
    expect(await boards.change({ ...changed, name: 'Three' }, 1)).toBe(false)
    expect(await boards.find('1', 'b1')).toEqual(changed)
  })

  it('lets one of two nodes change a revision, and the other one know that it did not', async (context) => {
    const stores = (await engine.openTwice(context)).map(createBoardStore)
    await stores[0]?.add(stored)
    for (let revision = 1; revision <= 10; revision += 1) {
      const outcomes = await Promise.all(
        stores.flatMap((store, node) =>
          [1, 2].map((writer) =>
            store.change({ ...stored, name: `${node} ${writer}`, revision: revision + 1 }, revision),
          ),
        ),
      )
      expect(outcomes.filter(Boolean)).toHaveLength(1)
    }
    expect((await stores[1]?.find('1', 'b1'))?.revision).toBe(11)
  })

  it('lists a board whose document is no longer valid', async (context) => {
    const { db, boards } = await open(context)
    await boards.add(stored)
    await db.updateTable('boards').set({ document: '{"version":0}' }).execute()
    expect(await boards.find('1', 'b1')).toEqual({ ...stored, board: undefined })
    await db.updateTable('boards').set({ document: 'no JSON at all' }).execute()
    expect(await boards.find('1', 'b1')).toEqual({ ...stored, board: undefined })
    expect(await boards.remove('1', 'b1')).toBe(true)
  })

  it('lists many large boards without their documents', async (context) => {
    const { db, boards } = await open(context)
    for (let board = 0; board < 100; board += 1) await boards.add({ ...stored, id: `b${board}` })
    // A list that parses documents would fail.
    await db
      .updateTable('boards')
      .set({ document: '['.repeat(100_000) })
      .execute()
    expect(await boards.list('1')).toHaveLength(100)
  })
})

describe('the store of boards on SQLite, which stores any value in any column', () => {
  it('lists a board with damaged columns', async (context) => {
    const { db, boards } = await openBoards(undefined, context)
    await boards.add(stored)
    await sql`UPDATE boards SET name = CAST(X'FF' AS TEXT), revision = 'x', changed_at = 'y'`.execute(db)
    expect(await boards.list('1')).toEqual([
      { id: 'b1', name: '\u{fffd}', revision: 0, changedAt: 0, changedBy: 'boss@example.test' },
    ])
    expect(await boards.remove('1', 'b1')).toBe(true)
  })
})
