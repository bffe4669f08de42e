import { stacked } from '../../layout/space-requirements.ts'
import { lazyTile, type TileView } from '../tile-view.tsx'

export const agents: TileView<'agents'> = {
  space: () => stacked('agents', { label: 6, noteLines: 4, note: 14 }),
  Component: lazyTile(
    () => import('./agents-tile.tsx'),
    (module) => module.AgentsTile,
  ),
}
