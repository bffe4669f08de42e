import { stacked } from '../../layout/space-requirements.ts'
import { lazyTile, type TileView } from '../tile-view.tsx'

export const alerts: TileView<'alerts'> = {
  space: () => stacked('alerts', { label: 4, noteLines: 2, note: 12 }),
  Component: lazyTile(
    () => import('./alerts-tile.tsx'),
    (module) => module.AlertsTile,
  ),
  fillsRow: true,
}
