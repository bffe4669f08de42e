import type { ReactNode } from 'react'
import type { BoardItem } from '../board-items.ts'
import type { Place } from '../layout/packing.ts'
import type { TileForm } from '../layout/tile-demands.ts'
import { AgentSummaryTile } from './agent-summary-tile.tsx'
import { AgentsTile } from './agents-tile.tsx'
import { AlertsTile } from './alerts-tile.tsx'
import { CampaignTile } from './campaign-tile.tsx'
import { GroupTile } from './group-tile.tsx'
import { NumberTile } from './number-tile.tsx'
import { ClockTile, TextTile } from './plain-tiles.tsx'
import { QueueTileCard } from './queue-tile-card.tsx'
import { TrendTile } from './trend-tile.tsx'

interface BoardTileProps {
  readonly item: BoardItem
  readonly place: Place
  readonly form: TileForm
  readonly hidesCalls: boolean
  /** The page number, for a trend. */
  readonly children: ReactNode
}

/** The tile of each kind. */
export function BoardTile({ item, place, form, hidesCalls, children }: BoardTileProps) {
  const { tile, queueId } = item
  switch (tile.kind) {
    case 'queue':
    case 'queues':
      return queueId === undefined ? null : (
        <QueueTileCard id={queueId} place={place} form={form} hidesCalls={hidesCalls} />
      )
    case 'group':
      return <GroupTile {...{ name: tile.name, queues: tile.queues, place, form, hidesCalls }} />
    case 'number':
      return <NumberTile tile={tile} place={place} />
    case 'agents':
      return <AgentsTile tile={tile} place={place} />
    case 'agent-summary':
      return <AgentSummaryTile tile={tile} place={place} />
    case 'campaign':
      return <CampaignTile campaign={tile.campaign} place={place} />
    case 'trend':
      return (
        <TrendTile tile={tile} place={place}>
          {children}
        </TrendTile>
      )
    case 'clock':
      return <ClockTile tile={tile} place={place} />
    case 'text':
      return <TextTile text={tile.text} place={place} />
    case 'alerts':
      return <AlertsTile place={place} />
  }
}
