import { boardQueues, sourcesOfBoard, type Board } from '@wallboard/boards'
import type { StreamMode } from '@wallboard/relay'
import { Suspense, useEffect, useMemo, type CSSProperties, type ReactNode } from 'react'
import type { ScreenStatus } from '../live/session/screen-status-state.ts'
import { useScreenStatus, useUnread } from '../live/hooks/live-context.tsx'
import { board as text } from '../i18n/index.ts'
import type { BoardItem } from './board-items.ts'
import { FailureBoundary } from './failure-boundary.tsx'
import { Header } from './header.tsx'
import { hideIdleCursor } from './idle-cursor.ts'
import { NoQueues } from './lazy-notices.ts'
import type { PageLayout } from './layout/page-layout.ts'
import type { TileRoom } from './layout/tile-room.ts'
import { burnInOffset } from './burn-in-offset-state.ts'
import { SiteZoneProvider } from './site-zone-context.tsx'
import { BoardTile } from './tiles/board-tile.tsx'
import { placeStyle } from './tiles/tile-frame.tsx'
import { WallEnvironmentProvider } from './wall-environment-context.tsx'
import { useBoardPages, type BoardPage, type BoardPages, type Inset } from './use-board-pages.ts'
import { usePageRotation } from './use-page-rotation.ts'
import styles from './wall.module.css'

/** How a board fits its screen. */
export interface WallFit {
  readonly maxReadingDistanceM: number
  readonly screens: number
}

/** The instant of a replay or a drill, and the room of the window that is not for the board. */
export interface ReplayedInstant {
  readonly mode: StreamMode
  /** Epoch milliseconds. */
  readonly at: number
  readonly inset: Inset
  /** Keeps the inset free. */
  readonly style: CSSProperties
}

interface WallProps {
  /** The board as its mode shows it: see `boardInMode`. */
  readonly board: Board
  /** Another id restarts the rotation; an edited board keeps its current screen. */
  readonly boardId: string
  /** The name in the header. */
  readonly name: string
  readonly knownQueues?: number | undefined
  /** Shifts the picture a little every minute, against burn-in. */
  readonly isShifted?: boolean
  /** Set on a screen that may sound alarms. */
  readonly sound?: 'on' | 'off' | 'blocked' | undefined
  readonly night?: 'dim' | 'blank' | undefined
  /** The site's; default: the browser's. */
  readonly timeZone?: string | undefined
  /** Set for a past instant: nothing on the wall is live. */
  readonly replay?: ReplayedInstant | undefined
  /** Shown in the header. */
  readonly notice?: ReactNode
  readonly onFit?: (fit: WallFit) => void
  /** Controls below the tiles. */
  readonly controls?: (fit: WallFit) => ReactNode
}

const cssSizes = ({ layout, gap, minSize }: BoardPage, shift: { readonly x: number; readonly y: number }) =>
  ({
    '--columns': layout.columns,
    '--rows': layout.rows,
    '--gap': `${gap}px`,
    '--figure-size': `${layout.figure}px`,
    '--label-size': `${layout.label}px`,
    '--note-size': `${layout.note}px`,
    '--tile-padding': `${layout.padding}px`,
    '--min-size': `${minSize}px`,
    '--shift-x': `${shift.x}px`,
    '--shift-y': `${shift.y}px`,
  }) as CSSProperties // React's types lack custom properties

/** A board: a header and the rotating screens of its tiles. */
export const Wall = (props: WallProps) => (
  <WallEnvironmentProvider>
    <BoardScreens {...props} />
  </WallEnvironmentProvider>
)

