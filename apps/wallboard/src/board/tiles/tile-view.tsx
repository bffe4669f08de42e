import type { Tile, TileKind, TileOf } from '@wallboard/boards'
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react'
import type { DensityRule, SpaceRequirement, TileDensity } from '../layout/space-requirements.ts'
import { loadPart } from '../../ui/load-part.ts'
import type { TileRoom } from '../layout/tile-room.ts'
import { roomStyle } from './tile-frame.tsx'
import styles from './tiles.module.css'

export interface TileProps<T extends Tile = Tile> {
  readonly tile: T
  readonly place: TileRoom
  readonly density: TileDensity
  /** The main figure is ready agents in place of waiting calls. */
  readonly hidesCalls: boolean
  /** The queue that this item draws, for a tile of one or several queues. */
  readonly queueId: string | undefined
  /** The page number, shown by a trend. */
  readonly children?: ReactNode
}

/** How one kind of tile is laid out and drawn. */
export interface TileView<K extends TileKind> {
  readonly space: (tile: TileOf<K>, rule: DensityRule) => SpaceRequirement
  readonly Component: ComponentType<TileProps<TileOf<K>>>
  /** Takes the rest of its row when it is the last item. */
  readonly fillsRow?: true
}

/** A component that is loaded once a board has its kind of tile, outside of a display's first load. */
export function lazyTile<T extends Tile, Module>(
  load: () => Promise<Module>,
  pick: (module: Module) => ComponentType<TileProps<T>>,
  className = styles.tile,
): ComponentType<TileProps<T>> {
  const Loaded: ComponentType<TileProps<T>> = lazy(async () => ({ default: pick(await loadPart(load)) }))
  return function LazyTile(props) {
    return (
      <Suspense fallback={<div className={className} style={roomStyle(props.place)} />}>
        <Loaded {...props} />
      </Suspense>
    )
  }
}
