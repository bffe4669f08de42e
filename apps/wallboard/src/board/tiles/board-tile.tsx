import { lazy, Suspense, type ReactNode } from 'react'
import type { BoardItem } from '../board-items.ts'
import type { TileDensity } from '../layout/space-requirements.ts'
import type { TileRoom } from '../layout/tile-room.ts'
import { QueueTileCard } from './queue/queue-tile.tsx'
import { placeStyle } from './tile-frame.tsx'
import styles from './tiles.module.css'

// A trend says nothing before it has run for a while, and not every board has the other tiles.
const TrendTile = lazy(async () => ({ default: (await import('./trend/trend-tile.tsx')).TrendTile }))
const LazyTile = lazy(async () => ({ default: (await import('./lazy-tile.tsx')).LazyTile }))

interface BoardTileProps {
  readonly item: BoardItem
  readonly place: TileRoom
  readonly form: TileDensity
  readonly hidesCalls: boolean
  /** The page number, for a trend. */
  readonly children: ReactNode
}

/** The tile of each kind. */
export function BoardTile({ item, place, form, hidesCalls, children }: BoardTileProps) {
  const { tile, queueId } = item
  switch (tile.kind) {
    case 'queue':
    case 'queues':
      return queueId === undefined ? null : (
        <QueueTileCard id={queueId} place={place} form={form} hidesCalls={hidesCalls} />
      )
    case 'trend':
      return (
        <Suspense fallback={<div style={placeStyle(place)} />}>
          <TrendTile tile={tile} place={place}>
            {children}
          </TrendTile>
        </Suspense>
      )
    case 'group':
    case 'number':
    case 'agents':
    case 'agent-summary':
    case 'campaign':
    case 'clock':
    case 'text':
    case 'alerts':
      return (
        <Suspense fallback={<div className={styles.tile} style={placeStyle(place)} />}>
          <LazyTile {...{ tile, place, form, hidesCalls }} />
        </Suspense>
      )
  }
}
