import { Board, applyMode } from '@wallboard/boards'
import { useCallback, useEffect, useState } from 'react'
import { z } from 'zod/mini'
import type { WallFit } from '../../board/wall.tsx'
import { SignedInBoard } from './signed-in-board.tsx'

/** What the page around this one says; anything else, and anybody else, is passed over. */
const PreviewMessage = z.object({ kind: z.literal('board-preview'), board: Board })

const tellParent = (message: object) => {
  window.parent.postMessage(message, location.origin)
}

/** `/preview`: a board as its screen would show it, in a frame of that screen's size, with live figures. */
export function Preview() {
  const [board, setBoard] = useState<Board>()
  useEffect(() => {
    function received({ origin, data }: MessageEvent<unknown>): void {
      if (origin !== location.origin) return
      const parsed = PreviewMessage.safeParse(data)
      if (parsed.success) setBoard(applyMode(parsed.data.board))
    }
    window.addEventListener('message', received)
    tellParent({ kind: 'preview-ready' })
    return () => {
      window.removeEventListener('message', received)
    }
  }, [])
  const fitted = useCallback(({ maxReadingDistanceM, screens }: WallFit) => {
    tellParent({ kind: 'preview-layout', maxReadingDistanceM, pages: screens })
  }, [])
  return board === undefined ? (
    <main data-link="down" />
  ) : (
    <SignedInBoard board={board} boardId="preview" onFit={fitted} />
  )
}
