import { digit, nameWidth, stacked } from '../../layout/space-requirements.ts'
import { lazyTile, type TileView } from '../tile-view.tsx'

export const clock: TileView<'clock'> = {
  space(tile) {
    const label = tile.label === undefined ? 0 : nameWidth(tile.label)
    return stacked(`clock ${label}`, { label, figure: 4.6 * digit })
  },
  Component: lazyTile(
    () => import('./clock-tile.tsx'),
    (module) => module.ClockTile,
  ),
}
