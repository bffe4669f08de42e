import { allQueuesBoardId } from '@wallboard/boards'
import { useEffect } from 'react'
import { useBoardEvaluation } from '../../board/use-board-evaluation.ts'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { deskRules } from './desk-rules.ts'

const trendsPath = `api/history/trends?board=${allQueuesBoardId}`

/** Evaluates alerts and trends on all pages of the frame. The wall evaluates its own board in their place. */
export function useDeskRules(): void {
  const live = useDeskLive()
  const evaluator = useBoardEvaluation(live.stores, deskRules, 'desk-rules', trendsPath)
  useEffect(() => live.onTick(evaluator.tick), [live, evaluator])
}
