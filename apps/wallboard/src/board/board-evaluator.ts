import { sourcesOfBoard, type Board } from '@wallboard/boards'
import type { LiveStores } from '../live/hooks/live-context.tsx'
import type { BoardEvaluationStore } from '../live/stores/board-evaluation.ts'

/** Without the evaluation module there are no alerts: it is requested again until it loads. */
const retryLoadMs = 2_000

/** Evaluates the board that a screen shows. */
export interface BoardEvaluator {
  /**
   * Alerts of another board, or of another version of it, start again. `version` begins with the id of the board, under
   * which the server evaluates it; `trendsPath` is where the server has the past of its trends. A draft has neither on the
   * server: without `trendsPath` its thresholds are evaluated here.
   */
  readonly show: (board: Board, version: string, trendsPath?: string) => void
  /** Called a few times a second, after the clocks have advanced. True when it evaluated: its module is loaded. */
  readonly tick: () => true | undefined
  readonly stop: () => void
}

export function createBoardEvaluator(stores: LiveStores): BoardEvaluator {
  let evaluation: BoardEvaluationStore | undefined
  let shown: Board | undefined
  let shownVersion: string | undefined
  let retry: ReturnType<typeof setTimeout> | undefined

  function load(board: Board, version: string, trendsPath: string | undefined): void {
    import('../live/stores/board-evaluation.ts')
      .then(({ createBoardEvaluation }) => {
        if (board === shown) evaluation = createBoardEvaluation({ board, version, trendsPath, ...stores })
      })
      .catch(() => {
        if (board === shown) retry = setTimeout(load, retryLoadMs, board, version, trendsPath)
      })
  }

  return {
    show(board, version, trendsPath) {
      if (version !== shownVersion) stores.alerts.reset()
      shownVersion = version
      if (board === shown) return
      shown = board
      evaluation?.stop()
      evaluation = undefined
      clearTimeout(retry)
      stores.statistics.boardShown(sourcesOfBoard(board))
      load(board, version, trendsPath)
    },
    tick: () => evaluation?.tick(),
    stop() {
      evaluation?.stop()
      shown = evaluation = undefined
      clearTimeout(retry)
    },
  }
}
