import type { Alert, Board } from '@wallboard/boards'
import { useState } from 'react'
import { useAlerts, useScreenStatus, useStores } from '../live/hooks/live-context.tsx'
import { currentPage, type Rotation } from './rotation-state.ts'
import type { BoardPages } from './use-board-pages.ts'

/** The rotation, and the newest critical alert at its last change. */
interface HeldRotation {
  readonly rotation: Rotation
  readonly boardId: string
  readonly key: string | undefined
  readonly since: number | undefined
}

const newestCritical = (list: readonly Alert[]): Alert | undefined =>
  list
    .filter(({ level }) => level === 'critical')
    .reduce<Alert | undefined>((a, b) => (a === undefined || b.since > a.since ? b : a), undefined)

/**
 * The index of the screen to show: screens rotate, and a new critical alert brings up its screen. Renders only when the
 * screen changes.
 */
export function usePageRotation(screens: BoardPages['screens'], board: Board, boardId: string): number {
  const { status } = useStores().statistics
  const key = useAlerts((list) => newestCritical(list)?.key)
  const since = useAlerts((list) => newestCritical(list)?.since)
  const startAt = (screen: number): Rotation => ({ since: status.getState().screenNow, screen })
  const [held, setHeld] = useState<HeldRotation>(() => ({
    rotation: startAt(0),
    boardId,
    key: undefined,
    since: undefined,
  }))

  if (held.boardId !== boardId) {
    setHeld({ boardId, key, since, rotation: startAt(0) })
  } else if (held.key !== key || held.since !== since) {
    const screen = screens.findIndex(({ shown }) => shown.some(({ place }) => place.key === key))
    setHeld({ boardId, key, since, rotation: screen < 0 ? held.rotation : startAt(screen) })
  }
  return useScreenStatus(({ screenNow }) =>
    currentPage(held.rotation, screens.length, board.rotateSeconds * 1_000, screenNow),
  )
}
