import { stacked, threeDigits } from '../../layout/space-requirements.ts'
import { lazyTile, type TileView } from '../tile-view.tsx'

export const agentSummary: TileView<'agent-summary'> = {
  space: () =>
    stacked('summary', { label: 6, figure: threeDigits, besideFigure: 3.2, noteLines: 3, note: 7 }),
  Component: lazyTile(
    () => import('./agent-summary-tile.tsx'),
    (module) => module.AgentSummaryTile,
  ),
}
