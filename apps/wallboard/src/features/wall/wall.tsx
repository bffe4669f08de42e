import { lazy, Suspense, useState, useSyncExternalStore, type CSSProperties } from 'react'
import { useGlass, useMembership } from '../../shared/live/queue-statistics-context.tsx'
import { useTrend } from '../../shared/live/trend-context.tsx'
import { FailureBoundary } from './failure-boundary.tsx'
import { Header } from './header.tsx'
import { hideIdleCursor } from './idle-cursor.ts'
import { QueueTileCard } from './queue-tile-card.tsx'
import { layoutTiles } from './tile-layout.ts'
import styles from './wall.module.css'

const CallsTrend = lazy(async () => ({
  default: (await import('../../shared/charts/calls-trend.tsx')).CallsTrend,
}))

const pageEveryMs = 10_000
/** What header and trend leave of the screen's height. */
const tileShare = 0.82

function subscribeToSize(changed: () => void): () => void {
  window.addEventListener('resize', changed)
  return () => {
    window.removeEventListener('resize', changed)
  }
}

/** The wall: a header, a tile per queue, and the trend of the whole floor. */
export function Wall({ knownQueues, onSignOut }: { knownQueues: number | undefined; onSignOut: () => void }) {
  const condition = useGlass((glass) => glass.condition)
  const hasFigures = useGlass((glass) => glass.hasSnapshot && glass.confirmedAt !== undefined)
  const ids = useMembership((membership) => membership.ids)
  const turn = useGlass((glass) => Math.floor(glass.serverNow / pageEveryMs))
  const [firstTurn] = useState(turn) // a page is shown from its first tile, the worst, on
  const width = useSyncExternalStore(subscribeToSize, () => window.innerWidth)
  const height = useSyncExternalStore(subscribeToSize, () => window.innerHeight)
  const { columns, rows, perPage } = layoutTiles({ width, height: height * tileShare, count: ids.length })
  const pages = Math.max(1, Math.ceil(ids.length / perPage))
  const page = Math.max(0, turn - firstTurn) % pages
  const shown = ids.slice(page * perPage, (page + 1) * perPage)
  const grid = { '--columns': columns, '--rows': rows } as CSSProperties

  return (
    <main className={styles.wall} data-link={condition} ref={hideIdleCursor}>
      <Header page={page + 1} pages={pages} more={ids.length - shown.length} onSignOut={onSignOut} />
      <section className={styles.tiles} style={grid} aria-label="Queues">
        {shown.map((id) => (
          <FailureBoundary key={id} fallback={<p className={styles.failed}>This tile failed</p>}>
            <QueueTileCard id={id} />
          </FailureBoundary>
        ))}
        {ids.length === 0 && <p className={styles.empty}>{emptyText(hasFigures, knownQueues)}</p>}
      </section>
      <FailureBoundary fallback={<p className={styles.failed}>The trend is not available</p>}>
        <Trend />
      </FailureBoundary>
    </main>
  )
}

function emptyText(hasFigures: boolean, knownQueues: number | undefined): string {
  if (!hasFigures) return 'Waiting for the first figures'
  if (knownQueues === undefined || knownQueues === 0) return 'This domain has no queues'
  return 'Five9 shows this user no statistics of any queue: check its permissions and statistics filter'
}

function Trend() {
  const points = useTrend()
  return (
    <section className={styles.trend} aria-label="Calls in queue over this session">
      <h2 className={styles.trendName}>Calls in queue, this session</h2>
      <div className={styles.chart}>
        <Suspense fallback={null}>{points.length > 1 && <CallsTrend points={points} />}</Suspense>
      </div>
    </section>
  )
}
