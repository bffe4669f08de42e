import type { Board } from '@wallboard/relay/board'
import { useEffect, useRef, type RefObject } from 'react'
import { createBoardWatch, type BoardWatch } from '../shared/live/board-watch.ts'
import type { LiveStores } from '../shared/live/live-context.tsx'

/** Judges the board's figures on each tick. Alarms of another board, or of another version of it, begin anew. */
export function useBoardWatch(
  stores: LiveStores,
  board: Board | undefined,
  version: string,
): RefObject<BoardWatch | undefined> {
  const watch = useRef<BoardWatch>(undefined)
  useEffect(() => {
    watch.current = board === undefined ? undefined : createBoardWatch({ board, ...stores })
  }, [stores, board])
  useEffect(() => {
    stores.alerts.reset()
  }, [stores, version])
  return watch
}
