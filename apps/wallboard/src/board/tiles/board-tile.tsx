import type { ReactNode } from 'react'
import type { BoardItem } from '../board-items.ts'
import type { TileDensity } from '../layout/space-requirements.ts'
import type { TileRoom } from '../layout/tile-room.ts'
import { viewOf } from './registry.ts'

interface BoardTileProps {
  readonly item: BoardItem
  readonly place: TileRoom
  readonly density: TileDensity
  readonly hidesCalls: boolean
  /** The page number, for a trend. */
  readonly children: ReactNode
}

/** Draws an item of a board as its kind of tile. */
export function BoardTile({ item: { tile, queueId }, ...rest }: BoardTileProps) {
  const { Component } = viewOf(tile)
  return <Component tile={tile} queueId={queueId} {...rest} />
}
