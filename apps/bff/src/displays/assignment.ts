import { applyMode, viewSpecOf, allQueuesBoardId } from '@wallboard/boards'
import type { Boards } from '../boards/boards.ts'
import { scheduledBoardId } from './scheduled-board.ts'
import type { Display } from './displays.ts'
import type { DisplayAssignment } from '../live/connections/authentication.ts'

/**
 * What a display shows at `now` (epoch milliseconds of the wall clock), and what it may be sent for it. A board that
 * cannot be read any more must not leave a screen dark: every domain has the one of all queues.
 */
export async function assignmentFor(
  display: Display,
  boards: Pick<Boards, 'find'>,
  now: number,
): Promise<DisplayAssignment> {
  const { id, org, name, settings } = display
  const found =
    (await boards.find(org, scheduledBoardId(display, now))) ?? (await boards.find(org, allQueuesBoardId))
  if (found === undefined) throw new Error('the board that every domain has is missing')
  const board = applyMode(found.board)
  const initialMessage = {
    type: 'board',
    display: { id, name, settings },
    boardId: found.id,
    revision: found.revision,
    board,
  } as const
  return { initialMessage, limit: viewSpecOf(board, 'wall') }
}
