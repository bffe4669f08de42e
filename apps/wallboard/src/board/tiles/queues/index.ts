import { queueSpace } from '../../layout/space-requirements.ts'
import { QueueTile } from '../queue/queue-tile.tsx'
import type { TileView } from '../tile-view.tsx'

/** Each of its queues is drawn as the tile of that queue. */
export const queues: TileView<'queues'> = {
  space: (_tile, rule) => queueSpace(rule),
  Component: QueueTile,
}
