import type { Queues, Tile } from '@wallboard/boards'
import type { TileDensity } from '../layout/space-requirements.ts'
import type { TileRoom } from '../layout/tile-room.ts'
import { AgentSummaryTile } from './agent-summary/agent-summary-tile.tsx'
import { AgentsTile } from './agents/agents-tile.tsx'
import { AlertsTile } from './alerts/alerts-tile.tsx'
import { CampaignTile } from './campaign/campaign-tile.tsx'
import { GroupTile } from './group/group-tile.tsx'
import { NumberTile } from './number/number-tile.tsx'
import { ClockTile, TextTile } from './static-tiles.tsx'

/** Every tile that is neither of one queue nor a trend. */
export type LazyTileKind = Exclude<Tile, { kind: 'queue' | 'queues' | 'trend' }>

interface FurtherTileProps {
  readonly tile: LazyTileKind
  readonly place: TileRoom
  readonly form: TileDensity
  readonly hidesCalls: boolean
}

/** Tiles that not every board has: loaded when one does, and kept out of the first load of the others. */
export function LazyTile({ tile, place, form, hidesCalls }: FurtherTileProps) {
  switch (tile.kind) {
    case 'group': {
      const { name, queues }: { name: string; queues: Queues } = tile
      return <GroupTile {...{ name, queues, place, form, hidesCalls }} />
    }
    case 'number':
      return <NumberTile tile={tile} place={place} />
    case 'agents':
      return <AgentsTile tile={tile} place={place} />
    case 'agent-summary':
      return <AgentSummaryTile tile={tile} place={place} />
    case 'campaign':
      return <CampaignTile campaign={tile.campaign} place={place} />
    case 'clock':
      return <ClockTile tile={tile} place={place} />
    case 'text':
      return <TextTile text={tile.text} place={place} />
    case 'alerts':
      return <AlertsTile place={place} />
  }
}
