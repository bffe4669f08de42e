import { Board, applyMode } from '@wallboard/boards'
import { useCallback, useEffect, useState } from 'react'
import { z } from 'zod/mini'
import type { WallFit } from '../../board/wall.tsx'
import { SignedInBoard } from './signed-in-board.tsx'

/** The message of the editor around this page. Other messages and other origins are ignored. */
const PreviewMessage = z.object({ kind: z.literal('board-preview'), board: Board })

const postToEditor = (message: object) => {
  window.parent.postMessage(message, location.origin)
}

/** `/preview`: a board as a display would show it. The editor embeds it in a frame of that display's size. It uses the live connection of the editor. */
export function Preview() {
  const [board, setBoard] = useState<Board>()
  useEffect(() => {
    function messageReceived({ origin, data }: MessageEvent<unknown>): void {
      if (origin !== location.origin) return
      const parsed = PreviewMessage.safeParse(data)
      if (parsed.success) setBoard(applyMode(parsed.data.board))
    }
    window.addEventListener('message', messageReceived)
    postToEditor({ kind: 'preview-ready' })
    return () => {
      window.removeEventListener('message', messageReceived)
    }
  }, [])
  const reportFit = useCallback(({ maxReadingDistanceM, screens }: WallFit) => {
    postToEditor({ kind: 'preview-layout', maxReadingDistanceM, pages: screens })
  }, [])
  return board === undefined ? (
    <main data-link="down" />
  ) : (
    <SignedInBoard board={board} boardId="preview" onFit={reportFit} />
  )
}
