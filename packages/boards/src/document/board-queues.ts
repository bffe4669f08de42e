import { definitionOf, type Tile } from '../tiles/index.ts'
import type { TileReferences } from '../tiles/definition.ts'
import type { Page } from './board.ts'
import type { Queues } from './fields.ts'

/** What each tile of a board refers to, in the order of the tiles. */
export const referencesOf = (board: { readonly pages: readonly Page[] }): readonly TileReferences[] =>
  board.pages.flatMap((page) => page.tiles.map(referencesOfTile))

export const referencesOfTile = (tile: Tile): TileReferences => definitionOf(tile).references(tile)

/** All queues that are named, each once and sorted; undefined where none is. */
export function unionOfQueues(choices: readonly (Queues | undefined)[]): Queues | undefined {
  const named = choices.filter((choice) => choice !== undefined)
  if (named.length === 0) return undefined
  if (named.includes('all')) return 'all'
  return [...new Set(named.flat())].sort()
}

/**
 * The queues that a board is about: those of its tiles, or else those whose agents it shows, or else all. The header
 * shows their figures.
 */
export function boardQueues(board: { readonly pages: readonly Page[] }): Queues {
  const references = referencesOf(board)
  return (
    unionOfQueues(references.map(({ queues }) => queues)) ??
    unionOfQueues(references.map(({ agents }) => agents?.queues)) ??
    'all'
  )
}
