import { allQueuesBoardId, applyMode, viewSpecOf, type Board } from '@wallboard/boards'
import type { Boards } from '../boards/boards.ts'
import type { DisplayAssignment } from '../live/connections/authentication.ts'
import type { Display } from './display.ts'

/** A board as displays show it, with the view spec that it needs. */
interface ShownBoard {
  readonly boardId: string
  readonly revision: number
  readonly board: Board
  readonly view: DisplayAssignment['view']
}

export interface Assignments {
  /** What a display is sent when it shows this board. */
  readonly assign: (display: Display, boardId: string) => Promise<DisplayAssignment>
  /** The board as displays of the domain show it. */
  readonly board: (org: string, boardId: string) => Promise<Board>
  /** The board was changed or removed: it is read again the next time that a display shows it. */
  readonly boardChanged: (org: string, boardId: string) => void
}

/** Boards that are kept derived: all of a large domain. Documents are 1 to 100 KB. */
const maxCached = 500

/**
 * Derives each board once for all displays that show it, until it changes. A board that cannot be read must not leave a
 * display dark: it shows the built-in board of all queues.
 */
export function createAssignments(boards: Pick<Boards, 'find'>): Assignments {
  const shown = new Map<string, Promise<ShownBoard>>()
  const keyOf = (org: string, boardId: string) => JSON.stringify([org, boardId])

  async function derive(org: string, boardId: string): Promise<ShownBoard> {
    const found = (await boards.find(org, boardId)) ?? (await boards.find(org, allQueuesBoardId))
    if (found === undefined) throw new Error('the built-in board of all queues is missing')
    const board = applyMode(found.board)
    return {
      ...{ boardId: found.id, revision: found.revision, board },
      view: viewSpecOf(board, 'wall'),
    }
  }

  function load(org: string, boardId: string): Promise<ShownBoard> {
    const key = keyOf(org, boardId)
    const cached = shown.get(key)
    if (cached !== undefined) return cached
    const [oldest] = shown.keys()
    if (shown.size >= maxCached && oldest !== undefined) shown.delete(oldest)
    const loading = derive(org, boardId)
    shown.set(key, loading)
    loading.catch(() => {
      // The caller reports the error; the next one reads again.
      if (shown.get(key) === loading) shown.delete(key)
    })
    return loading
  }

  /** A board that changed while it was read is read again: an older revision must not be shown after a newer one. */
  async function loadCurrent(org: string, boardId: string): Promise<ShownBoard> {
    for (;;) {
      const loading = load(org, boardId)
      const board = await loading
      if (shown.get(keyOf(org, boardId)) === loading) return board
    }
  }

  return {
    async assign({ id, org, name, settings }, requestedId) {
      const { boardId, revision, board, view } = await loadCurrent(org, requestedId)
      const display = { id, name, settings }
      return { initialMessage: { type: 'board', display, boardId, revision, board }, view }
    },
    async board(org, boardId) {
      const { board } = await loadCurrent(org, boardId)
      return board
    },
    boardChanged(org, boardId) {
      shown.delete(keyOf(org, boardId))
    },
  }
}
