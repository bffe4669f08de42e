import type { Tile, TileKind } from '@wallboard/boards'
import { agentSummary } from './agent-summary/index.ts'
import { agents } from './agents/index.ts'
import { alerts } from './alerts/index.ts'
import { campaign } from './campaign/index.ts'
import { clock } from './clock/index.ts'
import { group } from './group/index.ts'
import { number } from './number/index.ts'
import { outboundCampaign } from './outbound-campaign/index.ts'
import { queue } from './queue/index.ts'
import { queues } from './queues/index.ts'
import { text } from './text/index.ts'
import type { TileView } from './tile-view.tsx'
import { trend } from './trend/index.ts'

/** How each kind of tile is drawn. A new kind is one folder beside this file and one line here. */
const tileViews = {
  queue,
  queues,
  group,
  number,
  agents,
  'agent-summary': agentSummary,
  campaign,
  'outbound-campaign': outboundCampaign,
  trend,
  clock,
  text,
  alerts,
} satisfies { readonly [K in TileKind]: TileView<K> }

/** The view of a tile's kind. */
export const viewOf = (tile: Tile) => tileViews[tile.kind] as TileView<TileKind> // found by its own kind
