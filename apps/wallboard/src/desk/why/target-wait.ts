import { allQueuesBoard } from '@wallboard/boards'

/** The longest wait that the thresholds of the board with all queues tolerate, in seconds; undefined without one. */
export const [targetSeconds] = allQueuesBoard.pages
  .flatMap(({ tiles }) => tiles.flatMap((tile) => ('thresholds' in tile ? (tile.thresholds ?? []) : [])))
  .flatMap((threshold) =>
    'metric' in threshold && threshold.metric === 'currentLongestQueueTime' ? [threshold.value] : [],
  )
  .sort((a, b) => a - b)
