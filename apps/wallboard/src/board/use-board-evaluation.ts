import type { Board } from '@wallboard/boards'
import { useLayoutEffect, useState } from 'react'
import type { LiveStores } from '../live/hooks/live-context.tsx'
import { createBoardEvaluator, type BoardEvaluator } from './board-evaluator.ts'

/** Evaluates a board while the component is mounted. The caller calls `tick` a few times a second. */
export function useBoardEvaluation(
  stores: LiveStores,
  board: Board,
  version: string,
  trendsPath?: string,
): BoardEvaluator {
  const [evaluator] = useState(() => createBoardEvaluator(stores))
  // Before the effects of the pages: a page states its data sources, which decide its freshness.
  useLayoutEffect(() => {
    evaluator.show(board, version, trendsPath)
    return evaluator.stop
  }, [evaluator, board, version, trendsPath])
  return evaluator
}
