import { boardQueues, sourcesOfBoard, type Board } from '@wallboard/boards'
import type { StreamMode } from '@wallboard/relay'
import { memo, Suspense, useEffect, useMemo, type CSSProperties, type ReactNode } from 'react'
import type { ScreenStatus } from '../live/session/screen-status-state.ts'
import { useScreenStatus } from '../live/hooks/live-context.tsx'
import { board as text } from '../i18n/index.ts'
import type { BoardItem } from './board-items.ts'
import { FailureBoundary } from './failure-boundary.tsx'
import { Header } from './header.tsx'
import { hideIdleCursor } from './idle-cursor.ts'
import { NoQueues } from './lazy-notices.ts'
import type { Place } from './layout/packing.ts'
import type { TileDensity } from './layout/space-requirements.ts'
import type { TileRoom } from './layout/tile-room.ts'
import { burnInOffset } from './burn-in-offset-state.ts'
import { SiteZoneProvider } from './site-zone-context.tsx'
import { BoardTile } from './tiles/board-tile.tsx'
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

const cssSizes = ({ layout, gap, minSize }: BoardPage) =>
  ({
    '--columns': layout.columns,
    '--rows': layout.rows,
    '--gap': `${gap}px`,
    '--figure-size': `${layout.figure}px`,
    '--label-size': `${layout.label}px`,
    '--note-size': `${layout.note}px`,
    '--tile-padding': `${layout.padding}px`,
    '--min-size': `${minSize}px`,
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
  const hidesCalls = board.hidesCallsWaiting === true && board.mode === 'floor'
  // Of two or three elements: custom properties of the wall would be inherited by all.
  const { x, y } = burnInOffset(minute, screen.gap)
  const shifted = isShifted ? { transform: `translate(${x}px, ${y}px)` } : undefined

  const isInDesk = replay?.mode === 'replay' // the desk's frame around it has its own theme
  useEffect(() => {
    if (!isInDesk) document.documentElement.dataset['theme'] = board.theme
  }, [board.theme, isInDesk])
  useEffect(() => {
    onFit?.({ maxReadingDistanceM, screens: screens.length })
  }, [onFit, maxReadingDistanceM, screens.length])

  // The wall renders for its header too: tiles render only when their input changes.
  const tiles = useMemo(() => {
    const { density } = screen.layout
    return inSteadyOrder(isMeasured ? screen.shown : []).map(({ item, cell, place }) => (
      <div key={cell.key} id={cell.key} className={styles.cell} style={cellStyle(cell)}>
        <FailureBoundary fallback={failedTile}>
          <BoardCell {...{ item, place, density, hidesCalls, knownQueues }}>
            {screens.length > 1 && item.tile.kind === 'trend' ? (
              <PageNumber
                screens={screens}
                current={current}
                isNarrow={place.innerWidth < roomForPageNumber * place.sizes.note}
              />
            ) : undefined}
          </BoardCell>
        </FailureBoundary>
      </div>
    ))
  }, [screens, current, screen, isMeasured, hidesCalls, knownQueues])
  return (
    <SiteZoneProvider value={timeZone}>
      <main
        className={styles.wall}
        data-link={replay?.mode ?? freshness}
        {...(replay === undefined ? {} : { 'data-at': new Date(replay.at).toISOString() })}
        data-density={screen.layout.density}
        data-board={boardId}
        data-night={night ?? 'day'}
        data-shifted={isShifted ? '' : undefined}
        style={{ ...cssSizes(screen), ...replay?.style }}
        ref={hideIdleCursor}
      >
        <div ref={measureHeader} style={shifted}>
          <Header
            notice={notice}
            isReplay={replay !== undefined}
            name={name}
            queues={queues}
            density={screen.layout.density}
            sound={sound}
            dataSources={dataSources}
            hidesCalls={hidesCalls}
          />
        </div>
        <section
          className={styles.tiles}
          style={shifted}
          aria-label={board.pages[screen.page]?.title ?? text.tiles}
          aria-owns={screen.shown.map(({ cell }) => cell.key).join(' ')}
        >
          {tiles}
        </section>
        {screen.footHeight > 0 && (
          <p className={styles.foot} style={{ height: screen.footHeight, ...shifted }}>
            <PageNumber screens={screens} current={current} isNarrow={false} />
          </p>
        )}
        {controls?.(fit)}
      </main>
    </SiteZoneProvider>
  )
}

/**
 * The elements of cells stand in the order of their keys, and `aria-owns` gives the order in which they are read: a sort sets
 * the places of cells alone. A browser makes style, layout and paint of an element that moves in its parent anew.
 */
const inSteadyOrder = (shown: BoardPage['shown']): BoardPage['shown'] =>
  [...shown].sort((one, other) => (one.cell.key < other.cell.key ? -1 : 1))

const cellStyle = ({ column, row, columns, rows }: Place) => ({
  gridColumn: `${column + 1} / span ${columns}`,
  gridRow: `${row + 1} / span ${rows}`,
})

const failedTile = (reason: string) => (
  <p className={styles.failed} data-failed="">
    <b>{text.tileFailed}</b>
    {reason}
  </p>
)

interface BoardCellProps {
  readonly item: BoardItem
  readonly place: TileRoom
  readonly density: TileDensity
  readonly hidesCalls: boolean
  readonly knownQueues: number | undefined
  readonly children: ReactNode
}

/** Each sort of the queues makes other objects of the same content. */
const isSameCell = (before: BoardCellProps, { item, place, ...rest }: BoardCellProps): boolean =>
  before.item.tile === item.tile &&
  before.item.queueId === item.queueId &&
  JSON.stringify(before.place) === JSON.stringify(place) &&
  before.density === rest.density &&
  before.hidesCalls === rest.hidesCalls &&
  before.knownQueues === rest.knownQueues &&
  before.children === rest.children

const hasFirstFigures = (status: ScreenStatus): boolean =>
  status.hasSnapshot && status.confirmedAt !== undefined

/** In place of the queues while there are none. Apart from cells with tiles, which need no subscription to the status. */
function EmptyCell({ knownQueues }: Pick<BoardCellProps, 'knownQueues'>) {
  const hasFigures = useScreenStatus(hasFirstFigures)
  return (
    <p className={styles.empty}>
      {hasFigures ? (
        <Suspense fallback={null}>
          <NoQueues knownQueues={knownQueues} />
        </Suspense>
      ) : (
        text.waiting
      )}
    </p>
  )
}

/** What stands in a cell of the grid. Where the cell is does not render it: a sort moves most cells. */
const BoardCell = memo(function BoardCell(props: BoardCellProps) {
  const { item, place, density, hidesCalls, knownQueues, children } = props
  if (item.tile.kind === 'queues' && item.queueId === undefined)
    return <EmptyCell knownQueues={knownQueues} />
  return (
    <BoardTile item={item} place={place} density={density} hidesCalls={hidesCalls}>
      {children}
    </BoardTile>
  )
}, isSameCell)

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
    <span className={styles.page} data-narrow={isNarrow ? '' : undefined}>
      <b>{text.pageOf(current + 1, screens.length)}</b>
      {more > 0 && ` ${text.more(more)}`}
    </span>
  )
}
