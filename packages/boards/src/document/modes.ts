import type { MetricName } from '@wallboard/statistics'
import { definitionOf, type Tile } from '../tiles/index.ts'
import type { Board, Page } from './board.ts'
import { boardQueues } from './board-queues.ts'
import type { MetricRef } from './fields.ts'

const anonymize = (tile: Tile): Tile => definitionOf(tile).anonymize?.(tile) ?? tile

/**
 * The target of a figure: that of the board's number tile, or where a threshold of the board begins to warn. Thresholds
 * of single queues apply to the longest wait of several; to sums they do not.
 */
function targetOf(tiles: readonly Tile[], metric: MetricName): number | undefined {
  const own = tiles.find((tile) => tile.kind === 'number' && tile.figure.metric === metric)
  if (own?.kind === 'number' && own.target !== undefined) return own.target
  if (metric !== 'currentLongestQueueTime' && metric !== 'serviceLevelQueue') return undefined
  const warnings = tiles
    .flatMap((tile) => definitionOf(tile).alerts?.(tile).thresholds ?? [])
    .filter((threshold) => threshold.metric === metric && threshold.level === 'warn')
    .map(({ value }) => value)
  return warnings.length === 0 ? undefined : Math.min(...warnings)
}

/** Four figures over the queues that the board is about. */
function executivePage(board: Board): Page {
  const scope = boardQueues(board)
  const tiles = board.pages.flatMap((page) => page.tiles)
  const campaign = tiles.find((tile) => tile.kind === 'campaign')?.campaign
  const withTarget = (figure: MetricRef): Tile => {
    const target = targetOf(tiles, figure.metric)
    return { kind: 'number', figure, ...(target === undefined ? {} : { target }) }
  }
  const number = (metric: 'callsInQueue' | 'currentLongestQueueTime' | 'agentsInQueue' | 'agentsOnCall') =>
    withTarget(scope === 'all' ? { of: 'floor', metric } : { of: 'queues', queues: scope, metric })
  return {
    tiles: [
      number('callsInQueue'),
      number('currentLongestQueueTime'),
      number('agentsInQueue'),
      campaign === undefined
        ? number('agentsOnCall')
        : withTarget({ of: 'campaign', campaign, metric: 'serviceLevelQueue' }),
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
