import { planOf, sourcesOfBoard, type Board } from '@wallboard/boards'
import type { SnapshotMessage } from '@wallboard/relay'
import type { HistoryState } from '@wallboard/relay/rest/history'
import type { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import { createLiveStores } from '../../board/live-stores.tsx'
import type { LiveStores } from '../../live/hooks/live-context.tsx'
import { createBoardEvaluation, type BoardEvaluationStore } from '../../live/stores/board-evaluation.ts'

/**
 * A past state as a snapshot of the stream. The clock of the past server counts epoch milliseconds and stands at the
 * instant. Data sources that were not live then are unconfirmed, so their tiles are marked and their clocks stop where
 * the gap begins, or at their last change where nothing is known of the instant: the clock of this page is of another time.
 */
function snapshotOf({
  at,
  queues,
  directory,
  domainOffsetMs,
  sources,
  payLoad,
}: HistoryState): SnapshotMessage {
  const changedAt = (dataSource: string): number | null => {
    const rows = payLoad.flatMap((source) => (source.dataSource === dataSource ? source.data : []))
    return rows.length === 0 ? null : Math.max(...rows.map(({ asOf = at }) => asOf))
  }
  const unconfirmed = sources.flatMap(({ dataSource, coverage }) =>
    coverage?.kind === 'live'
      ? []
      : [{ dataSource, confirmedAt: coverage?.startsAt ?? changedAt(dataSource) }],
  )
  return {
    ...{ type: 'snapshot', eventId: '5000', epoch: 'replay', seq: 0 },
    ...{ asOf: at, serverTime: at, wallOffsetMs: 0, queues },
    ...(directory === undefined ? {} : { directory }),
    payLoad: payLoad.map(({ dataSource, data }) => ({
      dataSource,
      data: data.map((row) => ({ ...row, asOf: row.asOf ?? at })),
    })),
    link: {
      ...{ state: 'up', since: at, reason: null, confirmedAt: at, unconfirmed, unreadLists: [] },
      domainOffsetMs,
    },
  }
}

/** Thresholds of one instant: what was before it, and so how long a figure was beyond its limit, is not known. */
function planOfInstant(board: Board): ReturnType<typeof planOf> {
  const plan = planOf(board)
  return {
    ...plan,
    tiles: plan.tiles.map((tile) => ({
      ...tile,
      rules: tile.rules.map((rule) => ({ ...rule, threshold: { ...rule.threshold, onDelayMs: 0 } })),
    })),
  }
}

/** A board at one instant of the past. */
export interface MomentStores {
  readonly stores: LiveStores
  /** Its alerts are evaluated. A tick fetches the past of the trends. */
  readonly evaluation: BoardEvaluationStore
}

/**
 * The stores of a board at one instant of the past. They belong to that instant alone: nothing of another moment can
 * stay in them, and nothing in them moves on. `screenNow` is the page's monotonic clock, by which screens rotate.
 *
 * @param pastTrends what the trends showed up to the instant
 */
export function storesOfMoment(
  state: HistoryState,
  board: Board,
  screenNow: number,
  pastTrends: () => Promise<HistoryTrends>,
): MomentStores {
  const monotonic = Math.floor(screenNow) // whole, so that the sum with an instant is exact
  const stores = createLiveStores({ monotonic: () => monotonic, wall: () => state.at })
  stores.statistics.boardShown(sourcesOfBoard(board))
  stores.statistics.messageReceived(snapshotOf(state))
  const plan = planOfInstant(board)
  createBoardEvaluation({ board, plan, ...stores }).tick()
  return { stores, evaluation: createBoardEvaluation({ board, plan, ...stores, pastTrends }) }
}
