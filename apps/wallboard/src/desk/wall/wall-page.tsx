import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { allQueuesBoard, allQueuesBoardId, applyMode, type Board } from '@wallboard/boards'
import { useMemo, useState } from 'react'
import { boardQueries } from '../../api/board-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { loadScreenSettings, saveScreenSettings, type ScreenSettings } from '../../board/screen-settings.ts'
import { usePageTitle } from '../use-page-title.ts'
import { DisplaysNotice } from './displays-notice.tsx'
import { ScreenControls } from './screen-controls.tsx'
import { SignedInBoard } from './signed-in-board.tsx'

/** `/wall`: the board with all queues, or the board in the address. */
export function WallPage() {
  const { board: boardId = allQueuesBoardId } = useSearch({ from: '/signed-in/wall' })
  return boardId === allQueuesBoardId ? (
    <ShownBoard board={allQueuesBoard} boardId={allQueuesBoardId} />
  ) : (
    <StoredBoardWall key={boardId} boardId={boardId} />
  )
}

function StoredBoardWall({ boardId }: { boardId: string }) {
  const { data, error } = useQuery({ ...boardQueries.one(boardId), staleTime: 0, refetchOnWindowFocus: true })
  const board = useMemo(() => (data === undefined ? undefined : applyMode(data.board)), [data])
  if (board !== undefined) return <ShownBoard board={board} boardId={boardId} />
  return error === null ? (
    <main data-link="down" />
  ) : (
    <main className="page-message" data-link="down" role="alert">
      {errorText(error)}
    </main>
  )
}

/** The board for the viewing distance and size of this browser's screen. */
function ShownBoard({ board, boardId }: { board: Board; boardId: string }) {
  const [settings, setSettings] = useState(() => loadScreenSettings(location.search))
  const shown = useMemo(() => ({ ...board, viewing: settings }), [board, settings])
  usePageTitle(board.name)

  function changeSettings(changed: ScreenSettings) {
    saveScreenSettings(changed)
    setSettings(changed)
  }

  return (
    <SignedInBoard
      board={shown}
      boardId={boardId}
      trendsPath={`api/history/trends?board=${encodeURIComponent(boardId)}`}
      notice={<DisplaysNotice />}
      controls={({ maxReadingDistanceM }) => (
        <ScreenControls
          boardId={boardId}
          settings={settings}
          maxReadingDistanceM={maxReadingDistanceM}
          onChange={changeSettings}
        />
      )}
    />
  )
}
