import { allQueuesBoard, type Board, type Tile } from '@wallboard/boards'
import type { QueueMetric } from '@wallboard/statistics'

/** The figures of the floor whose last hour the desk draws. */
export const floorTrends = [
  'callsInQueue',
  'currentLongestQueueTime',
  'agentsInQueue',
] as const satisfies readonly QueueMetric[]

const trendTiles = floorTrends.slice(1).map((metric): Tile => ({ kind: 'trend', metric }))

/**
 * What the desk evaluates: the thresholds of the board with all queues, which every domain has, and trends of the floor.
 */
export const deskRules: Board = {
  ...allQueuesBoard,
  pages: [...allQueuesBoard.pages, { tiles: trendTiles }],
}
