import {
  floorFigure,
  floorFigureForThreshold,
  groupFigure,
  groupFigureForThreshold,
  isCallbackWait,
  queueMetrics,
  type AgentSummary,
  type GroupFigure,
  type QueueMetric,
  type Row,
} from '@wallboard/statistics'
import type { Queues } from '../document/fields.ts'
import { summaryOf } from './agent-summary.ts'
import type { BoardData } from './board-data.ts'

/** Thresholds on waits evaluate calls only, since callbacks may wait overnight. Tiles display both. */
export type Purpose = 'display' | 'threshold'

/** The figures of floor and queues: see `metric-refs.ts` for those of campaigns. `now` is in milliseconds of the clock that the rows' waits run by. */
export interface BoardMetrics {
  readonly data: BoardData
  readonly group: (queues: Queues, metric: QueueMetric, now: number, purpose?: Purpose) => GroupFigure
  readonly floor: (metric: QueueMetric, now: number, purpose?: Purpose) => GroupFigure
  /** Of the queues that a board is about: the floor's figure for `all`, or else the group's. */
  readonly ofBoard: (queues: Queues, metric: QueueMetric, now: number) => GroupFigure
  /** Whether the longest wait of these queues, or of the floor, is that of a callback. */
  readonly isCallbackWait: (queues: Queues | 'floor', now: number) => boolean
  /** Counts of the distinct agents who serve one of the queues; undefined while they are not known. */
  readonly summary: (queues: Queues) => AgentSummary | undefined
}

/** The rows of queues that the domain has; undefined for one of them without figures. */
export function rowsOf(data: BoardData, queues: Queues): readonly (Row | undefined)[] {
  if (queues === 'all') return rowsOfAll(data)
  const rows: (Row | undefined)[] = []
  for (const id of queues) {
    const row = data.queueRow(id)
    if (row !== undefined || !data.isQueueGone(id)) rows.push(row)
  }
  return rows
}

const rowsOfAll = (data: BoardData): Row[] => data.queueIds().flatMap((id) => data.queueRow(id) ?? [])

/** Reads the figures of boards from their data. Keeps nothing: each call reads the current rows. */
export function createBoardMetrics(data: BoardData): BoardMetrics {
  function floor(metric: QueueMetric, now: number, purpose: Purpose = 'display'): GroupFigure {
    const read = purpose === 'threshold' ? floorFigureForThreshold : floorFigure
    return read(data.totals(), rowsOfAll(data), metric, now)
  }

  function group(
    queues: Queues,
    metric: QueueMetric,
    now: number,
    purpose: Purpose = 'display',
  ): GroupFigure {
    const read = purpose === 'threshold' ? groupFigureForThreshold : groupFigure
    // The row of a single queue counts its agents; other figures do not need the agents, who may be thousands.
    const isOne = queues !== 'all' && queues.length === 1
    const countsAgents = queueMetrics[metric].aggregation === 'people' && !isOne
    return read(rowsOf(data, queues), metric, now, countsAgents ? summaryOf(data, queues) : undefined)
  }

  return {
    data,
    floor,
    group,
    ofBoard: (queues, metric, now) => (queues === 'all' ? floor(metric, now) : group(queues, metric, now)),
    isCallbackWait(queues, now) {
      const read = (metric: QueueMetric, purpose?: Purpose) =>
        (queues === 'floor' ? floor(metric, now, purpose) : group(queues, metric, now, purpose)).value
      const callbacks = read('callbacksInQueue')
      if ((callbacks ?? 0) === 0) return false // each figure reads all queues, and a page asks with each change
      return isCallbackWait({
        callbacks,
        shownMs: read('currentLongestQueueTime'),
        ofCallsMs: read('currentLongestQueueTime', 'threshold'),
      })
    },
    summary: (queues) => summaryOf(data, queues),
  }
}