function BoardScreens(props: WallProps) {
  const { board, boardId, name, knownQueues, isShifted = false, night, sound, onFit, controls } = props
  const { timeZone, notice, replay } = props
  const freshness = useScreenStatus((status) => status.freshness)
  const minute = useScreenStatus((status) => Math.floor(status.serverNow / 60_000))
  const { screens, measureHeader, isMeasured } = useBoardPages(board, isShifted, replay?.inset)
  const current = usePageRotation(screens, board, boardId)
  const screen = screens[current] ?? screens[0]
  const maxReadingDistanceM = Math.min(...screens.map(({ layout }) => layout.maxReadingDistanceM))
  const dataSources = useMemo(() => sourcesOfBoard(board), [board])
  const fit = { maxReadingDistanceM, screens: screens.length }
  const queues = useMemo(() => boardQueues(board), [board])

  const isInDesk = replay?.mode === 'replay' // the desk's frame around it has its own theme
  useEffect(() => {
    if (!isInDesk) document.documentElement.dataset['theme'] = board.theme
  }, [board.theme, isInDesk])
  useEffect(() => {
    onFit?.({ maxReadingDistanceM, screens: screens.length })
  }, [onFit, maxReadingDistanceM, screens.length])

  // The wall renders for its header too: tiles render only when their input changes.
  const tiles = useMemo(() => {
    return (isMeasured ? screen.shown : []).map(({ item, place }) => (
      <FailureBoundary
        key={place.key}
        fallback={(reason) => (
          <p className={styles.failed} style={placeStyle(place)} title={reason} data-failed="">
            <b>{text.tileFailed}</b>
            <span>{reason}</span>
          </p>
        )}
      >
        <BoardCell item={item} place={place} layout={screen.layout} board={board} knownQueues={knownQueues}>
          {screens.length > 1 ? (
            <PageNumber
              screens={screens}
              current={current}
              isNarrow={place.innerWidth < roomForPageNumber * place.sizes.note}
            />
          ) : undefined}
        </BoardCell>
      </FailureBoundary>
    ))
  }, [screens, current, screen, isMeasured, board, knownQueues])
  return (
    <SiteZoneProvider value={timeZone}>
      <main
        className={styles.wall}
        data-link={replay?.mode ?? freshness}
        {...(replay === undefined ? {} : { 'data-at': new Date(replay.at).toISOString() })}
        data-density={screen.layout.density}
        data-board={boardId}
        data-night={night ?? 'day'}
        {...(isShifted ? { 'data-shifted': '' } : {})}
        style={{
          ...cssSizes(screen, isShifted ? burnInOffset(minute, screen.gap) : { x: 0, y: 0 }),
          ...replay?.style,
        }}
        ref={hideIdleCursor}
      >
        <div ref={measureHeader}>
          <Header
            notice={notice}
            isReplay={replay !== undefined}
            name={name}
            queues={queues}
            density={screen.layout.density}
            sound={sound}
            dataSources={dataSources}
            hidesCalls={board.hidesCallsWaiting === true && board.mode === 'floor'}
          />
        </div>
        <section className={styles.tiles} aria-label={board.pages[screen.page]?.title ?? text.tiles}>
          {tiles}
        </section>
        {screen.footHeight > 0 && (
          <p className={styles.foot} style={{ height: screen.footHeight }}>
            <PageNumber screens={screens} current={current} isNarrow={false} />
          </p>
        )}
        {controls?.(fit)}
      </main>
    </SiteZoneProvider>
  )
}

interface BoardCellProps {
  readonly item: BoardItem
  readonly place: TileRoom
  readonly layout: PageLayout
  readonly board: Board
  readonly knownQueues: number | undefined
  readonly children: ReactNode
}

const hasFirstFigures = (status: ScreenStatus): boolean =>
  status.hasSnapshot && status.confirmedAt !== undefined

function BoardCell({ item, place, layout, board, knownQueues, children }: BoardCellProps) {
  const hasFigures = useScreenStatus(hasFirstFigures)
  const unreadQueues = useUnread().find(({ list }) => list === 'queues')
  if (item.tile.kind === 'queues' && item.queueId === undefined)
    return (
      <p className={styles.empty} style={placeStyle(place)}>
        {hasFigures ? (
          <Suspense fallback={null}>
            <NoQueues unread={unreadQueues} knownQueues={knownQueues} />
          </Suspense>
        ) : (
          text.waiting
        )}
      </p>
    )
  const hidesCalls = board.hidesCallsWaiting === true && board.mode === 'floor'
  return (
    <BoardTile item={item} place={place} density={layout.density} hidesCalls={hidesCalls}>
      {children}
    </BoardTile>
  )
}

/** In em of a note: in a narrower tile the page number has its own line. */
const roomForPageNumber = 9.5

/** The number of this screen, and how many tiles of its page are on other screens. */
function PageNumber({
  screens,
  current,
  isNarrow,
}: Pick<BoardPages, 'screens'> & { current: number; isNarrow: boolean }) {
  const more = screens[current]?.more ?? 0
  return (
    <span className={styles.page} {...(isNarrow ? { 'data-narrow': '' } : {})}>
      <b>{text.pageOf(current + 1, screens.length)}</b>
      {more > 0 && ` ${text.more(more)}`}
    </span>
  )
}
