import {
  lazy,
  Suspense,
  useCallback,
  useMemo,
  useState,
  useSyncExternalStore,
  type CSSProperties,
} from 'react'
import { useGlass, useMembership } from '../../shared/live/queue-statistics-context.tsx'
import { useTrend } from '../../shared/live/trend-context.tsx'
import { angles, fontSizeAt } from '../../shared/layout/legibility.ts'
import { FailureBoundary } from './failure-boundary.tsx'
import { Header } from './header.tsx'
import { hideIdleCursor } from './idle-cursor.ts'
import { QueueTileCard } from './queue-tile-card.tsx'
import { ScreenControls } from './screen-controls.tsx'
import { keepScreenSettings, loadScreenSettings, type ScreenSettings } from './screen-settings.ts'
import { layoutTiles, type TileLayout } from './tile-layout.ts'
import styles from './wall.module.css'

const CallsTrend = lazy(async () => ({
  default: (await import('../../shared/charts/calls-trend.tsx')).CallsTrend,
}))

const pageEveryMs = 10_000
/** The space between things, as a share of the screen's smaller side. */
const gapShare = 0.007

function subscribeToSize(changed: () => void): () => void {
  window.addEventListener('resize', changed)
  return () => {
    window.removeEventListener('resize', changed)
  }
}

/** Height of an element as it is laid out, and the ref to measure it by. */
function useHeight(): readonly [number, (element: HTMLElement | null) => (() => void) | undefined] {
  const [height, setHeight] = useState(0)
  const measure = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    const observer = new ResizeObserver(() => {
      setHeight(element.offsetHeight)
    })
    observer.observe(element)
    setHeight(element.offsetHeight)
    return () => {
      observer.disconnect()
    }
  }, [])
  return [height, measure]
}

function useLayout(settings: ScreenSettings, headerHeight: number, count: number) {
  const width = useSyncExternalStore(subscribeToSize, () => window.innerWidth)
  const height = useSyncExternalStore(subscribeToSize, () => window.innerHeight)
  return useMemo(() => {
    const viewing = { width, height, ...settings }
    const gap = Math.min(width, height) * gapShare
    const area = { width: width - 2 * gap, height: height - headerHeight - 2 * gap, count, gap, viewing }
    return { layout: layoutTiles(area), gap, least: fontSizeAt(viewing, angles.least) }
  }, [width, height, settings, headerHeight, count])
}

const cssSizes = ({ columns, rows, figure, label, note, padding }: TileLayout, gap: number, least: number) =>
  ({
    '--columns': columns,
    '--rows': rows,
    '--gap': `${gap}px`,
    '--figure-size': `${figure}px`,
    '--label-size': `${label}px`,
    '--note-size': `${note}px`,
    '--tile-padding': `${padding}px`,
    '--least-size': `${least}px`,
  }) as CSSProperties // React types know no custom ones

/** The wall: a header, a tile per queue, and the trend of the whole floor in the cells that the tiles leave. */
export function Wall({
  knownQueues,
  name = 'All queues',
  displaysInTrouble = 0,
  onSignOut,
}: {
  knownQueues: number | undefined
  /** What this wall is called. */
  name?: string | undefined
  /** Screens of this domain that a person should look after. */
  displaysInTrouble?: number
  /** Given where a person is signed in. */
  onSignOut?: () => Promise<void>
}) {
  const condition = useGlass((glass) => glass.condition)
  const hasFigures = useGlass((glass) => glass.hasSnapshot && glass.confirmedAt !== undefined)
  const ids = useMembership((membership) => membership.ids)
  const turn = useGlass((glass) => Math.floor(glass.serverNow / pageEveryMs))
  const [firstTurn] = useState(turn) // a page is shown from its first tile, the worst, on
  const [settings, setSettings] = useState(() => loadScreenSettings(location.search))
  const [headerHeight, measureHeader] = useHeight()
  const { layout, gap, least } = useLayout(settings, headerHeight, ids.length)
  const { perPage } = layout
  const pages = Math.max(1, Math.ceil(ids.length / perPage))
  const page = Math.max(0, turn - firstTurn) % pages
  const shown = ids.slice(page * perPage, (page + 1) * perPage)

  function changeSettings(changed: ScreenSettings) {
    keepScreenSettings(changed)
    setSettings(changed)
  }

  return (
    <main
      className={styles.wall}
      data-link={condition}
      data-form={layout.form}
      style={cssSizes(layout, gap, least)}
      ref={hideIdleCursor}
    >
      <div ref={measureHeader}>
        <Header name={name} form={layout.form} />
      </div>
      <section className={styles.tiles} aria-label="Queues">
        {shown.map((id) => (
          <FailureBoundary key={id} fallback={<p className={styles.failed}>This tile failed</p>}>
            <QueueTileCard id={id} form={layout.form} />
          </FailureBoundary>
        ))}
        {ids.length === 0 && <p className={styles.empty}>{emptyText(hasFigures, knownQueues)}</p>}
        <FailureBoundary fallback={<p className={styles.failed}>The trend is not available</p>}>
          <Trend
            columns={layout.columns}
            tiles={shown.length}
            page={page + 1}
            pages={pages}
            more={ids.length - shown.length}
          />
        </FailureBoundary>
      </section>
      <ScreenControls
        settings={settings}
        readableToM={layout.readableToM}
        onChange={changeSettings}
        displaysInTrouble={displaysInTrouble}
        onSignOut={onSignOut}
      />
    </main>
  )
}

function emptyText(hasFigures: boolean, knownQueues: number | undefined): string {
  if (!hasFigures) return 'Waiting for the first figures'
  if (knownQueues === undefined || knownQueues === 0) return 'This domain has no queues'
  return 'Five9 shows this user no statistics of any queue: check its permissions and statistics filter'
}

/**
 * Calls in queue of the whole floor, and which page this is. It stands in what is left of the row of the last tile, or
 * in one of its own.
 */
function Trend({
  columns,
  tiles,
  page,
  pages,
  more,
}: {
  columns: number
  tiles: number
  page: number
  pages: number
  more: number
}) {
  const points = useTrend()
  const most = points.reduce((highest, { calls }) => Math.max(highest, calls ?? 0), 0)
  return (
    <section
      className={styles.trend}
      style={{ gridColumn: `${(tiles % columns) + 1} / -1` }}
      aria-label="Calls in queue over this session"
    >
      <h2 className={styles.trendName}>
        Most <span className={styles.word}>waiting </span>
        <b>{most}</b>
        {pages > 1 && (
          <span className={styles.page}>
            <b>
              {page} of {pages}
            </b>{' '}
            +{more} more
          </span>
        )}
      </h2>
      <div className={styles.chart}>
        <Suspense fallback={null}>{points.length > 1 && <CallsTrend points={points} />}</Suspense>
      </div>
    </section>
  )
}
