import { trendKey, type TileOf } from '@wallboard/boards'
import { queueMetrics, queueSource } from '@wallboard/statistics'
import { lazy, Suspense } from 'react'
import { metrics, tiles } from '../../../i18n/index.ts'
import { formatFigure } from '../../../ui/format/figure.ts'
import { useIsOld, useTrend } from '../../../live/hooks/live-context.tsx'
import { useWallEnvironment } from '../../wall-environment-context.tsx'
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
  const label = metrics[metric]
  const { unit } = queueMetrics[metric]
  const { textMeasure } = useWallEnvironment()
  const points = useTrend(trendKey({ queues: tile.queues, metric }))
  const isOld = useIsOld(queueSources)
  const known = points.flatMap(({ value }) => value ?? [])
  const highest = formatFigure(known.length === 0 ? undefined : Math.max(...known), unit)
  const title = tiles.trend.highest(name)
  const hasRoomForLabel =
    textMeasure.widthOf(`${title}${label} ${highest}`) * place.sizes.note < place.innerWidth
  return (
    <section
      className={styles.trend}
      style={placeStyle(place)}
      data-tile="trend"
      {...(isOld ? { 'data-old': '' } : {})}
      aria-label={tiles.trend.description(name ?? label)}
    >
      <h2 className={styles.trendName}>
        {title}
        {hasRoomForLabel && `${label} `}
        <b>{highest}</b>
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
