import { DataSource } from '@wallboard/five9/identifiers'
import { wholeView } from '@wallboard/relay'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { allQueuesBoard, allQueuesBoardId, viewSpecOf, type Board } from '@wallboard/boards'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { DisplaysNotice } from './displays-notice.tsx'
import { ScreenControls } from './screen-controls.tsx'
import { saveScreenSettings, loadScreenSettings, type ScreenSettings } from '../../board/screen-settings.ts'
import { Wall, type WallFit } from '../../board/wall.tsx'
import { displayQueries } from '../../api/display-queries.ts'
import { queueQueries, sessionQueries, signOut } from '../../api/session-queries.ts'
import { LiveProvider } from '../../live/hooks/live-context.tsx'
import { createLive } from '../../live/connection/live.ts'
import { useLiveStores } from '../../board/live-stores.tsx'
import { useBoardEvaluation } from '../../board/use-board-evaluation.ts'

interface PersonsBoardProps {
  readonly board: Board
  readonly boardId: string
  readonly controls?: (fit: WallFit) => ReactNode
  readonly notice?: ReactNode
  readonly onFit?: (fit: WallFit) => void
}

const isDataSource = (name: string): name is DataSource => Object.values<string>(DataSource).includes(name)

/** A board with the figures of whoever is signed in. */
export function SignedInBoard({ board, boardId, controls, notice, onFit }: PersonsBoardProps) {
  const client = useQueryClient()
  const stores = useLiveStores()
  const queues = useQuery(queueQueries.all())
  const watch = useBoardEvaluation(stores, board, boardId)
  const wanted = viewSpecOf(board, 'desk').sources.join(' ')

  useEffect(() => {
    const sessionKey = sessionQueries.current().queryKey
    const live = createLive({
      store: stores.statistics,
      view: wholeView('wall', wanted.split(' ').filter(isDataSource)),
      onTick: () => watch.current?.tick(),
      onDown: (why) => {
        if (why === 'signed-out') client.setQueryData(sessionKey, null)
        else void client.invalidateQueries({ queryKey: sessionKey }) // a failed answer keeps the wall as it is
      },
      onQueuesChanged: () => void client.invalidateQueries({ queryKey: queueQueries.all().queryKey }),
    })
    live.start()
    return live.stop
  }, [client, stores, wanted, watch])

  return (
    <LiveProvider stores={stores}>
      <Wall
        board={board}
        boardId={boardId}
        name={board.name}
        knownQueues={queues.data?.length}
        notice={notice}
        {...(controls === undefined ? {} : { controls })}
        {...(onFit === undefined ? {} : { onFit })}
      />
    </LiveProvider>
  )
}

/** The wall of a signed-in person: every queue, at the distance that this browser is looked at from. */
export function LiveWall() {
  const client = useQueryClient()
  const fleet = useQuery(displayQueries.fleet())
  const [settings, setSettings] = useState(() => loadScreenSettings(location.search))
  const board = useMemo(() => ({ ...allQueuesBoard, viewing: settings }), [settings])

  function changeSettings(changed: ScreenSettings) {
    saveScreenSettings(changed)
    setSettings(changed)
  }

  async function leave() {
    await signOut()
    client.removeQueries({ queryKey: queueQueries.all().queryKey })
    client.setQueryData(sessionQueries.current().queryKey, null)
  }

  const unhealthyDisplays = (fleet.data?.displays ?? []).filter(({ health }) => health !== 'healthy')
  return (
    <SignedInBoard
      board={board}
      boardId={allQueuesBoardId}
      notice={
        unhealthyDisplays.length > 0 && <DisplaysNotice names={unhealthyDisplays.map(({ name }) => name)} />
      }
      controls={({ maxReadingDistanceM }) => (
        <ScreenControls
          settings={settings}
          maxReadingDistanceM={maxReadingDistanceM}
          onChange={changeSettings}
          displaysInTrouble={unhealthyDisplays.length}
          onSignOut={leave}
        />
      )}
    />
  )
}
