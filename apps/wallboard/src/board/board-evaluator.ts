import { sourcesOfBoard, type Board } from '@wallboard/boards'
import type { LiveStores } from '../live/hooks/live-context.tsx'
import type { BoardEvaluationStore } from '../live/stores/board-evaluation.ts'

/** Without the evaluation module there are no alerts: it is requested again until it loads. */
const retryLoadMs = 2_000

/** Where the server has what a stored board shows. */
export interface BoardSource {
  readonly judgedAs: string
  readonly trendsPath: string
}

/** Evaluates the board that a screen shows. */
export interface BoardEvaluator {
  /**
   * Alerts of another board, or of another version of it, start again. `trendsPath` is where the server has the past of
   * its trends, and `judgedAs` the id under which it judges the board; without it the thresholds are evaluated here.
   */
  readonly show: (board: Board, version: string, source?: BoardSource) => void
  /** Called a few times a second, after the clocks have advanced. */
  readonly tick: () => void
  readonly stop: () => void
}

export function createBoardEvaluator(stores: LiveStores): BoardEvaluator {
  let evaluation: BoardEvaluationStore | undefined
  let shown: Board | undefined
  let shownVersion: string | undefined
  let retry: ReturnType<typeof setTimeout> | undefined

  function load(board: Board, source: BoardSource | undefined): void {
    import('../live/stores/board-evaluation.ts')
      .then(({ createBoardEvaluation }) => {
        if (board === shown) evaluation = createBoardEvaluation({ board, ...source, ...stores })
      })
      .catch(() => {
        if (board === shown) retry = setTimeout(load, retryLoadMs, board, source)
      })
  }

  return {
    show(board, version, source) {
      if (version !== shownVersion) stores.alerts.reset()
      shownVersion = version
      if (board === shown) return
      shown = board
      evaluation?.stop()
      evaluation = undefined
      clearTimeout(retry)
      stores.statistics.boardShown(sourcesOfBoard(board))
      load(board, source)
    },
    tick: () => evaluation?.tick(),
    stop() {
      evaluation?.stop()
      shown = evaluation = undefined
      clearTimeout(retry)
    },
  }
}
