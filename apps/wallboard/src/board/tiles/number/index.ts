import { lazyTile, type TileView } from '../tile-view.tsx'
import { numberSpace } from './number-space.ts'

export const number: TileView<'number'> = {
  space: numberSpace,
  Component: lazyTile(
    () => import('./number-tile.tsx'),
    (module) => module.NumberTile,
  ),
}
