import { everyQueueBoard } from '@wallboard/relay/board'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createBoardStore } from './board-store.ts'
import { openDatabase } from './database.ts'

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
  board: everyQueueBoard,
}

/** What every store of boards keeps to. */
describe(createBoardStore, () => {
  it('gives back what it was given, and keeps domains apart', async () => {
    const { boards } = await open()
    await boards.add(kept)
    expect(await boards.list('1')).toEqual([kept])
    expect(await boards.find('1', 'b1')).toEqual(kept)
    expect(await boards.find('2', 'b1')).toBeUndefined()
    expect(await boards.change({ ...kept, org: '2' }, 1)).toBe(false)
    expect(await boards.remove('2', 'b1')).toBe(false)
  })

  it('writes over the revision that was read, and over no other', async () => {
    const { boards } = await open()
    await boards.add(kept)
    const changed = { ...kept, name: 'Two', revision: 2, board: { ...everyQueueBoard, name: 'Two' } }
    expect(await boards.change(changed, 1)).toBe(true)
    expect(await boards.change({ ...changed, name: 'Three' }, 1)).toBe(false)
    expect(await boards.find('1', 'b1')).toEqual(changed)
  })

  it('lists what is no board any more without showing it', async () => {
    const { db, boards } = await open()
    await boards.add(kept)
    await db.updateTable('boards').set({ document: '{"version":0}' }).execute()
    expect(await boards.find('1', 'b1')).toEqual({ ...kept, board: undefined })
  })
})
