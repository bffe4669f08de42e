import type { Board, Queues, Tile } from './board.ts'

function queuesOfTile(tile: Tile): Queues | undefined {
  switch (tile.kind) {
    case 'queue':
      return [tile.queue]
    case 'queues':
    case 'group':
    case 'trend':
      return tile.queues
    case 'number':
      return tile.figure.of === 'queues' ? tile.figure.queues : undefined
    case 'agents':
    case 'agent-summary':
    case 'campaign':
    case 'clock':
    case 'text':
    case 'alerts':
      return undefined
  }
}

/** The queues of all choices, each once; undefined where nothing is chosen. */
export function unionOfQueues(choices: readonly (Queues | undefined)[]): Queues | undefined {
  const made = choices.filter((choice) => choice !== undefined)
  if (made.length === 0) return undefined
  if (made.includes('all')) return 'all'
  return [...new Set(made.flat())].sort()
}

/**
 * The queues that a board is about: those of its tiles, else those whose agents it shows, else all. The header shows
 * their figures.
 */
export function boardQueues(board: Pick<Board, 'pages'>): Queues {
  const tiles = board.pages.flatMap((page) => page.tiles)
  return (
    unionOfQueues(tiles.map(queuesOfTile)) ??
    unionOfQueues(
      tiles.map((tile) =>
        tile.kind === 'agents' || tile.kind === 'agent-summary' ? tile.queues : undefined,
      ),
    ) ??
    'all'
  )
}
