import type { HistoryState } from '@wallboard/relay/rest/history'
import { useCallback, useEffect, useRef, useState } from 'react'
import { requestMoment } from '../../api/history-queries.ts'
import { screenClocks } from '../../live/session/screen-clocks.ts'
import { createLatestRequest, type LatestRequest, type Outcome } from './latest-request.ts'
import type { Speed } from '../time-strip/speeds.ts'
import { playedInstant, type PlayClock } from './play-clock-state.ts'

/** How often a playing replay requests a state. */
const stepMs = 500

export interface Replay {
  /** The instant that was requested last, epoch milliseconds. */
  readonly wanted: number
  /** The state that was received last, or why there is none; undefined before the first reply. */
  readonly outcome: Outcome<HistoryState> | undefined
  /** Undefined while paused. */
  readonly speed: Speed | undefined
  readonly seek: (at: number) => void
  readonly play: (speed: Speed) => void
  readonly pause: () => void
  readonly retry: () => void
}

export interface ReplayOptions {
  readonly boardId: string
  readonly startAt: number
  /** Undefined: starts paused. */
  readonly startSpeed: Speed | undefined
  /** The last recorded instant, where playing ends. */
  readonly end: number
}

const startClock = (from: number, speed: Speed): PlayClock => ({
  from,
  speed,
  startedAt: screenClocks.monotonic(),
})

/** Requests the states of a board at the instants that a person chooses or that play. A failure pauses. */
export function useReplay({ boardId, startAt, startSpeed, end }: ReplayOptions): Replay {
  const [wanted, setWanted] = useState(startAt)
  const [attempt, setAttempt] = useState(0)
  const [outcome, setOutcome] = useState<Outcome<HistoryState>>()
  const [clock, setClock] = useState(() =>
    startSpeed === undefined ? undefined : startClock(startAt, startSpeed),
  )
  const requests = useRef<LatestRequest<number>>(undefined)

  useEffect(() => {
    const created = createLatestRequest<number, HistoryState>({
      send: (at) => requestMoment(boardId, at),
      onOutcome(_at, received) {
        setOutcome(received)
        if (!received.ok) setClock(undefined)
      },
    })
    requests.current = created
    return created.stop
  }, [boardId])

  useEffect(() => {
    requests.current?.request(wanted)
  }, [boardId, wanted, attempt])

  useEffect(() => {
    if (clock === undefined) return undefined
    const timer = setInterval(() => {
      const { at, hasEnded } = playedInstant(clock, screenClocks.monotonic(), end)
      setWanted(at)
      if (hasEnded) setClock(undefined)
    }, stepMs)
    return () => {
      clearInterval(timer)
    }
  }, [clock, end])

  const seek = useCallback((at: number) => {
    setWanted(at)
    setClock((playing) => (playing === undefined ? undefined : startClock(at, playing.speed)))
  }, [])

  return {
    wanted,
    outcome,
    speed: clock?.speed,
    seek,
    play(speed) {
      setClock(startClock(wanted, speed))
    },
    pause() {
      setClock(undefined)
    },
    retry() {
      setAttempt((count) => count + 1)
    },
  }
}
