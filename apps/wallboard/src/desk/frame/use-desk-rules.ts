import { allQueuesBoardId, createDeskBoard, deskBoardId } from '@wallboard/boards'
import { useEffect } from 'react'
import { useBoardEvaluation } from '../../board/use-board-evaluation.ts'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { createRulesTick } from './rules-tick.ts'

const deskBoard = createDeskBoard()
const trendsPath = `api/history/trends?board=${deskBoardId}`

/** The desk's board begins with the pages of the board of all queues: the server evaluates them under its id. */
const evaluatedAs = allQueuesBoardId

/** Shows alerts and trends on all pages of the frame. The wall evaluates its own board in their place. */
export function useDeskRules(): void {
  const live = useDeskLive()
  const evaluator = useBoardEvaluation(live.stores, deskBoard, evaluatedAs, trendsPath)
  useEffect(() => live.onTick(createRulesTick(live.stores, evaluator.tick)), [live, evaluator])
}
