import type { Board } from '@wallboard/relay/board'
import { useEffect, useRef, type RefObject } from 'react'
import type { BoardWatch } from '../shared/live/board-watch.ts'
import type { LiveStores } from '../shared/live/live-context.tsx'

const loadAgainMs = 5_000

/**
 * Judges the board's figures on each tick. Alarms of another board, or of another version of it, begin anew. What
 * judges is loaded beside the first figures, so that they come sooner, and again until it has come.
 */
export function useBoardWatch(
  stores: LiveStores,
  board: Board | undefined,
  version: string,
): RefObject<BoardWatch | undefined> {
  const watch = useRef<BoardWatch>(undefined)
  useEffect(() => {
    if (board === undefined) {
      watch.current = undefined
      return undefined
    }
    let isOver = false
    let again: number | undefined
    const load = () => {
      import('../shared/live/board-watch.ts').then(
        ({ createBoardWatch }) => {
          if (!isOver) watch.current = createBoardWatch({ board, ...stores })
        },
        () => {
          if (!isOver) again = window.setTimeout(load, loadAgainMs)
        },
      )
    }
    load()
    return () => {
      isOver = true
      window.clearTimeout(again)
    }
  }, [stores, board])
  useEffect(() => {
    stores.alerts.reset()
  }, [stores, version])
  return watch
}
