import type { QueueMetric } from '@wallboard/statistics'
import type { Tile } from '../tiles/index.ts'
import type { Board } from './board.ts'
import { allQueuesBoard } from './templates.ts'

/** The id under which the server has the trends of the desk. No person opens or edits this board. */
export const deskBoardId = 'desk'

/** The figures of the floor that the desk draws: the last hour against the normal band. */
export const floorTrends = [
  'callsInQueue',
  'currentLongestQueueTime',
  'agentsInQueue',
] as const satisfies readonly QueueMetric[]

/** The trend of a figure of the floor as the desk draws it. */
export const floorTrend = (metric: QueueMetric) =>
  ({ metric, span: '1h', comparison: 'normal-band' }) as const

/**
 * What the desk evaluates: the thresholds of the board with all queues, and trends of the floor. A function, so that a
 * display does not load it.
 */
export const createDeskBoard = (): Board => ({
  ...allQueuesBoard,
  pages: [
    ...allQueuesBoard.pages,
    { tiles: floorTrends.map((metric): Tile => ({ kind: 'trend', ...floorTrend(metric) })) },
  ],
})
