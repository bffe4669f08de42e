import type { Board, MetricRef, Tile } from '@wallboard/boards'
import { DataSource } from '@wallboard/five9/identifiers'
import { queueSource } from '@wallboard/statistics'

/** Five9's names of the data sources that boards show. */
export const agentSource = DataSource.AgentState
export const campaignSource = DataSource.InboundCampaignStatistics

/** What people call a data source. */
export const sourceLabels: ReadonlyMap<string, string> = new Map([
  [queueSource, 'Queues'],
  [agentSource, 'Agents'],
  [campaignSource, 'Campaigns'],
])

const ofQueues = [queueSource]
const ofAgents = [agentSource]
const ofCampaigns = [campaignSource]
/** People of several queues are counted once, which only the agents' source can tell. */
const ofGroup = [queueSource, agentSource]
const ofNone: readonly string[] = []

/** The sources that a tile's figures are made of. A tile is as old as the oldest of them. */
export function sourcesOfTile(tile: Tile): readonly string[] {
  switch (tile.kind) {
    case 'queue':
    case 'queues':
    case 'trend':
      return ofQueues
    case 'group':
      return ofGroup
    case 'number':
      return sourcesOfFigure(tile.figure)
    case 'agents':
    case 'agent-summary':
      return ofAgents
    case 'campaign':
      return ofCampaigns
    case 'clock':
    case 'text':
    case 'alerts':
      return ofNone
  }
}

function sourcesOfFigure(figure: MetricRef): readonly string[] {
  switch (figure.of) {
    case 'floor':
      return ofQueues
    case 'queues':
      return ofGroup
    case 'campaign':
      return ofCampaigns
  }
}

/** The sources of all figures on a board; the queues' source holds the totals of the header too. */
export function sourcesOfBoard({ pages }: Pick<Board, 'pages'>): readonly string[] {
  const tiles = pages.flatMap((page) => page.tiles)
  return [...new Set([queueSource, ...tiles.flatMap(sourcesOfTile)])]
}
