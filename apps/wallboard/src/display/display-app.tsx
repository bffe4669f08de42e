import { type ServerMessage, wholeView } from '@wallboard/relay'
import { Board } from '@wallboard/boards'
import { activeNightLook, type DisplayIdentity } from '@wallboard/relay/rest/displays'
import { queueSource } from '@wallboard/statistics'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { Identify } from './identify.tsx'
import { Wall } from '../board/wall.tsx'
import { timeOfDay } from '../live/session/time-of-day.ts'
import { LiveProvider, useScreenStatus } from '../live/hooks/live-context.tsx'
import { screenClocks } from '../live/session/screen-clocks.ts'
import { createLive } from '../live/connection/live.ts'
import { useLiveStores } from '../board/live-stores.tsx'
import type { Telemetry } from './telemetry.ts'
import { useBoardEvaluation } from '../board/use-board-evaluation.ts'
import { useDisplayIdentity } from './use-display-identity.ts'
import { useSound, type ShownSound } from '../board/use-sound.ts'

/** What is not needed before the first figures stand; a server that is there gives them sooner than this. */
const deferLoadMs = 1_000
const lastPicture = () => import('./saved-snapshot.ts')
const shell = () => import('./cache-app-shell.ts')
const screenReports = () => import('./telemetry.ts')
const awake = () => import('./keep-screen-awake.ts')
/** A part that does not load leaves a screen that waits for its server; the next attempt comes by itself. */
const ignoreError = () => undefined

const PairingPage = lazy(async () => ({
  default: (await import('./pairing-page.tsx')).PairingPage,
}))

type BoardMessage = Extract<ServerMessage, { type: 'board' }>

const identifyForMs = 10_000
const keepPictureEveryMs = 10_000
const keepShellEveryMs = 20_000

/** `/display`: a code until somebody pairs this screen, then its board for as long as it is paired. */
export function DisplayApp() {
  const { own, hasAsked, set, refetch } = useDisplayIdentity()
  useEffect(() => {
    if (own === null) lastPicture().then(({ deleteSnapshot }) => deleteSnapshot(), ignoreError)
  }, [own])
  if (!hasAsked) return <main data-link="down" />
  if (own === null)
    return (
      <Suspense fallback={<main data-link="down" />}>
        <PairingPage onPaired={refetch} />
      </Suspense>
    )
  // While the server is away nobody can say that this screen is not paired.
  return <DisplayWall own={own === 'unknown' ? undefined : own} onOwn={set} onConnectionLost={refetch} />
}

/** What the server says that this screen shows. */
interface Shown {
  readonly board: Board
  readonly boardId: string
  readonly revision: number
}

interface DisplayWallProps {
  readonly own: DisplayIdentity | undefined
  /** The server says what this screen is; null: no longer paired. */
  readonly onOwn: (own: DisplayIdentity | null) => void
  readonly onConnectionLost: () => void
}

