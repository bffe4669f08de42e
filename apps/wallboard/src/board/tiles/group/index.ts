import { queueSpace } from '../../layout/space-requirements.ts'
import { lazyTile, type TileView } from '../tile-view.tsx'

export const group: TileView<'group'> = {
  space: (_tile, density) => queueSpace(density),
  Component: lazyTile(
    () => import('./group-tile.tsx'),
    (module) => module.GroupTile,
  ),
}
