import type { Board } from '@wallboard/boards'
import type { BoardRecord } from '../../../../apps/bff/src/boards/board-record.ts'
import type { QueueChoice } from '../checks/truth-record.ts'
import { org, username } from './names.ts'

/** The queues that a board of this world can show: all, or some that exist from the start. */
export const boardChoices: readonly QueueChoice[] = [undefined, ['101'], ['101', '102']]

/** A revision of the board that displays show. */
export function boardOf(revision: number): BoardRecord {
  const choice = boardChoices[revision % boardChoices.length]
  const queues = choice === undefined ? 'all' : [...choice]
  const board: Board = {
    version: 1,
    name: `Board ${revision}`,
    mode: 'supervisor',
    theme: 'night',
    viewing: { distanceM: 2, diagonalInches: 55 },
    rotateSeconds: 10,
    pages: [
      {
        tiles: [
          { kind: 'queues', queues },
          ...(revision % 2 === 0 ? [] : [{ kind: 'agents', queues: 'all', rows: 2 } as const]),
        ],
      },
    ],
  }
  return { id: 'board', org, revision, changedAt: 0, changedBy: username, board, name: board.name }
}
