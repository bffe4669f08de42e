import type { Board } from '@wallboard/boards'
import { useState } from 'react'
import { useAlarms, useScreenStatus } from '../live/hooks/live-context.tsx'
import { currentPage, type Rotation } from './rotation-state.ts'
import type { BoardPages } from './use-board-pages.ts'

/** Which screen stands now: they take turns, and a new critical alarm brings its own to the front. */
export function usePageRotation(screens: BoardPages['screens'], board: Board, boardId: string): number {
  const now = useScreenStatus((status) => Math.floor(status.screenNow / 1_000) * 1_000)
  const alarm = useAlarms((list) => {
    const newest = list
      .filter(({ level }) => level === 'critical')
      .reduce<(typeof list)[number] | undefined>(
        (a, b) => (a === undefined || b.since > a.since ? b : a),
        undefined,
      )
    return newest === undefined ? '' : `${newest.since} ${newest.key}`
  })
  const [held, setHeld] = useState<{ turn: Rotation; boardId: string; alarm: string }>(() => ({
    turn: { since: now, screen: 0 },
    boardId,
    alarm: '',
  }))

  // A screen is shown from its first, the worst, tile on; so does another board begin.
  if (held.boardId !== boardId) {
    setHeld({ turn: { since: now, screen: 0 }, boardId, alarm })
  } else if (held.alarm !== alarm) {
    const key = alarm.slice(alarm.indexOf(' ') + 1)
    const at =
      alarm === '' ? -1 : screens.findIndex(({ shown }) => shown.some(({ place }) => place.key === key))
    setHeld({ boardId, alarm, turn: at < 0 ? held.turn : { since: now, screen: at } })
  }
  return currentPage(held.turn, screens.length, board.rotateSeconds * 1_000, now)
}
