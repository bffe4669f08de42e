/**
 * A program that changes boards as fast as possible, for tests that kill it: `node … DATA_DIR PREFIX`. It first prints the
 * ids of the stored boards, then `?+id` or `?-id` before each change, and the same without `?` when the change is
 * acknowledged.
 */
import { writeSync } from 'node:fs'
import { allQueuesBoard } from '@wallboard/boards'
import { createBoardStore } from '../src/boards/board-store.ts'
import { openDatabase } from '../src/storage/database.ts'
import { inspectFile } from '../src/storage/inspection.ts'

const [dataDir = '', prefix = ''] = process.argv.slice(2)
const org = '1'

/** Writes synchronously, so that a kill loses no line. */
const print = (line: string) => {
  writeSync(1, `${line}\n`)
}

async function changeBoards(): Promise<never> {
  const db = await openDatabase(dataDir, { inspect: (path) => Promise.resolve(inspectFile(path)) })
  const boards = createBoardStore(db)
  print(JSON.stringify((await boards.list(org)).map(({ id }) => id)))
  for (let count = 0; ; count += 1) {
    const id = `${prefix}-${count}`
    print(`?+${id}`)
    await boards.add({
      ...{ id, org, name: id, revision: 1, changedAt: 1, changedBy: 'a' },
      board: allQueuesBoard,
    })
    print(`+${id}`)
    if (count % 3 !== 2) continue
    const removed = `${prefix}-${count - 1}`
    print(`?-${removed}`)
    await boards.remove(org, removed)
    print(`-${removed}`)
  }
}

await changeBoards()
