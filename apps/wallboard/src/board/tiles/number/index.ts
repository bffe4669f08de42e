import { metrics } from '../../../i18n/index.ts'
import { digit, letter, stacked } from '../../layout/space-requirements.ts'
import { lazyTile, type TileView } from '../tile-view.tsx'

export const number: TileView<'number'> = {
  space(tile) {
    const noteLines = tile.target === undefined ? 0 : 1
    const letters = (tile.label ?? metrics[tile.figure.metric]).length
    const labelLines = letters > 14 ? 2 : 1
    const label = Math.min(letters / labelLines + labelLines * 2, 18) * letter
    const signature = `number ${noteLines} ${label} ${labelLines}`
    return stacked(signature, { label, labelLines, figure: 5 * digit, noteLines, note: 7 })
  },
  Component: lazyTile(
    () => import('./number-tile.tsx'),
    (module) => module.NumberTile,
  ),
}
