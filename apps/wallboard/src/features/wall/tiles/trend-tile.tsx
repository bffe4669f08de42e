import type { Tile } from '@wallboard/relay/board'
import { queueMetrics, queueSource } from '@wallboard/statistics'
import { lazy, Suspense } from 'react'
import { formatFigure } from '../../../shared/format/figure.ts'
import { trendKey } from '../../../shared/live/tile-keys.ts'
import { useIsOld, useTrend } from '../../../shared/live/live-context.tsx'
import type { Place } from '../layout/packing.ts'
import { placeStyle } from './tile-frame.tsx'
import styles from './tiles.module.css'

const FigureTrend = lazy(async () => ({
  default: (await import('../../../shared/charts/figure-trend.tsx')).FigureTrend,
}))

const ofQueues = [queueSource]

/** A figure over the session, the most that it was in words, and which screen of the board this is. */
export function TrendTile({
  tile,
  place,
  children,
}: {
  tile: Extract<Tile, { kind: 'trend' }>
  place: Place
  children?: React.ReactNode
}) {
  const { metric = 'callsInQueue', name } = tile
  const { label, unit } = queueMetrics[metric]
  const points = useTrend(trendKey(tile))
  const isOld = useIsOld(ofQueues)
  const known = points.flatMap(({ value }) => value ?? [])
  const most = known.length === 0 ? undefined : Math.max(...known)
  return (
    <section
      className={styles.trend}
      style={placeStyle(place)}
      data-tile="trend"
      {...(isOld ? { 'data-old': '' } : {})}
      aria-label={`${name ?? label} over this session`}
    >
      <h2 className={styles.trendName}>
        {name === undefined ? 'Most ' : `${name}: most `}
        <span className={styles.word}>{label} </span>
        <b>{formatFigure(most, unit)}</b>
        {children}
      </h2>
      <div className={styles.chart}>
        <Suspense fallback={null}>
          {points.length > 1 && <FigureTrend id={`trend-${place.key}`} points={points} />}
        </Suspense>
      </div>
    </section>
  )
}
