import { stacked } from '../../layout/space-requirements.ts'
import { lazyTile, type TileView } from '../tile-view.tsx'

export const trend: TileView<'trend'> = {
  space: () => stacked('trend', { noteLines: 2.2, note: 6 }),
  Component: lazyTile(
    () => import('./trend-tile.tsx'),
    (module) => module.TrendTile,
    '',
  ),
  fillsRow: true,
}
