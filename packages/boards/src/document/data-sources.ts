import { DataSource } from '@wallboard/five9/identifiers'
import { queueSource } from '@wallboard/statistics'
import type { Tile } from '../tiles/index.ts'
import type { TileReferences } from '../tiles/definition.ts'
import { referencesOf, referencesOfTile } from './board-queues.ts'
import type { Page } from './board.ts'

/** Five9's names of the data sources that boards show; that of queues is `queueSource`. */
export const agentSource = DataSource.AgentState
export const campaignSource = DataSource.InboundCampaignStatistics
export const outboundSource = DataSource.OutboundCampaignManager
/** All data sources that boards show. */
export const boardSources: readonly DataSource[] = [queueSource, agentSource, campaignSource, outboundSource]

const sourcesFor = ({
  queues,
  floor,
  agents,
  campaign,
  outboundCampaign,
}: TileReferences): readonly DataSource[] => [
  ...(queues === undefined && floor === undefined ? [] : [queueSource]),
  ...(agents === undefined ? [] : [agentSource]),
  ...(campaign === undefined ? [] : [campaignSource]),
  ...(outboundCampaign === undefined ? [] : [outboundSource]),
]

/** The data sources of a tile's figures. A tile is as old as the oldest of them. */
export const sourcesOfTile = (tile: Tile): readonly DataSource[] => sourcesFor(referencesOfTile(tile))

/** The data sources of a board. The header's totals need those of queues. */
export const sourcesOfBoard = (board: { readonly pages: readonly Page[] }): readonly DataSource[] => [
  ...new Set([queueSource, ...referencesOf(board).flatMap(sourcesFor)]),
]
