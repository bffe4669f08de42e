/**
 * A program that changes boards as fast as it can, for tests that kill it: `node … DATA_DIR PREFIX`. It first writes the
 * ids that it found, then before each change a line such as `?+id` or `?-id`, and the same without `?` when the change is
 * acknowledged.
 */
import { writeSync } from 'node:fs'
import { allQueuesBoard } from '@wallboard/boards'
import { createBoardStore } from '../src/boards/board-store.ts'
import { openDatabase } from '../src/storage/database.ts'
import { inspectFile } from '../src/storage/inspection.ts'

const [dataDir = '', prefix = ''] = process.argv.slice(2)
const org = '1'

/** At once, so that a kill loses no line that was written. */
const say = (line: string) => {
  writeSync(1, `${line}\n`)
}

const db = await openDatabase(dataDir, { inspect: (path) => Promise.resolve(inspectFile(path)) })
const boards = createBoardStore(db)
say(JSON.stringify((await boards.list(org)).map(({ id }) => id)))
for (let count = 0; ; count += 1) {
  const id = `${prefix}-${count}`
  say(`?+${id}`)
  await boards.add({
    ...{ id, org, name: id, revision: 1, changedAt: 1, changedBy: 'a' },
    board: allQueuesBoard,
  })
  say(`+${id}`)
  if (count % 3 !== 2) continue
  const gone = `${prefix}-${count - 1}`
  say(`?-${gone}`)
  await boards.remove(org, gone)
  say(`-${gone}`)
}