function DisplayWall({ own, onOwn, onConnectionLost }: DisplayWallProps) {
  const stores = useLiveStores()
  const [shown, setShown] = useState<Shown>()
  const [isUnreadable, setIsUnreadable] = useState(false)
  const [isIdentifying, setIsIdentifying] = useState(false)
  const [isConflict, setIsShared] = useState(false)
  const [isSpeaker, setIsSpeaker] = useState(false)
  const reportSound = useRef<(sound: ShownSound) => void>(undefined)
  const soundChanged = useCallback((sound: ShownSound) => reportSound.current?.(sound), [])
  const wantsSound = own?.settings.sound === true
  const sound = useSound(stores, wantsSound, isSpeaker, soundChanged)
  const version = `${shown?.boardId ?? ''} ${shown?.revision ?? 0}`
  const watch = useBoardEvaluation(stores, shown?.board, version)

  useEffect(() => {
    let hiding: number | undefined
    let build: string | undefined
    let reports: Telemetry | undefined
    let shownSound: ShownSound = 'off'
    let latest: BoardMessage | undefined
    let isOver = false
    const isEnded = () => isOver

    /** Until the server speaks, the glass shows what stood on it last: marked, and with its time. */
    async function showLastPicture(): Promise<void> {
      const saved = await (await lastPicture()).loadSnapshot(screenClocks.wall())
      if (saved === undefined || latest !== undefined || isOver) return
      boardReceived(saved.board)
      latest = undefined
      stores.statistics.restoreSnapshot(saved.snapshot, saved.ageMs)
    }

    function keepLastPicture(): void {
      const snapshot = stores.statistics.savedSnapshot()
      const { freshness } = stores.statistics.status.getState()
      if (latest === undefined || snapshot === undefined || freshness !== 'live') return
      const kept = { board: latest, snapshot }
      lastPicture().then(({ saveSnapshot }) => saveSnapshot(kept, screenClocks.wall()), ignoreError)
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
      view: wholeView('wall', [queueSource]), // the server sends what the board needs
      report: (running) => reports?.next(running, shownSound),
      onTick: () => watch.current?.tick(),
      canReload: () => !stores.alerts.active.getState().list.some(({ level }) => level === 'critical'),
      onDown: (why) => {
        setIsShared(why === 'replaced')
        if (why === 'signed-out') onOwn(null)
        else onConnectionLost() // a failed answer keeps the wall as it is
      },
      onQueuesChanged: () => undefined, // names come by the stream
      onMessage: (message) => {
        if (message.type === 'hello') {
          build = message.build
          setIsSpeaker(false) // until this server says otherwise
        }
        if (message.type === 'board') boardReceived(message)
        if (message.type === 'speaker') setIsSpeaker(message.isSpeaker)
        if (message.type === 'command') commandReceived(message.command)
      },
    })
    live.start()
    reportSound.current = (changed) => {
      shownSound = changed
      live.report()
    }
    const keeping = window.setInterval(keepLastPicture, keepPictureEveryMs)
    // Not before the board stands with all that it is drawn by.
    const keepingShell = window.setInterval(() => {
      const running = build
      if (running === undefined || stores.statistics.position() === undefined) return
      shell().then(({ cacheAppShell }) => cacheAppShell(running), ignoreError)
    }, keepShellEveryMs)
    let sleep: (() => void) | undefined
    async function loadDeferred(): Promise<void> {
      if (latest === undefined) showLastPicture().catch(ignoreError)
      const [{ createTelemetry }, { keepScreenAwake }] = await Promise.all([screenReports(), awake()])
      if (isEnded()) return
      sleep = keepScreenAwake()
      reports = createTelemetry(stores.statistics)
      if (stores.statistics.position() !== undefined) live.report() // else after the first paint
    }
    const loading = window.setTimeout(() => void loadDeferred().catch(ignoreError), deferLoadMs)
    return () => {
      isOver = true
      window.clearTimeout(loading)
      window.clearInterval(keeping)
      window.clearInterval(keepingShell)
      sleep?.()
      window.clearTimeout(hiding)
      reports?.stop()
      live.stop()
    }
  }, [stores, watch, onOwn, onConnectionLost])

  return (
    <LiveProvider stores={stores}>
      {shown === undefined ? (
        <main data-link="down" />
      ) : (
        <DisplayBoard
          board={shown.board}
          boardId={shown.boardId}
          own={own}
          sound={wantsSound ? sound : undefined}
        />
      )}
      {isUnreadable && (
        <Identify name="This screen cannot read its board. It waits for a new version of itself." />
      )}
      {isConflict && <Identify name="Another screen uses this screen’s pairing. Pair one of them again." />}
      {isIdentifying && own !== undefined && <Identify name={own.name} />}
    </LiveProvider>
  )
}

/** The board, dimmed or blank at night by the server's clock in the site's own zone. */
function DisplayBoard({
  sound,
  board,
  boardId,
  own,
}: {
  board: Board
  boardId: string
  own: DisplayIdentity | undefined
  sound: ShownSound | undefined
}) {
  const settings = own?.settings
  const night = useScreenStatus((status) =>
    settings === undefined ? undefined : activeNightLook(settings, timeOfDay(status)),
  )
  return (
    <Wall
      board={board}
      boardId={boardId}
      name={own?.name ?? board.name}
      timeZone={settings?.timeZone}
      orbits
      night={night}
      sound={sound}
    />
  )
}
