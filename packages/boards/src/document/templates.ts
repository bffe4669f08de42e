import type { Tile } from '../tiles/index.ts'
import type { Board } from './board.ts'
import type { Queues, QueueThreshold } from './fields.ts'

/** What a person chooses to get a board in a few clicks. */
export interface TemplateChoice {
  readonly template: 'all-queues' | 'team' | 'executive' | 'agents'
  readonly name: string
  readonly queues: Queues
  /** Inbound campaigns whose figures are shown too. */
  readonly campaigns?: readonly string[]
  readonly outboundCampaigns?: readonly string[]
}

/** Limits to start from; a centre knows its own. */
const usualThresholds: readonly QueueThreshold[] = [
  { metric: 'currentLongestQueueTime', level: 'warn', when: 'above', value: 120 },
  { metric: 'currentLongestQueueTime', level: 'critical', when: 'above', value: 300 },
]

const usual: Omit<Board, 'name' | 'pages'> = {
  version: 1,
  mode: 'floor',
  theme: 'night',
  viewing: { distanceM: 5, diagonalInches: 55 },
  rotateSeconds: 10,
}

/** A new board from a template. */
export function boardFromTemplate(choice: TemplateChoice): Board {
  const { template, name, queues, campaigns = [], outboundCampaigns = [] } = choice
  const queueTiles: Tile = { kind: 'queues', queues, thresholds: [...usualThresholds] }
  const trend: Tile = queues === 'all' ? { kind: 'trend' } : { kind: 'trend', queues }
  const ofCampaigns = [
    ...campaigns.map((campaign): Tile => ({ kind: 'campaign', campaign })),
    ...outboundCampaigns.map((campaign): Tile => ({ kind: 'outbound-campaign', campaign })),
  ]
  switch (template) {
    case 'all-queues':
      return { ...usual, name, pages: [{ tiles: [queueTiles, ...ofCampaigns, trend] }] }
    case 'team':
      return {
        ...usual,
        name,
        pages: [
          {
            tiles: [
              { kind: 'group', name, queues, thresholds: [...usualThresholds] },
              { kind: 'agent-summary', queues },
              queueTiles,
              ...ofCampaigns,
              trend,
            ],
          },
        ],
      }
    case 'executive':
      return { ...usual, name, mode: 'executive', pages: [{ tiles: [queueTiles, ...ofCampaigns] }] }
    case 'agents':
      return {
        ...usual,
        name,
        mode: 'supervisor',
        pages: [
          {
            tiles: [
              { kind: 'agents', queues, columns: 2, rows: 2 },
              { kind: 'agent-summary', queues },
              { kind: 'group', name, queues },
            ],
          },
        ],
      }
  }
}

/** The id of the board that every domain has. */
export const allQueuesBoardId = 'all-queues'

/** Every queue and the trend of the floor: what a screen shows until somebody gives it another board. */
export const allQueuesBoard: Board = boardFromTemplate({
  template: 'all-queues',
  name: 'All queues',
  queues: 'all',
})
