import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { sourcesOfBoard, type Board } from '@wallboard/boards'
import type { HistoryState } from '@wallboard/relay/rest/history'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { errorText } from '../../api/error-text.ts'
import { historyQueries } from '../../api/history-queries.ts'
import { useHeight } from '../../board/use-board-pages.ts'
import { Wall, type WallFit } from '../../board/wall.tsx'
import { historyPage as text } from '../../i18n/index.ts'
import { LiveProvider } from '../../live/hooks/live-context.tsx'
import { screenClocks } from '../../live/session/screen-clocks.ts'
import { dayOf, type Range } from '../time-strip/day-range-state.ts'
import styles from './history-page.module.css'
import type { MomentAddress } from './moment-address.ts'
import { storesOfMoment } from './moment-stores.ts'
import { ReplayBar } from './replay-bar.tsx'
import { useMomentInAddress } from './use-moment-in-address.ts'
import { useReplay } from './use-replay.ts'

interface ReplayedBoardProps {
  readonly board: Board
  readonly start: MomentAddress
  readonly recorded: Range
}

/** The last instant of which something is known: the recording ends before `to`. */
const lastInstant = ({ from, to }: Range): number => Math.max(from, to - 1)

/** A board in the past, under its ribbon and strip. */
export function ReplayedBoard({ board, start, recorded: firstRecorded }: ReplayedBoardProps) {
  const boardId = start.board
  const [end, setEnd] = useState(() => lastInstant(firstRecorded))
  const replay = useReplay({
    ...{ boardId, end },
    startAt: start.at ?? end,
    startSpeed: start.speed,
  })
  const { wanted, outcome, seek, speed } = replay
  const day = dayOf(wanted)
  const { data: coverage } = useQuery({
    ...historyQueries.coverage(day.from, day.to),
    placeholderData: keepPreviousData,
  })
  const known = coverage?.recorded ?? firstRecorded
  const recorded = { from: known.from, to: lastInstant(known) }
  if (recorded.to !== end) setEnd(recorded.to)
  const dataSources = useMemo(() => sourcesOfBoard(board), [board])
  const shown = outcome?.ok === true ? outcome.value : undefined
  useMomentInAddress({ at: shown?.at ?? wanted, board: boardId, speed }, seek)
  const [barHeight, measureBar] = useHeight()

  return (
    <div className={styles.page}>
      <header className={styles.bar} ref={measureBar}>
        <ReplayBar {...{ boardId, dataSources, replay }} />
      </header>
      {shown === undefined ? (
        <main
          className={styles.message}
          data-link="replay"
          data-at={new Date(wanted).toISOString()}
          data-board={boardId}
        >
          {outcome?.ok === false ? (
            <>
              <p role="alert">{errorText(outcome.error)}</p>
              <p>
                <button type="button" onClick={replay.retry}>
                  {text.retry}
                </button>
                <button
                  type="button"
                  onClick={() => {
                    seek(end)
                  }}
                >
                  {text.toEnd}
                </button>
              </p>
            </>
          ) : (
            <p>{text.loading}</p>
          )}
        </main>
      ) : (
        <Moment board={board} boardId={boardId} state={shown} barHeight={barHeight} />
      )}
    </div>
  )
}

interface MomentProps {
  readonly board: Board
  readonly boardId: string
  readonly state: HistoryState
  readonly barHeight: number
}

const rotateEveryMs = 1_000

/** The tiles of a board over the stores of one instant. */
function Moment({ board, boardId, state, barHeight }: MomentProps) {
  const [screenNow, setScreenNow] = useState(screenClocks.monotonic)
  const [hasScreens, setHasScreens] = useState(false)
  const stores = useMemo(() => storesOfMoment(state, board, screenNow), [state, board, screenNow])
  const reportFit = useCallback(({ screens }: WallFit) => {
    setHasScreens(screens > 1)
  }, [])
  // The clock of the stores stands still: only the rotation of several screens needs a new one.
  useEffect(() => {
    if (!hasScreens) return undefined
    const timer = setInterval(() => {
      setScreenNow(screenClocks.monotonic())
    }, rotateEveryMs)
    return () => {
      clearInterval(timer)
    }
  }, [hasScreens])
  return (
    <LiveProvider stores={stores}>
      <Wall
        board={board}
        boardId={boardId}
        name={board.name}
        knownQueues={state.queues.length}
        replay={{ at: state.at, barHeight }}
        onFit={reportFit}
      />
    </LiveProvider>
  )
}
