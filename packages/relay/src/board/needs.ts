import type { Board, Queues, Tile } from './document.ts'

/** What must be sent to show a board: nothing more leaves the server for a display. */
export interface BoardNeeds {
  readonly queues: Queues | 'none'
  /** Whose agents, by the queues that they serve; `names`: as people, with what they do and why. */
  readonly agents: { readonly queues: Queues; readonly names: boolean } | undefined
  readonly campaigns: boolean
}

function queuesOf(tile: Tile): Queues | 'none' {
  switch (tile.kind) {
    case 'queue':
      return [tile.queue]
    case 'queues':
    case 'group':
      return tile.queues
    case 'number':
      return tile.figure.of === 'queues' ? tile.figure.queues : 'none'
    case 'trend':
      return tile.queues ?? 'none'
    case 'agents':
    case 'agent-summary':
    case 'campaign':
    case 'clock':
    case 'text':
    case 'alerts':
      return 'none'
  }
}

/** Groups count distinct people, which only their rows tell. */
function agentsOf(tile: Tile): { queues: Queues; names: boolean } | undefined {
  switch (tile.kind) {
    case 'agents':
      return { queues: tile.queues, names: true }
    case 'agent-summary':
    case 'group':
      return { queues: tile.queues, names: false }
    case 'number':
      return tile.figure.of === 'queues' ? { queues: tile.figure.queues, names: false } : undefined
    case 'queue':
    case 'queues':
    case 'trend':
    case 'campaign':
    case 'clock':
    case 'text':
    case 'alerts':
      return undefined
  }
}

function together(choices: readonly Queues[]): Queues | 'none' {
  if (choices.length === 0) return 'none'
  if (choices.includes('all')) return 'all'
  return [...new Set(choices.flatMap((choice) => (choice === 'all' ? [] : choice)))].sort()
}

/** What the tiles of a board as it is shown (see `boardInMode`) need. */
export function boardNeeds(board: Pick<Board, 'pages'>): BoardNeeds {
  const tiles = board.pages.flatMap((page) => page.tiles)
  const agents = tiles.flatMap((tile) => agentsOf(tile) ?? [])
  const served = together(agents.map(({ queues }) => queues))
  return {
    queues: together(
      tiles.flatMap((tile) => {
        const queues = queuesOf(tile)
        return queues === 'none' ? [] : [queues]
      }),
    ),
    agents: served === 'none' ? undefined : { queues: served, names: agents.some(({ names }) => names) },
    campaigns: tiles.some(
      (tile) => tile.kind === 'campaign' || (tile.kind === 'number' && tile.figure.of === 'campaign'),
    ),
  }
}
