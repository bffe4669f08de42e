import { Board } from '@wallboard/boards'
import { wholeView, type ServerMessage } from '@wallboard/relay'
import type { DisplayIdentity } from '@wallboard/relay/rest/displays'
import { queueSource } from '@wallboard/statistics'
import { ignoreError, type BoardMessage, type DisplayPorts } from './display-ports.ts'
import type { DisplaySessionStore } from './display-session-store.ts'
import { createPairedExtras } from './paired-extras.ts'
import { createPairedSound } from './paired-sound.ts'

/** Extras are not needed before the first figures; a server that answers sends these within this time. */
const deferLoadMs = 1_000
const identifyForMs = 10_000
const trendsPath = 'api/display/trends'

export interface PairedScreen {
  readonly identityChanged: (identity: DisplayIdentity) => void
  readonly stop: () => void
}

/** A display from its pairing to its revocation: live connection, board, sound, commands, reports. */
export function startPairedScreen(
  ports: DisplayPorts,
  { setState: show }: Pick<DisplaySessionStore, 'setState'>,
  on: {
    /** Null: no longer paired. */
    readonly identity: (identity: DisplayIdentity | null) => void
    readonly connectionLost: () => void
    /** The server sends no live figures. */
    readonly drill: () => void
  },
): PairedScreen {
  const stores = ports.createStores()
  const { statistics, alerts } = stores
  const evaluator = ports.createEvaluator(stores)
  let build: string | undefined
  let boardMessage: BoardMessage | undefined
  let identifyTimer: number | ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  const live = ports.createLive({
    store: statistics,
    role: 'display',
    view: wholeView('wall', [queueSource]), // the server sends what the board requires
    report: (running) => extras.telemetry()?.next(running, sound.state()),
    onTick: evaluator.tick,
    canReload: () => !alerts.active.getState().list.some(({ level }) => level === 'critical'),
    onDown(reason) {
      show({ isConflict: reason === 'replaced' })
      if (reason === 'signed-out') on.identity(null)
      else on.connectionLost()
    },
    onMessage: messageReceived,
  })
  const sound = createPairedSound({
    load: ports.roomSound,
    stores,
    show: (shown) => {
      show({ sound: shown })
    },
    report: live.report,
  })
  const extras = createPairedExtras({
    ports,
    statistics,
    current: () => ({ build, boardMessage }),
    onLoaded() {
      if (statistics.position() !== undefined) live.report() // otherwise after the first paint
    },
  })

  function messageReceived(message: ServerMessage): void {
    switch (message.type) {
      case 'hello':
        if (message.mode !== undefined) {
          on.drill()
          return
        }
        build = message.build
        sound.setIsRoomSpeaker(false) // until this server elects this display
        return
      case 'board':
        boardMessage = message
        showBoard(message)
        return
      case 'alerts':
      case 'alert-changes':
        alerts.received(message)
        return
      case 'speaker':
        sound.setIsRoomSpeaker(message.isSpeaker)
        return
      case 'command':
        if (message.command === 'reload') ports.reload()
        else identify()
        return
      case 'snapshot':
      case 'changes':
      case 'resumed':
      case 'heartbeat':
      case 'link':
      case 'event': // for the stores, or for the desk
    }
  }

  function showBoard({ display, boardId, revision, board }: BoardMessage): void {
    on.identity(display)
    const parsed = Board.safeParse(board)
    show({ isUnreadable: !parsed.success })
    if (!parsed.success) return
    show({ shown: { board: parsed.data, boardId, revision } })
    evaluator.show(parsed.data, `${boardId} ${revision}`, trendsPath)
  }

  function identify(): void {
    show({ isIdentifying: true })
    clearTimeout(identifyTimer)
    identifyTimer = setTimeout(show, identifyForMs, { isIdentifying: false })
  }

  /** Until the server answers, the display shows its saved snapshot: marked as stale, with its time. */
  async function restoreSnapshot(): Promise<void> {
    const { snapshotPort } = await ports.deferred()
    const saved = await snapshotPort.load(ports.clocks.wall())
    if (saved === undefined || boardMessage !== undefined || isStopped) return
    showBoard(saved.board)
    statistics.restoreSnapshot(saved.snapshot, saved.ageMs)
  }

  show({ stores })
  live.start()
  const deferTimer = setTimeout(() => {
    restoreSnapshot().catch(ignoreError)
    extras.start()
  }, deferLoadMs)

  return {
    identityChanged({ settings }) {
      sound.setAllowed(settings.sound === true)
    },
    stop() {
      isStopped = true
      clearTimeout(deferTimer)
      clearTimeout(identifyTimer)
      sound.stop()
      extras.stop()
      evaluator.stop()
      live.stop()
    },
  }
}
