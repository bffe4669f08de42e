import { randomUUID } from 'node:crypto'
import {
  allQueuesBoard,
  allQueuesBoardId,
  queueGroupsOf,
  type Board,
  type QueueGroup,
} from '@wallboard/boards'
import type { BoardEdit, BoardReply, BoardSummary } from '@wallboard/boards/rest'
import type { Actor } from '../auth/actor.ts'
import type { BoardStore } from './board-record.ts'

/** Why a board was not changed or removed. */
export type BoardErrorCode = 'no-such-board' | 'built-in' | 'revision-conflict' | 'in-use'

/** Outcome of a change. The routes turn its codes into replies. */
export type BoardResult =
  { readonly ok: true; readonly revision: number } | { readonly ok: false; readonly reason: BoardErrorCode }

/** The boards of each domain. */
export interface Boards {
  readonly list: (org: string) => Promise<readonly BoardSummary[]>
  readonly find: (org: string, id: string) => Promise<BoardReply | undefined>
  /** The named queues that the boards show as groups, in order of the boards' names. */
  readonly queueGroups: (org: string) => Promise<readonly QueueGroup[]>
  /** Undefined when the domain has the maximum number of boards. */
  readonly create: (by: Actor, board: Board) => Promise<{ readonly id: string } | undefined>
  readonly edit: (by: Actor, id: string, edit: BoardEdit) => Promise<BoardResult>
  readonly remove: (org: string, id: string) => Promise<BoardResult>
}

/** Far more than a person can tell apart: protects the server from a script that creates boards in a loop. */
export const maxBoards = 500

const builtIn: BoardReply = { id: allQueuesBoardId, revision: 0, board: allQueuesBoard }

export function createBoards(deps: {
  readonly store: BoardStore
  /** Epoch milliseconds. */
  readonly now: () => number
  /** True while a display shows the board, or will show it by its schedule. */
  readonly isInUse: (org: string, id: string) => Promise<boolean>
  /** Called after a board was created, changed or removed. */
  readonly onChanged: (org: string, id: string) => void
}): Boards {
  const { store, now } = deps

  return {
    async list(org) {
      const stored = (await store.list(org)).map((summary) => ({ ...summary, isBuiltIn: false }))
      const first = { id: builtIn.id, name: allQueuesBoard.name, revision: 0, isBuiltIn: true }
      return [{ ...first, changedAt: null, changedBy: null }, ...stored]
    },
    async queueGroups(org) {
      const summaries = await store.list(org)
      const records = await Promise.all(summaries.map(({ id }) => store.find(org, id)))
      return queueGroupsOf(records.flatMap((record) => record?.board ?? []))
    },
    async find(org, id) {
      if (id === builtIn.id) return builtIn
      const record = await store.find(org, id)
      return record?.board === undefined ? undefined : { id, revision: record.revision, board: record.board }
    },
    async create({ org, username }, board) {
      if ((await store.count(org)) >= maxBoards) return undefined
      const id = randomUUID()
      await store.add({
        ...{ id, org, board, name: board.name, revision: 1 },
        changedAt: now(),
        changedBy: username,
      })
      deps.onChanged(org, id)
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
      if (!(await store.remove(org, id))) return { ok: false, reason: 'no-such-board' }
      deps.onChanged(org, id)
      return { ok: true, revision: 0 }
    },
  }
}
