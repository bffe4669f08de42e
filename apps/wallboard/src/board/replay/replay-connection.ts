import type { Board } from '@wallboard/boards'
import type { ServerMessage } from '@wallboard/relay'
import type { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import { createAcknowledgements } from '../../live/connection/acknowledgements.ts'
import { createLiveSocket } from '../../live/connection/live-socket.ts'
import { createPaintSignal } from '../../live/connection/paint-signal.ts'
import type { LiveStores } from '../../live/hooks/live-context.tsx'
import { createBoardEvaluation, type BoardEvaluationStore } from '../../live/stores/board-evaluation.ts'
import { createLiveStores } from '../live-stores.tsx'

/** One step of a replay: the stores of its epoch, at an instant (epoch milliseconds). */
export interface ReplayedStep {
  readonly epoch: string
  readonly at: number
  readonly stores: LiveStores
  /** How many queues the stream names. */
  readonly queueCount: number
}

export interface ReplayConnection {
  /** Another board is shown: its alerts begin anew. */
  readonly boardChanged: () => void
  readonly stop: () => void
}

/** The stores of one epoch: nothing of another moment can stay in them. */
interface Epoch {
  readonly name: string
  readonly stores: LiveStores
  readonly queueCount: number
  evaluation: BoardEvaluationStore | undefined
}

/**
 * Connects to the stream of a replay or a drill. The clock of its stores is that of the server's last message: it stands
 * still in between, so the page shows each step as it was at its instant, and waits do not run on.
 */
export function connectReplay(deps: {
  readonly url: () => string
  /** The board whose thresholds are evaluated; undefined until it is known. */
  readonly board: () => Board | undefined
  /** What the board's trends showed before an instant; without it they begin with the replay. */
  readonly pastTrends?: (at: number) => Promise<HistoryTrends>
  readonly onStep: (step: ReplayedStep) => void
  readonly onMessage?: (message: ServerMessage) => void
  /** The connection was closed or did not open. It reconnects until it is stopped. */
  readonly onDown: (code: number) => void
}): ReplayConnection {
  let clock = 0
  let epoch: Epoch | undefined
  const acknowledgements = createAcknowledgements({
    send(acknowledgement) {
      socket.send({ type: 'ack', ...acknowledgement })
    },
    afterPaint: createPaintSignal(() => epoch?.stores.statistics.position()),
  })
  const socket = createLiveSocket({
    url: deps.url,
    onOpened: () => undefined,
    onMessage: received,
    onUnreadable: () => epoch?.stores.statistics.changesMissed(),
    onDown(code) {
      epoch?.evaluation?.stop()
      epoch = undefined
      deps.onDown(code)
    },
  })

  function evaluationOf({ stores }: Epoch): BoardEvaluationStore | undefined {
    const board = deps.board()
    const { pastTrends } = deps
    return (
      board &&
      createBoardEvaluation({
        ...{ board, ...stores },
        ...(pastTrends === undefined ? {} : { pastTrends: () => pastTrends(clock) }),
      })
    )
  }

  function begin(name: string, queueCount: number): Epoch {
    epoch?.evaluation?.stop()
    const stores = createLiveStores({ monotonic: () => clock, wall: () => clock })
    const begun: Epoch = { name, stores, queueCount, evaluation: undefined }
    begun.evaluation = evaluationOf(begun)
    return begun
  }

  function received(message: ServerMessage): void {
    deps.onMessage?.(message)
    if (message.type === 'hello') acknowledgements.restart()
    if ('serverTime' in message) clock = message.serverTime
    if (message.type === 'snapshot' && message.epoch !== epoch?.name)
      epoch = begin(message.epoch, message.queues.length)
    const current = epoch
    if (current === undefined) return
    const { statistics } = current.stores
    const action = statistics.messageReceived(message)
    if (action === 'gap') socket.send({ type: 'resync' })
    if (action === 'painted') acknowledgements.applied()
    if (!('serverTime' in message) || statistics.position() === undefined) return
    statistics.tick()
    current.evaluation ??= evaluationOf(current)
    current.evaluation?.tick()
    deps.onStep({ epoch: current.name, at: clock, stores: current.stores, queueCount: current.queueCount })
  }

  socket.start()
  return {
    boardChanged() {
      epoch?.evaluation?.stop()
      if (epoch !== undefined) epoch.evaluation = evaluationOf(epoch)
    },
    stop() {
      epoch?.evaluation?.stop()
      acknowledgements.stop()
      socket.stop()
    },
  }
}
