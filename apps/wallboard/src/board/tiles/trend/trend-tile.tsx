import { trendKey, trendSpans, trendSubjectOf, type TileOf } from '@wallboard/boards'
import { queueMetrics, queueSource, type QueueMetric } from '@wallboard/statistics'
import { lazy, Suspense } from 'react'
import { metrics, tiles } from '../../../i18n/index.ts'
import { formatFigure } from '../../../ui/format/figure.ts'
import { loadPart } from '../../../ui/load-part.ts'
import { formatSiteTime } from '../../../ui/format/wait.ts'
import { useGaps, useIsOld, useTrend } from '../../../live/hooks/live-context.tsx'
import { gapText } from '../../charts/gap-marks.tsx'
import { gapsWithin } from '../../charts/shown-gaps-state.ts'
import { bandWords } from '../../charts/usual-words.ts'
import type { TrendBand } from '../../../live/stores/trend-store.ts'
import { trendRows } from '../../charts/trend-rows-state.ts'
import { useSiteZone } from '../../site-zone-context.tsx'
import { useWallEnvironment } from '../../wall-environment-context.tsx'
import { roomStyle } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'
import { hasRoomForAxes, highestOf, summaryOf, timeTicks, type TrendSummary } from './trend-summary-state.ts'
import { titlesOf } from './trend-titles.ts'

const FigureTrend = lazy(async () => ({
  default: (await loadPart(() => import('../../charts/figure-trend.tsx'))).FigureTrend,
}))

const queueSources = [queueSource]
const text = tiles.trend

/** The peak is written in bold letters, which are wider than those that are measured. */
const boldWidth = 1.07

/** In em of a note, with the space before it. */
const pageNumberWidth = 4

/** A label of the time axis, in em of a note, with space around it. The last one stands left of its time. */
const timeLabelWidth = 5.2

/** What a chart shows before anything is known. */
const nothing: Pick<TrendSummary, 'from' | 'to'> = { from: 0, to: 0 }

const minWeeks = 4

/** What is usual now, or how much of what is needed for a normal band is known; undefined without a band. */
function usualText(band: TrendBand | undefined, at: number, metric: QueueMetric): string | undefined {
  if (band === undefined) return undefined
  if (band.weeks === null) return tiles.usual.holiday
  return band.weeks < minWeeks ? tiles.usual.tooFewWeeks(band.weeks, minWeeks) : bandWords(band, at, metric)
}

/** A figure over a span of time with its peak and the times of day, and the page number. */
export function TrendTile({ tile, place, children }: TileProps<TileOf<'trend'>>) {
  const subject = trendSubjectOf(tile)
  const label = metrics[subject.metric]
  const { unit } = queueMetrics[subject.metric]
  const { textMeasure } = useWallEnvironment()
  const zone = useSiteZone()
  const { points, lastWeek, band, epochOffsetMs } = useTrend(trendKey(subject))
  const isOld = useIsOld(queueSources)
  const summary = summaryOf(points, trendSpans[subject.span])
  const { from, to } = summary ?? nothing
  const gaps = gapsWithin(useGaps(), { from: from + epochOffsetMs, to: to + epochOffsetMs })
  const timeOf = (at: number) => formatSiteTime(at + epochOffsetMs, zone)
  const { note } = place.sizes
  const name = tile.name === undefined ? label : text.ofName(tile.name, label)
  const compared = lastWeek.length > 0 ? text.lastWeek : usualText(band, to, subject.metric)
  const titles = titlesOf({
    ...{ name, span: subject.span, summary, compared, timeOf, zone, epochOffsetMs },
    figureOf: (value, isAtLeast) => formatFigure(Math.round(value), unit, isAtLeast),
    unknown: formatFigure(undefined, unit),
  })
  const room = place.innerWidth - (children === undefined ? 0 : pageNumberWidth * note)
  const fits = (parts: readonly string[]) =>
    textMeasure.widthOf(parts.filter((part) => part !== '').join(' · ')) * boldWidth * note < room
  const [before, peak, after] = titles.find(fits) ?? titles[titles.length - 1] ?? ['', '', '']
  const titleWidth = textMeasure.widthOf([before, peak, after].join(' · ')) * boldWidth * note
  const maxTicks = place.innerWidth / (timeLabelWidth * note)
  // A label at the very start would cover the scale, and one at the very end would be cut off.
  const labelMs = (to - from) / Math.max(1, maxTicks)
  const ticks = timeTicks({ from, to }, epochOffsetMs, maxTicks, timeOf).filter(
    (at) => at > from + 0.3 * labelMs && at < to - 0.4 * labelMs,
  )
  const rows = trendRows({ points, lastWeek, band: band?.points ?? [], from, to })
  return (
    <section
      className={styles.trend}
      style={roomStyle(place)}
      data-tile="trend"
      {...(isOld ? { 'data-old': '' } : {})}
      aria-label={text.description([
        text.overTime(tile.name ?? label),
        ...(titles[0] ?? []).filter((part) => part !== ''),
        ...gaps.map((gap) => gapText(gap, zone)),
      ])}
    >
      <h2 className={styles.trendName}>
        {before}
        {before !== '' && ' · '}
        <b>{peak}</b>
        {after !== '' && ` · ${after}`}
        {children}
      </h2>
      <div className={styles.chart}>
        <Suspense fallback={null}>
          {points.length > 1 && summary?.peak !== undefined && (
            <FigureTrend
              id={`trend-${place.key}`}
              {...{ rows, gaps, summary, timeOf, zone }}
              top={Math.max(1, summary.peak.value, highestOf(rows))}
              ticks={ticks}
              figureOf={(value) => formatFigure(value, unit)}
              textSize={note}
              width={place.innerWidth}
              hasAxes={hasRoomForAxes(place, titleWidth, children !== undefined)}
            />
          )}
        </Suspense>
      </div>
    </section>
  )
}
