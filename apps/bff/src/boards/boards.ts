import { randomUUID } from 'node:crypto'
import { allQueuesBoard, allQueuesBoardId, type Board } from '@wallboard/boards'
import type { BoardSummary, BoardEdit, StoredBoard } from '@wallboard/boards/rest'

/** What a list tells of a board. */
export interface BoardRecordSummary {
  readonly id: string
  readonly name: string
  readonly revision: number
  readonly changedAt: number
  readonly changedBy: string
}

/** A board as it is kept. */
export interface BoardRecord extends BoardRecordSummary {
  readonly org: string
  /** Undefined when what is kept is no board any more: it is listed, so that somebody can remove it. */
  readonly board: Board | undefined
}

/** Where boards are kept: whatever passes the store's suite will do. */
export interface BoardStore {
  readonly list: (org: string) => Promise<readonly BoardRecordSummary[]>
  readonly count: (org: string) => Promise<number>
  readonly find: (org: string, id: string) => Promise<BoardRecord | undefined>
  readonly add: (board: BoardRecord) => Promise<void>
  /** Writes over `revision` and no other; false when that is not what is kept. */
  readonly change: (board: BoardRecord, revision: number) => Promise<boolean>
  readonly remove: (org: string, id: string) => Promise<boolean>
}

/** What a change came to; the words for a person are the route's. */
export type BoardResult =
  | { readonly ok: true; readonly revision: number }
  | { readonly ok: false; readonly reason: 'no-such-board' | 'built-in' | 'revision-conflict' | 'in-use' }

export interface Boards {
  readonly list: (org: string) => Promise<readonly BoardSummary[]>
  readonly find: (org: string, id: string) => Promise<StoredBoard | undefined>
  readonly create: (
    by: { readonly org: string; readonly username: string },
    board: Board,
  ) => Promise<{ readonly id: string } | undefined>
  readonly edit: (
    by: { readonly org: string; readonly username: string },
    id: string,
    edit: BoardEdit,
  ) => Promise<BoardResult>
  readonly remove: (org: string, id: string) => Promise<BoardResult>
}

/** More boards than anybody can tell apart: a script has run wild. */
export const maxBoards = 500

const builtIn: StoredBoard = { id: allQueuesBoardId, revision: 0, board: allQueuesBoard }

export function createBoards(deps: {
  readonly store: BoardStore
  readonly now: () => number
  /** True while a display shows the board, or will by its schedule. */
  readonly isInUse: (org: string, id: string) => Promise<boolean>
  readonly onChanged: (org: string, id: string) => void
}): Boards {
  const { store, now } = deps

  return {
    async list(org) {
      const kept = await store.list(org)
      const cards = kept.map(({ id, name, revision, changedAt, changedBy }) => ({
        ...{ id, name, revision, changedAt, changedBy },
        isBuiltIn: false,
      }))
      const own = { id: builtIn.id, name: allQueuesBoard.name, revision: 0, isBuiltIn: true }
      return [{ ...own, changedAt: null, changedBy: null }, ...cards]
    },
    async find(org, id) {
      if (id === builtIn.id) return builtIn
      const kept = await store.find(org, id)
      return kept?.board === undefined ? undefined : { id, revision: kept.revision, board: kept.board }
    },
    async create({ org, username }, board) {
      if ((await store.count(org)) >= maxBoards) return undefined
      const id = randomUUID()
      await store.add({
        ...{ id, org, board, name: board.name, revision: 1 },
        changedAt: now(),
        changedBy: username,
      })
      return { id }
    },
    async edit({ org, username }, id, { revision, board }) {
      if (id === builtIn.id) return { ok: false, reason: 'built-in' }
      if ((await store.find(org, id)) === undefined) return { ok: false, reason: 'no-such-board' }
      const changed = {
        ...{ id, org, board, name: board.name, revision: revision + 1 },
        changedAt: now(),
        changedBy: username,
      }
      if (!(await store.change(changed, revision))) return { ok: false, reason: 'revision-conflict' }
      deps.onChanged(org, id)
      return { ok: true, revision: changed.revision }
    },
    async remove(org, id) {
      if (id === builtIn.id) return { ok: false, reason: 'built-in' }
      if (await deps.isInUse(org, id)) return { ok: false, reason: 'in-use' }
      return (await store.remove(org, id))
        ? { ok: true, revision: 0 }
        : { ok: false, reason: 'no-such-board' }
    },
  }
}
