import type { Board } from '@wallboard/boards'
import { wholeView } from '@wallboard/relay'
import { queueSource } from '@wallboard/statistics'
import { fetchTrendsAt } from '../../api/history-trends.ts'
import { changeReplay, endReplay, startReplay } from '../../api/replays.ts'
import {
  connectReplay,
  type ReplayConnection,
  type ReplayedStep,
} from '../../board/replay/replay-connection.ts'
import { liveAddress } from '../../live/connection/live-address.ts'
import type { Speed } from '../time-strip/speeds.ts'

/** Plays a board through a replay of the server. */
export interface ReplayPlayer {
  /** Plays from an instant on. Steps of the time before are not reported any more. */
  readonly play: (at: number, speed: Speed) => void
  readonly stop: () => void
}

/** Requests of this player, so that tests need no server. */
export interface ReplayRequests {
  readonly start: typeof startReplay
  readonly change: typeof changeReplay
  readonly end: typeof endReplay
  readonly connect: typeof connectReplay
}

const serverRequests: ReplayRequests = {
  start: startReplay,
  change: changeReplay,
  end: endReplay,
  connect: connectReplay,
}

export function createReplayPlayer(
  deps: {
    readonly boardId: string
    readonly board: Board
    readonly onStep: (step: ReplayedStep) => void
    /** The replay was refused, or its connection is lost. */
    readonly onFailed: (error: unknown) => void
  },
  requests: ReplayRequests = serverRequests,
): ReplayPlayer {
  const { boardId, board } = deps
  let id: string | undefined
  let connection: ReplayConnection | undefined
  let isStopped = false
  const stopped = () => isStopped
  /** The epoch whose steps are ignored: it is of the time before the last request. */
  let formerEpoch: string | undefined
  let epoch: string | undefined
  let last: Promise<void> = Promise.resolve()

  function fail(error: unknown): void {
    if (isStopped) return
    stop()
    deps.onFailed(error)
  }

  function connect(replay: string): ReplayConnection {
    return requests.connect({
      // The server sends what the board requires.
      url: () => liveAddress('person', wholeView('desk', [queueSource]), undefined, replay),
      board: () => board,
      pastTrends: (at) => fetchTrendsAt(boardId, at),
      onStep(step) {
        epoch = step.epoch
        if (step.epoch !== formerEpoch && !isStopped) deps.onStep(step)
      },
      onDown: () => {
        fail(new Error('the connection of the replay was closed'))
      },
    })
  }

  async function send(at: number, speed: Speed): Promise<void> {
    const instant = new Date(at).toISOString()
    if (isStopped) return
    if (id !== undefined) {
      await requests.change(id, { at: instant, speed })
      return
    }
    id = await requests.start({ at: instant, speed, board: boardId })
    if (stopped()) end(id)
    else connection = connect(id)
  }

  /** A replay that has ended already needs no end. */
  function end(replay: string): void {
    requests.end(replay).catch(() => undefined)
  }

  function stop(): void {
    if (isStopped) return
    isStopped = true
    connection?.stop()
    if (id !== undefined) end(id)
  }

  return {
    play(at, speed) {
      formerEpoch = epoch
      last = last.then(() => send(at, speed)).catch(fail)
    },
    stop,
  }
}
