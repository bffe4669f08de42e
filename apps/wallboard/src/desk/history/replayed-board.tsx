import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { sourcesOfBoard, type Board } from '@wallboard/boards'
import type { HistoryCoverage, HistoryState } from '@wallboard/relay/rest/history'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { errorText } from '../../api/error-text.ts'
import { historyQueries } from '../../api/history-queries.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { Wall, type WallFit } from '../../board/wall.tsx'
import { historyPage as text } from '../../i18n/index.ts'
import { LiveProvider, type LiveStores } from '../../live/hooks/live-context.tsx'
import { screenClocks } from '../../live/session/screen-clocks.ts'
import { siteDay } from '../../ui/format/site-day.ts'
import { useSiteDay } from '../site-time/site-day-context.tsx'
import type { Range } from '../time-strip/day-range-state.ts'
import styles from './history-page.module.css'
import type { MomentAddress } from './moment-address.ts'
import { storesOfMoment } from './moment-stores.ts'
import { hasNewDamage } from './new-damage-state.ts'
import { lastInstantOf } from './recorded-end-state.ts'
import { ReplayBar } from './replay-bar.tsx'
import { useMomentInAddress } from './use-moment-in-address.ts'
import { useReplay } from './use-replay.ts'
import { useHeightBelow, useRoom, type Room } from './use-room.ts'

interface ReplayedBoardProps {
  readonly board: Board
  readonly start: MomentAddress
  readonly recorded: Range
  /** The spans of each source, up to the end of the recording where the day is the last one. */
  readonly sources: HistoryCoverage['sources']
  /** How far the demo's past is filled in, while that goes on. */
  readonly filling: HistoryCoverage['filling']
}

/** Damage that the server found while it read is in the coverage after this time. */
const markedAfterMs = 3_000

/** The sources of the instant that plays, as a single moment has them. */
function sourcesAt(
  coverage: HistoryCoverage | undefined,
  dataSources: readonly string[],
  at: number,
): HistoryState['sources'] {
  const shown = (coverage?.sources ?? []).filter(({ dataSource }) => dataSources.includes(dataSource))
  return shown.flatMap(({ dataSource, spans }) => {
    const span = spans.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
    return span === undefined ? [] : [{ dataSource, coverage: span }]
  })
}

/** A board in the past, under its ribbon and strip. */
export function ReplayedBoard(props: ReplayedBoardProps) {
  const { board, start, recorded: firstRecorded, sources: firstSources, filling } = props
  const dayRule = useSiteDay()
  const boardId = start.board
  const dataSources = useMemo(() => sourcesOfBoard(board), [board])
  const [end, setEnd] = useState(() => lastInstantOf(firstRecorded, firstSources, dataSources))
  const replay = useReplay({
    ...{ boardId, board, end },
    startAt: start.at ?? end,
    startSpeed: start.speed,
  })
  const { wanted, outcome, step, seek, speed, addressed } = replay
  const day = siteDay(wanted, dayRule)
  const { data: coverage, refetch } = useQuery({
    ...historyQueries.coverage(day.from, day.to),
    placeholderData: keepPreviousData,
  })
  const known = coverage?.recorded ?? firstRecorded
  const lastInstant = lastInstantOf(known, coverage?.sources ?? firstSources, dataSources)
  if (lastInstant !== end) setEnd(lastInstant)
  const moment = outcome?.ok === true ? outcome.value : undefined
  useMomentInAddress({ at: addressed, board: boardId, speed }, seek)
  const [height, measureHeight] = useHeightBelow()
  const [room, measureRoom] = useRoom()
  const shownAt = step?.at ?? moment?.at ?? wanted
  const sources = step === undefined ? moment?.sources : sourcesAt(coverage, dataSources, step.at)
  const isOutdated = hasNewDamage(moment?.sources ?? [], coverage, moment?.at ?? 0)
  useEffect(() => {
    if (!isOutdated) return undefined
    const timer = setTimeout(() => void refetch(), markedAfterMs)
    return () => {
      clearTimeout(timer)
    }
  }, [isOutdated, refetch])

  return (
    <div className={styles.replay} style={{ minHeight: height }} ref={measureHeight}>
      <section aria-label={text.replay}>
        <ReplayBar {...{ boardId, dataSources, replay, shownAt, sources, filling }} />
      </section>
      <div className={styles.board} ref={measureRoom}>
        {step !== undefined && room !== undefined ? (
          <PastWall
            {...{ board, boardId, room }}
            at={step.at}
            stores={step.stores}
            queueCount={step.queueCount}
          />
        ) : moment !== undefined && room !== undefined ? (
          <Moment board={board} boardId={boardId} state={moment} room={room} />
        ) : (
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
        )}
      </div>
    </div>
  )
}

interface PastWallProps {
  readonly board: Board
  readonly boardId: string
  readonly at: number
  readonly stores: LiveStores
  readonly queueCount: number
  readonly room: Room
  readonly onFit?: (fit: WallFit) => void
}

/** A board whose type is as large in a room as it is in the whole window: the room is a picture of the screen. */
function boardInRoom(board: Board, { width, height, around }: Room): Board {
  const scale = Math.hypot(width + around.width, height + around.height) / Math.hypot(width, height)
  return {
    ...board,
    viewing: { ...board.viewing, diagonalInches: board.viewing.diagonalInches * scale },
  }
}

/** The tiles of a board over the stores of the past, in the room that the desk's frame leaves. */
function PastWall({ board, boardId, at, stores, queueCount, room, onFit }: PastWallProps) {
  const zone = useSiteZone()
  const shown = useMemo(() => boardInRoom(board, room), [board, room])
  return (
    <LiveProvider stores={stores}>
      <Wall
        board={shown}
        boardId={boardId}
        name={board.name}
        knownQueues={queueCount}
        timeZone={zone}
        replay={{ at, mode: 'replay', inset: room.around, style: { height: room.height } }}
        {...(onFit === undefined ? {} : { onFit })}
      />
    </LiveProvider>
  )
}

interface MomentProps {
  readonly board: Board
  readonly boardId: string
  readonly state: HistoryState
  readonly room: Room
}

const rotateEveryMs = 1_000
/** While a person drags, the trends of the moments on the way are not read. */
const trendsAfterMs = 400

/** One instant: the clock of its stores stands still. */
function Moment({ board, boardId, state, room }: MomentProps) {
  const [screenNow, setScreenNow] = useState(screenClocks.monotonic)
  const [hasScreens, setHasScreens] = useState(false)
  const queryClient = useQueryClient()
  const { stores, evaluation } = useMemo(
    () =>
      storesOfMoment(state, board, screenNow, () =>
        queryClient.query(historyQueries.trendsAt(boardId, state.at)),
      ),
    [state, board, screenNow, boardId, queryClient],
  )
  const reportFit = useCallback(({ screens }: WallFit) => {
    setHasScreens(screens > 1)
  }, [])
  useEffect(() => {
    const timer = setTimeout(() => {
      evaluation.tick()
    }, trendsAfterMs)
    return () => {
      clearTimeout(timer)
      evaluation.stop()
    }
  }, [evaluation])
  // Only the rotation of several screens needs another clock.
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
    <PastWall
      {...{ board, boardId, stores, room }}
      at={state.at}
      queueCount={state.queues.length}
      onFit={reportFit}
    />
  )
}
