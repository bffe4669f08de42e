import type { ServerMessage } from '@wallboard/relay'
import { Board } from '@wallboard/relay/board'
import { nightLook, type OwnDisplay } from '@wallboard/relay/displays'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Identify } from '../features/displays/identify.tsx'
import { Wall } from '../features/wall/wall.tsx'
import { LiveProvider, useGlass } from '../shared/live/live-context.tsx'
import { createLive } from './live.ts'
import { useLiveStores } from './live-stores.tsx'
import { keepShell } from './keep-shell.ts'
import { forgetPicture, keepPicture, loadPicture } from './last-picture.ts'
import { createScreenReports } from './screen-reports.ts'
import { stayAwake } from './stay-awake.ts'
import { useBoardWatch } from './use-board-watch.ts'
import { useOwnDisplay } from './use-own-display.ts'

const PairingPage = lazy(async () => ({
  default: (await import('../features/displays/pairing-page.tsx')).PairingPage,
}))

type BoardMessage = Extract<ServerMessage, { type: 'board' }>

const identifyForMs = 10_000
const keepPictureEveryMs = 10_000
const keepShellEveryMs = 20_000

/** `/display`: a code until somebody pairs this screen, then its board for as long as it is paired. */
export function DisplayGate() {
  const { own, hasAsked, set, askAgain } = useOwnDisplay()
  useEffect(() => {
    if (own === null) void forgetPicture() // never rejects
  }, [own])
  if (!hasAsked) return <main data-link="down" />
  if (own === null)
    return (
      <Suspense fallback={<main data-link="down" />}>
        <PairingPage onPaired={askAgain} />
      </Suspense>
    )
  // While the server is away nobody can say that this screen is not paired.
  return <DisplayWall own={own === 'unknown' ? undefined : own} onOwn={set} onDoubt={askAgain} />
}

/** What the server says that this screen shows. */
interface Shown {
  readonly board: Board
  readonly boardId: string
  readonly revision: number
}

interface DisplayWallProps {
  readonly own: OwnDisplay | undefined
  /** The server says what this screen is; null: no longer paired. */
  readonly onOwn: (own: OwnDisplay | null) => void
  readonly onDoubt: () => void
}

function DisplayWall({ own, onOwn, onDoubt }: DisplayWallProps) {
  const stores = useLiveStores()
  const [shown, setShown] = useState<Shown>()
  const [isUnreadable, setIsUnreadable] = useState(false)
  const [isIdentifying, setIsIdentifying] = useState(false)
  const [isShared, setIsShared] = useState(false)
  const version = `${shown?.boardId ?? ''} ${shown?.revision ?? 0}`
  const watch = useBoardWatch(stores, shown?.board, version)

  useEffect(() => {
    let hiding: number | undefined
    let build: string | undefined
    const reports = createScreenReports(stores.statistics)
    let latest: BoardMessage | undefined
    let isOver = false

    /** Until the server speaks, the glass shows what stood on it last: marked, and with its time. */
    async function showLastPicture(): Promise<void> {
      const picture = await loadPicture(Date.now())
      if (picture === undefined || latest !== undefined || isOver) return
      boardReceived(picture.board)
      latest = undefined
      stores.statistics.pictureRestored(picture)
    }

    function keepLastPicture(): void {
      const picture = stores.statistics.picture()
      const { condition } = stores.statistics.glass.getState()
      if (latest === undefined || picture === undefined || condition !== 'live') return
      void keepPicture({ board: latest, ...picture }, Date.now()) // never rejects
    }

    function boardReceived(message: BoardMessage): void {
      const { display, boardId, revision, board } = message
      latest = message
      onOwn(display)
      const parsed = Board.safeParse(board)
      setIsUnreadable(!parsed.success)
      if (parsed.success) setShown({ board: parsed.data, boardId, revision })
    }

    function commandReceived(command: 'identify' | 'reload'): void {
      if (command === 'reload') location.reload()
      setIsIdentifying(true)
      window.clearTimeout(hiding)
      hiding = window.setTimeout(() => {
        setIsIdentifying(false)
      }, identifyForMs)
    }

    const live = createLive({
      store: stores.statistics,
      role: 'display',
      sources: ['ACD_STATUS'], // the server sends what the board needs
      report: reports.next,
      onTick: () => watch.current?.tick(),
      onDown: (why) => {
        setIsShared(why === 'replaced')
        if (why === 'signed-out') onOwn(null)
        else onDoubt() // a failed answer keeps the wall as it is
      },
      onQueuesChanged: () => undefined, // names come by the stream
      onMessage: (message) => {
        if (message.type === 'hello') build = message.build
        if (message.type === 'board') boardReceived(message)
        if (message.type === 'command') commandReceived(message.command)
      },
    })
    live.start()
    void showLastPicture()
    const keeping = window.setInterval(keepLastPicture, keepPictureEveryMs)
    // Not before the board stands with all that it is drawn by.
    const keepingShell = window.setInterval(() => {
      if (build !== undefined && stores.statistics.position() !== undefined) void keepShell(build) // never rejects
    }, keepShellEveryMs)
    const sleep = stayAwake()
    return () => {
      isOver = true
      window.clearInterval(keeping)
      window.clearInterval(keepingShell)
      sleep()
      window.clearTimeout(hiding)
      reports.stop()
      live.stop()
    }
  }, [stores, watch, onOwn, onDoubt])

  return (
    <LiveProvider stores={stores}>
      {shown === undefined ? (
        <main data-link="down" />
      ) : (
        <DisplayBoard board={shown.board} boardId={shown.boardId} own={own} />
      )}
      {isUnreadable && (
        <Identify name="This screen cannot read its board. It waits for a new version of itself." />
      )}
      {isShared && <Identify name="Another screen uses this screen’s pairing. Pair one of them again." />}
      {isIdentifying && own !== undefined && <Identify name={own.name} />}
    </LiveProvider>
  )
}

/** The board, dimmed or blank at night by the server's clock in the site's own zone. */
function DisplayBoard({
  board,
  boardId,
  own,
}: {
  board: Board
  boardId: string
  own: OwnDisplay | undefined
}) {
  const settings = own?.settings
  const night = useGlass((glass) =>
    settings === undefined ? undefined : nightLook(settings, glass.serverNow),
  )
  return <Wall board={board} boardId={boardId} name={own?.name ?? board.name} orbits night={night} />
}
