import { queueSpace } from '../../layout/space-requirements.ts'
import type { TileView } from '../tile-view.tsx'
import { QueueTile } from './queue-tile.tsx'

export const queue: TileView<'queue'> = {
  space: (_tile, rule) => queueSpace(rule),
  Component: QueueTile,
}
