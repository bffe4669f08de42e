import { trendKey, type TileOf } from '@wallboard/boards'
import { queueMetrics, queueSource } from '@wallboard/statistics'
import { lazy, Suspense } from 'react'
import { formatFigure } from '../../../ui/format/figure.ts'
import { useIsOld, useTrend } from '../../../live/hooks/live-context.tsx'
import { nameWidth } from '../../layout/text-width.ts'
import { placeStyle } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'

const FigureTrend = lazy(async () => ({
  default: (await import('../../charts/figure-trend.tsx')).FigureTrend,
}))

const queueSources = [queueSource]

/** A figure over the session, its maximum, and the page number. */
export function TrendTile({ tile, place, children }: TileProps<TileOf<'trend'>>) {
  const { metric = 'callsInQueue', name } = tile
  const { label, unit } = queueMetrics[metric]
  const points = useTrend(trendKey({ queues: tile.queues, metric }))
  const isOld = useIsOld(queueSources)
  const known = points.flatMap(({ value }) => value ?? [])
  const most = formatFigure(known.length === 0 ? undefined : Math.max(...known), unit)
  const title = name === undefined ? 'Most ' : `${name}: most `
  const hasRoomForLabel = nameWidth(`${title}${label} ${most}`) * place.sizes.note < place.innerWidth
  return (
    <section
      className={styles.trend}
      style={placeStyle(place)}
      data-tile="trend"
      {...(isOld ? { 'data-old': '' } : {})}
      aria-label={`${name ?? label} over this session`}
    >
      <h2 className={styles.trendName}>
        {title}
        {hasRoomForLabel && `${label} `}
        <b>{most}</b>
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
