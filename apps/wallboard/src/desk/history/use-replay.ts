import type { Board } from '@wallboard/boards'
import type { HistoryState } from '@wallboard/relay/rest/history'
import { useCallback, useEffect, useRef, useState } from 'react'
import { requestMoment } from '../../api/history-queries.ts'
import type { ReplayedStep } from '../../board/replay/replay-connection.ts'
import type { Speed } from '../time-strip/speeds.ts'
import { createLatestRequest, type LatestRequest, type Outcome } from './latest-request.ts'
import { createReplayPlayer, type ReplayPlayer } from './replay-player.ts'

/** After this time without another seek a playing replay goes on from where a person dragged it. */
const settleMs = 400

export interface Replay {
  /** The instant that is shown, or that was requested last. Epoch milliseconds. */
  readonly wanted: number
  /** The single moment that was received last, or why there is none; undefined before the first reply. */
  readonly outcome: Outcome<HistoryState> | undefined
  /** The step that a playing replay shows; undefined while single moments are shown. */
  readonly step: ReplayedStep | undefined
  /** Undefined while paused. */
  readonly speed: Speed | undefined
  /** The instant from which it plays, or at which it is paused: the address opens it again. */
  readonly addressed: number
  /** Why playing has stopped. */
  readonly playError: unknown
  readonly seek: (at: number) => void
  readonly play: (speed: Speed) => void
  readonly pause: () => void
  readonly retry: () => void
}

export interface ReplayOptions {
  readonly boardId: string
  readonly board: Board
  readonly startAt: number
  /** Undefined: starts paused. */
  readonly startSpeed: Speed | undefined
  /** The last recorded instant, where playing ends. */
  readonly end: number
}

/** The time between two steps of the stream. */
const stepEveryMs = 250
/** The end of the recording is known up to this long ago: it is read and written every ten seconds. */
const nearEndMs = 20_000
/** A replay that shows no new step for this long near the end has ended. */
const endedAfterMs = 3_000

/**
 * Shows a board in the past: single moments while a person moves along the day, and a stream of the server while it plays.
 * A failure pauses.
 */
export function useReplay({ boardId, board, startAt, startSpeed, end }: ReplayOptions): Replay {
  const [wanted, setWanted] = useState(startAt)
  const [addressed, setAddressed] = useState(startAt)
  const [attempt, setAttempt] = useState(0)
  const [outcome, setOutcome] = useState<Outcome<HistoryState>>()
  const [speed, setSpeed] = useState(startSpeed)
  const [step, setStep] = useState<ReplayedStep>()
  const [playError, setPlayError] = useState<unknown>()
  /** From where the stream plays; another object for each start. */
  const [start, setStart] = useState(() => ({ at: startAt }))
  const requests = useRef<LatestRequest<number>>(undefined)
  const player = useRef<ReplayPlayer>(undefined)
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** A person drags: steps of the stream are not shown. */
  const isDragged = useRef(false)
  const isPlaying = speed !== undefined

  useEffect(() => {
    const created = createLatestRequest<number, HistoryState>({
      send: (at) => requestMoment(boardId, at),
      onOutcome(_at, received) {
        setOutcome(received)
        if (!received.ok) setSpeed(undefined)
      },
    })
    requests.current = created
    return created.stop
  }, [boardId])

  // The stream brings the instants that play.
  useEffect(() => {
    if (step === undefined) requests.current?.request(wanted)
  }, [boardId, wanted, attempt, step])

  useEffect(() => {
    if (!isPlaying) return undefined
    const created = createReplayPlayer({
      ...{ boardId, board },
      onStep(played) {
        if (isDragged.current) return
        setStep(played)
        setWanted(played.at)
      },
      onFailed(error) {
        setPlayError(error)
        setSpeed(undefined)
      },
    })
    player.current = created
    return () => {
      created.stop()
      player.current = undefined
      setStep(undefined)
    }
  }, [boardId, board, isPlaying])

  useEffect(() => {
    if (speed !== undefined) player.current?.play(start.at, speed)
  }, [speed, start, boardId, board])

  // At the end of the recording no more steps come until more is recorded.
  const isNearEnd = isPlaying && step !== undefined && step.at > end - nearEndMs - speed * stepEveryMs
  useEffect(() => {
    if (!isNearEnd) return undefined
    const timer = setTimeout(() => {
      setAddressed(step.at)
      setSpeed(undefined)
    }, endedAfterMs)
    return () => {
      clearTimeout(timer)
    }
  }, [isNearEnd, step])

  const isPlayingNow = useRef(isPlaying)
  useEffect(() => {
    isPlayingNow.current = isPlaying
  }, [isPlaying])
  const seek = useCallback((at: number) => {
    setWanted(at)
    setAddressed(at)
    setStep(undefined)
    clearTimeout(settling.current)
    isDragged.current = isPlayingNow.current
    if (isPlayingNow.current)
      settling.current = setTimeout(() => {
        isDragged.current = false
        setStart({ at })
      }, settleMs)
  }, [])
  useEffect(
    () => () => {
      clearTimeout(settling.current)
    },
    [],
  )

  return {
    ...{ wanted, outcome, step, speed, addressed, playError, seek },
    play(chosen) {
      setPlayError(undefined)
      setAddressed(wanted)
      setStart({ at: wanted })
      setSpeed(chosen)
    },
    pause() {
      setAddressed(wanted)
      setSpeed(undefined)
    },
    retry() {
      setAttempt((count) => count + 1)
    },
  }
}
