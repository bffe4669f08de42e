import { Board } from '@wallboard/boards'
import { wholeView, type ServerMessage } from '@wallboard/relay'
import type { DisplayIdentity } from '@wallboard/relay/rest/displays'
import { queueSource } from '@wallboard/statistics'
import { ignoreError, type BoardMessage, type DisplayPorts, type StoredParts } from './display-ports.ts'
import type { DisplayStore } from './display-session-store.ts'
import type { RoomSound } from './room-sound.ts'
import type { Telemetry } from './telemetry.ts'

/** Not needed before the first figures; a server that answers sends them sooner than this. */
const deferLoadMs = 1_000
const retryLoadMs = 10_000
const identifyForMs = 10_000

export interface PairedScreen {
  readonly identityChanged: (identity: DisplayIdentity) => void
  readonly stop: () => void
}

/** A display from its pairing to its revocation: live connection, board, sound, commands, reports. */
export function startPairedScreen(
  ports: DisplayPorts,
  store: DisplayStore,
  on: {
    /** Null: no longer paired. */
    readonly identity: (identity: DisplayIdentity | null) => void
    readonly connectionLost: () => void
  },
): PairedScreen {
  const stores = ports.createStores()
  const { statistics, alerts } = stores
  const evaluator = ports.createEvaluator(stores)
  const show = store.setState
  let build: string | undefined
  let telemetry: Telemetry | undefined
  let boardMessage: BoardMessage | undefined
  let identifyTimer: ReturnType<typeof setTimeout> | undefined
  let releaseWakeLock: (() => void) | undefined
  let stored: StoredParts | undefined
  let sound: RoomSound | undefined
  let maySound = false
  let isRoomSpeaker = false
  let isStopped = false
  const stopped = () => isStopped
  const soundAllowed = () => maySound

  const live = ports.createLive({
    store: statistics,
    role: 'display',
    view: wholeView('wall', [queueSource]), // the server sends what the board requires
    report: (running) => telemetry?.next(running, sound?.state() ?? 'off'),
    onTick: evaluator.tick,
    canReload: () => !alerts.active.getState().list.some(({ level }) => level === 'critical'),
    onDown(reason) {
      show({ isConflict: reason === 'replaced' })
      if (reason === 'signed-out') on.identity(null)
      else on.connectionLost()
    },
    onQueuesChanged: ignoreError, // names come in the stream
    onMessage: messageReceived,
  })

  function messageReceived(message: ServerMessage): void {
    switch (message.type) {
      case 'hello':
        build = message.build
        setIsRoomSpeaker(false) // until this server elects this display
        return
      case 'board':
        boardMessage = message
        showBoard(message)
        return
      case 'speaker':
        setIsRoomSpeaker(message.isSpeaker)
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
      case 'event': // for the stores
    }
  }

  function showSound(): void {
    show({ sound: maySound ? (sound?.shown() ?? 'off') : undefined })
  }

  function setIsRoomSpeaker(isSpeaker: boolean): void {
    isRoomSpeaker = isSpeaker
    sound?.setIsRoomSpeaker(isSpeaker)
    showSound()
  }

  function soundChanged(): void {
    showSound()
    live.report()
  }

  async function startSound(): Promise<void> {
    const createSound = await ports.roomSound()
    if (!soundAllowed() || sound !== undefined) return
    sound = createSound({ stores, onChanged: soundChanged })
    sound.setIsRoomSpeaker(isRoomSpeaker)
    soundChanged()
  }

  function setMaySound(isAllowed: boolean): void {
    if (isAllowed === maySound) return
    maySound = isAllowed
    if (isAllowed) {
      showSound()
      startSound().catch(ignoreError) // without it the display reports that its sound is off
      return
    }
    sound?.stop()
    sound = undefined
    soundChanged()
  }

  function showBoard({ display, boardId, revision, board }: BoardMessage): void {
    on.identity(display)
    const parsed = Board.safeParse(board)
    show({ isUnreadable: !parsed.success })
    if (!parsed.success) return
    show({ shown: { board: parsed.data, boardId, revision } })
    evaluator.show(parsed.data, `${boardId} ${revision}`)
  }

  function identify(): void {
    show({ isIdentifying: true })
    clearTimeout(identifyTimer)
    identifyTimer = setTimeout(() => {
      show({ isIdentifying: false })
    }, identifyForMs)
  }

  /** Until the server answers, the display shows what it showed last: marked as old, with its time. */
  async function restoreSnapshot(): Promise<void> {
    const saved = await (await ports.snapshots()).load(ports.clocks.wall())
    if (saved === undefined || boardMessage !== undefined || stopped()) return
    showBoard(saved.board)
    statistics.restoreSnapshot(saved.snapshot, saved.ageMs)
  }

  function startDeferred(): void {
    loadDeferred().catch(() => {
      if (!stopped()) deferTimer = setTimeout(startDeferred, retryLoadMs)
    })
  }

  async function loadDeferred(): Promise<void> {
    const [createTelemetry, keepScreenAwake, createStoredParts] = await Promise.all([
      ports.telemetry(),
      ports.wakeLock(),
      ports.storedParts(),
    ])
    if (stopped()) return
    stored = createStoredParts(ports, statistics, () => ({ build, boardMessage }))
    releaseWakeLock = keepScreenAwake()
    telemetry = createTelemetry(statistics)
    if (statistics.position() !== undefined) live.report() // else after the first paint
  }

  show({ stores })
  live.start()
  let deferTimer = setTimeout(() => {
    restoreSnapshot().catch(ignoreError)
    startDeferred()
  }, deferLoadMs)

  return {
    identityChanged({ settings }) {
      setMaySound(settings.sound === true)
    },
    stop() {
      isStopped = true
      maySound = false
      clearTimeout(deferTimer)
      clearTimeout(identifyTimer)
      stored?.stop()
      sound?.stop()
      releaseWakeLock?.()
      telemetry?.stop()
      evaluator.stop()
      live.stop()
    },
  }
}
