import type { Board } from '@wallboard/boards'
import type { Boards } from '../boards/boards.ts'
import type { DisplayAssignment } from '../live/connections/authentication.ts'
import { createTurnQueue } from '../http/turn-queue.ts'
import { createAssignments } from './assignment.ts'
import type { Display } from './display.ts'
import { scheduledBoardId } from './scheduled-board.ts'

/** Keeps each connected display on the board that it should show: the use case of display edits, board edits and schedules. */
export interface ShowBoard {
  /** What a display is sent now; for a display that connects. */
  readonly assignmentFor: (display: Display) => Promise<DisplayAssignment>
  /** The same, where its board is in memory; undefined where it has to be read. */
  readonly knownAssignmentFor: (display: Display) => DisplayAssignment | undefined
  /** The board that a display shows now. */
  readonly boardOf: (display: Display) => Promise<Board>
  readonly displayChanged: (display: Display) => Promise<void>
  /** Shows a changed board on each display that shows it; it is read and derived once for all of them. */
  readonly boardChanged: (org: string, boardId: string) => Promise<void>
  /** Shows the boards that another node has changed, in one domain or in all. Returns the domains that have such boards. */
  readonly reload: (org: string | undefined) => Promise<readonly string[]>
  /** Shows another board on each display whose schedule has changed it. Reads no displays. */
  readonly checkSchedules: () => Promise<void>
}

/**
 * In each turn of the event loop. A display takes about 0.1 ms: a thousand that change to another board at eight o'clock
 * would delay flushes and heartbeats of all others.
 */
const showBudgetMs = 5

export function createShowBoard(deps: {
  readonly boards: Pick<Boards, 'find' | 'list'>
  /** The displays that may be connected, from memory. */
  readonly displays: () => Iterable<Display>
  /** Sends an assignment to the display's socket, if it has one. */
  readonly show: (displayId: string, assignment: DisplayAssignment) => void
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly monotonic: () => number
}): ShowBoard {
  const assignments = createAssignments(deps.boards)
  const inTurn = createTurnQueue({ budgetMs: showBudgetMs, now: deps.monotonic })
  /** By display: the board that was assigned last. */
  const assigned = new Map<string, string>()
  /** By display: its latest change while that is under way. */
  const requests = new Map<string, object>()

  async function assignmentFor(display: Display): Promise<DisplayAssignment> {
    const boardId = scheduledBoardId(display, deps.now())
    const assignment = await assignments.assign(display, boardId)
    assigned.set(display.id, boardId)
    return assignment
  }

  function knownAssignmentFor(display: Display): DisplayAssignment | undefined {
    const boardId = scheduledBoardId(display, deps.now())
    const assignment = assignments.assignKnown(display, boardId)
    if (assignment !== undefined) assigned.set(display.id, boardId)
    return assignment
  }

  async function show(display: Display): Promise<void> {
    const { id } = display
    const request = {}
    requests.set(id, request)
    const isLatest = () => requests.get(id) === request
    try {
      const assignment = await assignmentFor(display)
      // Of two changes at once the later one is shown, whichever board is read first.
      if (isLatest()) deps.show(id, assignment)
    } finally {
      if (isLatest()) requests.delete(id)
    }
  }

  const showAll = async (displays: readonly Display[]) => {
    await Promise.all(displays.map((display) => inTurn(() => show(display))))
  }

  async function boardChanged(org: string, boardId: string): Promise<void> {
    assignments.boardChanged(org, boardId)
    await showAll(
      [...deps.displays()].filter(
        (display) => display.org === org && scheduledBoardId(display, deps.now()) === boardId,
      ),
    )
  }

  return {
    assignmentFor,
    knownAssignmentFor,
    boardOf: (display) => assignments.board(display.org, scheduledBoardId(display, deps.now())),
    displayChanged: show,
    boardChanged,
    async reload(org) {
      const outdated = await assignments.outdated(org)
      await Promise.all(outdated.map((board) => boardChanged(board.org, board.boardId)))
      return [...new Set(outdated.map((board) => board.org))]
    },
    async checkSchedules() {
      const displays = [...deps.displays()]
      const ids = new Set(displays.map(({ id }) => id))
      for (const id of assigned.keys()) if (!ids.has(id)) assigned.delete(id)
      await showAll(
        displays.filter((display) => {
          const before = assigned.get(display.id)
          return before !== undefined && before !== scheduledBoardId(display, deps.now())
        }),
      )
    },
  }
}
