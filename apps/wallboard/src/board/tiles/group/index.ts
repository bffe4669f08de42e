import { queueSpace } from '../../layout/space-requirements.ts'
import { lazyTile, type TileView } from '../tile-view.tsx'

export const group: TileView<'group'> = {
  space: (_tile, rule) => queueSpace(rule),
  Component: lazyTile(
    () => import('./group-tile.tsx'),
    (module) => module.GroupTile,
  ),
}
