import { wrapped } from '../../layout/space-requirements.ts'
import { lazyTile, type TileView } from '../tile-view.tsx'

export const text: TileView<'text'> = {
  space: (tile) => wrapped(tile.text),
  Component: lazyTile(
    () => import('./text-tile.tsx'),
    (module) => module.TextTile,
  ),
  fillsRow: true,
}
