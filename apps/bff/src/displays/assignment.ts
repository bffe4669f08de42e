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

/** A board as it was read last for those who request it. */
interface RequestedBoard {
  readonly org: string
  /** The id that was requested: of a board that cannot be shown, another one is. */
  readonly requestedId: string
  /** The read that it is the result of. */
  readonly loading: Promise<ShownBoard>
  readonly shown: ShownBoard
}

export interface Assignments {
  /** What a display is sent when it shows this board. */
  readonly assign: (display: Display, boardId: string) => Promise<DisplayAssignment>
  /** The same from memory; undefined for a board that has to be read. */
  readonly assignKnown: (display: Display, boardId: string) => DisplayAssignment | undefined
  /** The board as displays of the domain show it. */
  readonly board: (org: string, boardId: string) => Promise<Board>
  /** The board was changed or removed: it is read again the next time that a display shows it. */
  readonly boardChanged: (org: string, boardId: string) => void
  /** The boards in memory that another node has changed or removed, of one domain or of all. Reads no documents. */
  readonly outdated: (
    org: string | undefined,
  ) => Promise<readonly { readonly org: string; readonly boardId: string }[]>
}

function assignmentOf(
  { id, name, settings }: Display,
  { boardId, revision, board, view }: ShownBoard,
): DisplayAssignment {
  const display = { id, name, settings }
  return { initialMessage: { type: 'board', display, boardId, revision, board }, view }
}

/** Boards that are kept derived: all of a large domain. Documents are 1 to 100 KB. */
const maxCached = 500

/**
 * Derives each board once for all displays that show it, until it changes. A board that cannot be read must not leave a
 * display dark: it shows the built-in board of all queues. While the database is down, displays are sent the board that was
 * read last.
 */
export function createAssignments(boards: Pick<Boards, 'find' | 'list'>): Assignments {
  const shown = new Map<string, Promise<ShownBoard>>()
  /** What was read last, for the time when nothing can be read. */
  const lastRead = new Map<string, RequestedBoard>()
  /** The requested boards in memory, with the revision that the list of boards has of them. */
  const listed = new Map<string, number | undefined>()
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

  function load(key: string, org: string, boardId: string): Promise<ShownBoard> {
    const cached = shown.get(key)
    if (cached !== undefined) return cached
    const [oldest] = shown.keys()
    if (shown.size >= maxCached && oldest !== undefined) forget(oldest)
    const loading = derive(org, boardId)
    shown.set(key, loading)
    loading.then(
      (board) => {
        if (shown.get(key) === loading)
          lastRead.set(key, { org, requestedId: boardId, loading, shown: board })
      },
      () => {
        // The caller reports the error; the next one reads again.
        if (shown.get(key) === loading) shown.delete(key)
      },
    )
    return loading
  }

  function forget(key: string): void {
    for (const map of [shown, lastRead, listed]) map.delete(key)
  }

  /** A board that changed while it was read is read again: an older revision must not be shown after a newer one. */
  async function loadCurrent(org: string, boardId: string): Promise<ShownBoard> {
    const key = keyOf(org, boardId)
    for (;;) {
      const loading = load(key, org, boardId)
      try {
        const board = await loading
        if (shown.get(key) === loading) return board
      } catch (error) {
        const before = lastRead.get(key)
        if (before === undefined) throw error
        return before.shown
      }
    }
  }

  return {
    async assign(display, boardId) {
      return assignmentOf(display, await loadCurrent(display.org, boardId))
    },
    assignKnown(display, boardId) {
      const key = keyOf(display.org, boardId)
      const read = lastRead.get(key)
      // Since the board changed, or while it is read again, what was read last is outdated.
      return read && read.loading === shown.get(key) ? assignmentOf(display, read.shown) : undefined
    },
    async board(org, boardId) {
      const { board } = await loadCurrent(org, boardId)
      return board
    },
    boardChanged(org, boardId) {
      shown.delete(keyOf(org, boardId))
    },
    async outdated(org) {
      const requested = [...lastRead.values()].filter((one) => org === undefined || one.org === org)
      const orgs = [...new Set(requested.map((one) => one.org))]
      const revisions = new Map(
        await Promise.all(
          orgs.map(async (each) => {
            const summaries = await boards.list(each)
            return [each, new Map(summaries.map(({ id, revision }) => [id, revision]))] as const
          }),
        ),
      )
      return requested.flatMap((one) => {
        const { org: of, requestedId: boardId, shown: inMemory } = one
        const key = keyOf(of, boardId)
        const revision = revisions.get(of)?.get(boardId)
        // A board that cannot be shown has no revision in memory: what counts is that the list has changed.
        const isShown = inMemory.boardId === boardId
        const isKnown = isShown || listed.has(key)
        const before = isShown ? inMemory.revision : listed.get(key)
        listed.set(key, revision)
        return isKnown && before !== revision ? [{ org: of, boardId }] : []
      })
    },
  }
}
