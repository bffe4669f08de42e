import { digit, stacked } from '../../layout/space-requirements.ts'
import { lazyTile, type TileView } from '../tile-view.tsx'

export const outboundCampaign: TileView<'outbound-campaign'> = {
  space: () => stacked('outbound-campaign', { label: 6, figure: 4 * digit, noteLines: 3, note: 10.8 }),
  Component: lazyTile(
    () => import('./outbound-campaign-tile.tsx'),
    (module) => module.OutboundCampaignTile,
  ),
}
