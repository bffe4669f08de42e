import { definitionOf, type Tile } from '../tiles/index.ts'
import type { Board, Page } from './board.ts'
import { boardQueues } from './board-queues.ts'

const anonymize = (tile: Tile): Tile => definitionOf(tile).anonymize?.(tile) ?? tile

/** Four figures over the queues that the board is about. */
function executivePage(board: Board): Page {
  const scope = boardQueues(board)
  const tiles = board.pages.flatMap((page) => page.tiles)
  const campaign = tiles.find((tile) => tile.kind === 'campaign')?.campaign
  const number = (
    metric: 'callsInQueue' | 'currentLongestQueueTime' | 'agentsInQueue' | 'agentsOnCall',
  ): Tile => ({
    kind: 'number',
    figure: scope === 'all' ? { of: 'floor', metric } : { of: 'queues', queues: scope, metric },
  })
  return {
    tiles: [
      number('callsInQueue'),
      number('currentLongestQueueTime'),
      number('agentsInQueue'),
      campaign === undefined
        ? number('agentsOnCall')
        : { kind: 'number', figure: { of: 'campaign', campaign, metric: 'serviceLevelQueue' } },
    ],
  }
}

/** The board as its mode shows it to its audience. */
export function applyMode(board: Board): Board {
  switch (board.mode) {
    case 'supervisor':
      return board
    case 'floor':
      return {
        ...board,
        pages: board.pages.map((page) => ({ ...page, tiles: page.tiles.map(anonymize) })),
      }
    case 'executive':
      return { ...board, pages: [executivePage(board)] }
  }
}
