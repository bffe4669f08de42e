import { trendKey, type TileOf } from '@wallboard/boards'
import { queueMetrics, queueSource, type Unit } from '@wallboard/statistics'
import { lazy, Suspense } from 'react'
import { metrics, tiles } from '../../../i18n/index.ts'
import { formatFigure } from '../../../ui/format/figure.ts'
import { formatSiteTime } from '../../../ui/format/wait.ts'
import { useIsOld, useTrend } from '../../../live/hooks/live-context.tsx'
import type { TrendSeries } from '../../../live/stores/trend-store.ts'
import { useSiteZone } from '../../site-zone-context.tsx'
import { useWallEnvironment } from '../../wall-environment-context.tsx'
import { placeStyle } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'
import { summaryOf, timeTicks, type TrendSummary } from './trend-summary-state.ts'

const FigureTrend = lazy(async () => ({
  default: (await import('../../charts/figure-trend.tsx')).FigureTrend,
}))

const queueSources = [queueSource]
const text = tiles.trend

/** A title in two parts, of which the second is emphasized. */
type Title = readonly [subject: string, peak: string]

/** The title in all lengths, the longest first. */
function titlesOf(
  subject: string,
  summary: TrendSummary | undefined,
  unit: Unit,
  timeOf: (at: number) => string,
): readonly Title[] {
  if (summary?.peak === undefined) return [[subject, formatFigure(undefined, unit)]]
  const { value, at, isMean } = summary.peak
  // The highest mean of a minute is a lower bound: the figure was higher for a moment, or the same for all of it.
  const figure = formatFigure(Math.round(value), unit, isMean)
  const peak = text.peak(figure, timeOf(at))
  const span = summary.isWhole ? text.lastHour : text.since(timeOf(summary.from))
  return [
    [text.title(subject, span), peak],
    [subject, peak],
    [subject, text.peakOnly(figure)],
    ['', text.peakOnly(figure)],
  ]
}

/** The recorded gaps that the chart shows, with their reasons: one line each. */
function gapsText(
  { gaps, epochOffsetMs }: TrendSeries,
  summary: TrendSummary,
  timeOf: (at: number) => string,
): string {
  return gaps
    .filter(({ startsAt, endsAt }) => endsAt > summary.from + epochOffsetMs && endsAt > startsAt)
    .map(({ kind, startsAt, endsAt }) =>
      text.gap(timeOf(startsAt - epochOffsetMs), timeOf(endsAt - epochOffsetMs), text.gapKinds[kind]),
    )
    .join('\n')
}

/** A label of the time axis, in em of a note, with space around it. */
const timeLabelWidth = 4.5

/** In lines of notes: a lower tile has no room for axes. */
const minLinesWithAxes = 4

/** A figure over the last hour with its peak and the times of day, and the page number. */
export function TrendTile({ tile, place, children }: TileProps<TileOf<'trend'>>) {
  const { metric = 'callsInQueue', name } = tile
  const label = metrics[metric]
  const { unit } = queueMetrics[metric]
  const { textMeasure } = useWallEnvironment()
  const zone = useSiteZone()
  const series = useTrend(trendKey({ queues: tile.queues, metric }))
  const { points, epochOffsetMs } = series
  const isOld = useIsOld(queueSources)
  const summary = summaryOf(points)
  const timeOf = (at: number) => formatSiteTime(at + epochOffsetMs, zone)
  const { note } = place.sizes
  const subject = name === undefined ? label : text.ofName(name, label)
  const titles = titlesOf(subject, summary, unit, timeOf)
  const fits = (title: Title) => textMeasure.widthOf(title.join(' · ')) * note < place.innerWidth
  const [before, peak] = titles.find(fits) ?? titles[titles.length - 1] ?? ['', '']
  const gaps = summary === undefined ? '' : gapsText(series, summary, timeOf)
  return (
    <section
      className={styles.trend}
      style={placeStyle(place)}
      data-tile="trend"
      {...(isOld ? { 'data-old': '' } : {})}
      {...(gaps === '' ? {} : { title: gaps })}
      aria-label={text.description(name ?? label)}
    >
      <h2 className={styles.trendName}>
        {before}
        {before !== '' && ' · '}
        <b>{peak}</b>
        {children}
      </h2>
      <div className={styles.chart}>
        <Suspense fallback={null}>
          {points.length > 1 && summary?.peak !== undefined && (
            <FigureTrend
              id={`trend-${place.key}`}
              points={points}
              summary={summary}
              top={Math.max(1, summary.peak.value)}
              ticks={timeTicks(summary, epochOffsetMs, place.innerWidth / (timeLabelWidth * note))}
              timeOf={timeOf}
              figureOf={(value) => formatFigure(value, unit)}
              textSize={note}
              hasAxes={place.innerHeight >= minLinesWithAxes * note}
            />
          )}
        </Suspense>
      </div>
    </section>
  )
}
