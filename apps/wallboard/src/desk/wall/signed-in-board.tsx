import { useQuery } from '@tanstack/react-query'
import { viewSpecOf, type Board } from '@wallboard/boards'
import { queueSource } from '@wallboard/statistics'
import { useEffect, type ReactNode } from 'react'
import { queueQueries } from '../../api/queue-queries.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { useBoardEvaluation } from '../../board/use-board-evaluation.ts'
import { Wall, type WallFit } from '../../board/wall.tsx'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'

interface SignedInBoardProps {
  readonly board: Board
  readonly boardId: string
  /** Where the server has the past of the board's trends; a draft has none. */
  readonly trendsPath?: string
  readonly controls?: (fit: WallFit) => ReactNode
  readonly notice?: ReactNode
  readonly onFit?: (fit: WallFit) => void
}

/** A board with the live data of the signed-in person. */
export function SignedInBoard({ board, boardId, trendsPath, controls, notice, onFit }: SignedInBoardProps) {
  const live = useDeskLive()
  const timeZone = useSiteZone()
  const queues = useQuery(queueQueries.all())
  const evaluator = useBoardEvaluation(live.stores, board, boardId, trendsPath)

  useEffect(() => {
    live.requireSources(viewSpecOf(board, 'desk').sources)
  }, [live, board])
  useEffect(() => live.onTick(evaluator.tick), [live, evaluator])
  // The desk's other pages are about the queues.
  useEffect(
    () => () => {
      live.stores.statistics.boardShown([queueSource])
    },
    [live],
  )

  return (
    <Wall
      board={board}
      boardId={boardId}
      name={board.name}
      knownQueues={queues.data?.length}
      timeZone={timeZone}
      notice={notice}
      {...(controls === undefined ? {} : { controls })}
      {...(onFit === undefined ? {} : { onFit })}
    />
  )
}
