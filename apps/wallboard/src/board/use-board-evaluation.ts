import { sourcesOfBoard, type Board } from '@wallboard/boards'
import { useEffect, useRef, type RefObject } from 'react'
import type { BoardEvaluation } from '../live/stores/board-evaluation.ts'
import type { LiveStores } from '../live/hooks/live-context.tsx'

/** Nothing is judged before this part is there, so a screen that does not get it asks again. */
const loadAgainMs = 2_000

/** Judges the board's figures on each tick. Alarms of another board, or of another version of it, begin anew. */
export function useBoardEvaluation(
  stores: LiveStores,
  board: Board | undefined,
  version: string,
): RefObject<BoardEvaluation | undefined> {
  const watch = useRef<BoardEvaluation>(undefined)
  useEffect(() => {
    watch.current = undefined
    if (board === undefined) return undefined
    stores.statistics.boardShown(sourcesOfBoard(board))
    let isOver = false
    let loading: number | undefined
    function load(shown: Board): void {
      import('../live/stores/board-evaluation.ts')
        .then(({ createBoardEvaluation }) => {
          if (!isOver) watch.current = createBoardEvaluation({ board: shown, ...stores })
        })
        .catch(() => {
          if (!isOver) loading = window.setTimeout(load, loadAgainMs, shown)
        })
    }
    load(board)
    return () => {
      isOver = true
      window.clearTimeout(loading)
    }
  }, [stores, board])
  useEffect(() => {
    stores.alerts.reset()
  }, [stores, version])
  return watch
}
