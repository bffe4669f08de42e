import { boardQueues, sourcesOfBoard, type Board } from '@wallboard/boards'
import { lazy, Suspense, useEffect, useMemo, type CSSProperties, type ReactNode } from 'react'
import type { ScreenStatus } from '../live/session/screen-status-state.ts'
import { useScreenStatus, useUnread } from '../live/hooks/live-context.tsx'
import { board as text } from '../i18n/index.ts'
import type { BoardItem } from './board-items.ts'
import { FailureBoundary } from './failure-boundary.tsx'
import { Header } from './header.tsx'
import { hideIdleCursor } from './idle-cursor.ts'
import type { PageLayout } from './layout/page-layout.ts'
import type { TileRoom } from './layout/tile-room.ts'
import { burnInOffset } from './burn-in-offset-state.ts'
import { SiteZoneProvider } from './site-zone-context.tsx'
import { BoardTile } from './tiles/board-tile.tsx'
import { placeStyle } from './tiles/tile-frame.tsx'
import { useBoardPages, type BoardPage, type BoardPages } from './use-board-pages.ts'
import { usePageRotation } from './use-page-rotation.ts'
import styles from './wall.module.css'

/** What a screen says of how its board fits. */
export interface WallFit {
  readonly maxReadingDistanceM: number
  readonly screens: number
}

interface WallProps {
  /** The board as it is shown: see `boardInMode`. */
  readonly board: Board
  /** Tells two boards apart; a board that only changed keeps its turn. */
  readonly boardId: string
  /** What this wall is called. */
  readonly name: string
  readonly knownQueues?: number | undefined
  /** A screen that stands for a year moves its picture a little, against burn-in. */
  readonly orbits?: boolean
  /** Given where sound is wanted: whether this screen can be heard. */
  readonly sound?: 'on' | 'off' | 'blocked' | undefined
  readonly night?: 'dim' | 'blank' | undefined
  /** Of the site; the browser's own unless given. */
  readonly timeZone?: string | undefined
  /** In the header, for signed-in people. */
  readonly notice?: ReactNode
  readonly onFit?: (fit: WallFit) => void
  /** What a person with a mouse may do here. */
  readonly controls?: (fit: WallFit) => ReactNode
}

const cssSizes = ({ layout, gap, least }: BoardPage, orbit: { readonly x: number; readonly y: number }) =>
  ({
    '--columns': layout.columns,
    '--rows': layout.rows,
    '--gap': `${gap}px`,
    '--figure-size': `${layout.figure}px`,
    '--label-size': `${layout.label}px`,
    '--note-size': `${layout.note}px`,
    '--tile-padding': `${layout.padding}px`,
    '--least-size': `${least}px`,
    '--orbit-x': `${orbit.x}px`,
    '--orbit-y': `${orbit.y}px`,
  }) as CSSProperties // React types know no custom ones

/** A board on the screen: a header, and one screenful of tiles after the other. */
export function Wall(props: WallProps) {
  const { board, boardId, name, knownQueues, orbits = false, night, sound, onFit, controls } = props
  const { timeZone, notice } = props
  const condition = useScreenStatus((status) => status.freshness)
  const minute = useScreenStatus((status) => Math.floor(status.serverNow / 60_000))
  const { screens, measureHeader, isMeasured } = useBoardPages(board, orbits)
  const turn = usePageRotation(screens, board, boardId)
  const screen = screens[turn] ?? screens[0]
  const maxReadingDistanceM = Math.min(...screens.map(({ layout }) => layout.maxReadingDistanceM))
  const dataSources = useMemo(() => sourcesOfBoard(board), [board])
  const fit = { maxReadingDistanceM, screens: screens.length }
  const queues = useMemo(() => boardQueues(board), [board])

  useEffect(() => {
    document.documentElement.dataset['theme'] = board.theme
  }, [board.theme])
  useEffect(() => {
    onFit?.({ maxReadingDistanceM, screens: screens.length })
  }, [onFit, maxReadingDistanceM, screens.length])

  // The wall renders every second for its clock: tiles render when there is something new for them.
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
          <PageNumber screens={screens} turn={turn} place={place} />
        </BoardCell>
      </FailureBoundary>
    ))
  }, [screens, turn, screen, isMeasured, board, knownQueues])
  return (
    <SiteZoneProvider value={timeZone}>
      <main
        className={styles.wall}
        data-link={condition}
        data-form={screen.layout.form}
        data-board={boardId}
        data-night={night ?? 'day'}
        {...(orbits ? { 'data-orbits': '' } : {})}
        style={cssSizes(screen, orbits ? burnInOffset(minute) : { x: 0, y: 0 })}
        ref={hideIdleCursor}
      >
        <div ref={measureHeader}>
          <Header
            notice={notice}
            name={name}
            queues={queues}
            form={screen.layout.form}
            sound={sound}
            dataSources={dataSources}
            hidesCalls={board.hidesCallsWaiting === true && board.mode === 'floor'}
          />
        </div>
        <section className={styles.tiles} aria-label={board.pages[screen.page]?.title ?? text.tiles}>
          {tiles}
        </section>
        {controls?.(fit)}
      </main>
    </SiteZoneProvider>
  )
}

interface DrawnProps {
  readonly item: BoardItem
  readonly place: TileRoom
  readonly layout: PageLayout
  readonly board: Board
  readonly knownQueues: number | undefined
  readonly children: ReactNode
}

const hasFirstFigures = (status: ScreenStatus): boolean =>
  status.hasSnapshot && status.confirmedAt !== undefined

function BoardCell({ item, place, layout, board, knownQueues, children }: DrawnProps) {
  const hasFigures = useScreenStatus(hasFirstFigures)
  const unreadQueues = useUnread().find(({ list }) => list === 'queues')
  if (item.key === 'page')
    return (
      <p className={styles.pageCell} style={placeStyle(place)}>
        {children}
      </p>
    )
  if (item.tile.kind === 'queues' && item.queueId === undefined)
    return (
      <p className={styles.empty} style={placeStyle(place)}>
        {unreadQueues !== undefined && hasFigures ? (
          <Suspense fallback={null}>
            <QueueListUnread unread={unreadQueues} />
          </Suspense>
        ) : (
          emptyText(hasFigures, knownQueues)
        )}
      </p>
    )
  const hidesCalls = board.hidesCallsWaiting === true && board.mode === 'floor'
  return (
    <BoardTile item={item} place={place} form={layout.form} hidesCalls={hidesCalls}>
      {children}
    </BoardTile>
  )
}

function emptyText(hasFigures: boolean, knownQueues: number | undefined): string {
  if (!hasFigures) return text.empty.waiting
  if (knownQueues === undefined || knownQueues === 0) return text.empty.noQueues
  return text.empty.noStatistics
}

const QueueListUnread = lazy(async () => ({
  default: (await import('./unread-notices.tsx')).QueueListUnread,
}))

/** In em of a note: narrower than this it stands on a line of its own. */
const roomForPageNumber = 9.5

/** Which screen this is, and how many queues of its page are on others. */
function PageNumber({
  screens,
  turn,
  place,
}: Pick<BoardPages, 'screens'> & { turn: number; place: TileRoom }) {
  const more = screens[turn]?.more ?? 0
  if (screens.length <= 1) return null
  const isNarrow = place.innerWidth < roomForPageNumber * place.sizes.note
  return (
    <span className={styles.page} {...(isNarrow ? { 'data-narrow': '' } : {})}>
      <b>{text.pageOf(turn + 1, screens.length)}</b>
      {more > 0 && ` ${text.more(more)}`}
    </span>
  )
}
