import { allQueuesBoard } from '@wallboard/boards'
import { createBoardStore } from '../src/boards/board-store.ts'
import type { Db } from '../src/storage/database.ts'

/** Stores a board of domain `1` with the name `Board <id>`. */
export const addBoard = (db: Db, id: string): Promise<void> =>
  createBoardStore(db).add({
    ...{ id, org: '1', name: `Board ${id}`, revision: 1, changedAt: 1, changedBy: 'a' },
    board: allQueuesBoard,
  })

/** The ids of the boards of domain `1`, by name. */
export const boardIds = async (db: Db): Promise<readonly string[]> =>
  (await createBoardStore(db).list('1')).map(({ id }) => id)
