import { useSiteZone } from '../../board/site-zone-context.tsx'
import type { HistoryDay } from '@wallboard/relay/rest/history-day'
import { useId, useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { board, metrics, metricTitle, timeStrip as text } from '../../i18n/index.ts'
import { formatSiteTime, formatTime } from '../../ui/format/wait.ts'
import { shareOf, type Range } from './day-range-state.ts'
import { gapText, instantText } from './instant-text.ts'
import { areaHeight, areaPath, areaWidth, peakOf, waitingAt } from './strip-area-state.ts'
import type { StripGap } from './strip-gaps-state.ts'
import { instantAfterKey } from './strip-keys-state.ts'
import styles from './time-strip.module.css'

interface StripTrackProps {
  /** The recorded part of the day. */
  readonly range: Range
  readonly gaps: readonly StripGap[]
  /** Undefined until it is read. */
  readonly day: HistoryDay | undefined
  /** Epoch milliseconds; undefined while the page shows the present. */
  readonly at: number | undefined
  readonly onSeek: (at: number) => void
}

/** The ends of a shorter range are shown with seconds. */
const shortRangeMs = 15 * 60_000
const noAlerts: HistoryDay['alerts'] = []

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`
const shortNumber = (value: number): string => String(Math.round(value * 10) / 10)

/** What the pointer is over. */
function hoverText(
  at: number,
  { day, gaps }: Pick<StripTrackProps, 'day' | 'gaps'>,
  zone: string | undefined,
): string {
  const gap = gaps.find(({ gap: { span } }) => at >= span.startsAt && at < span.endsAt)
  if (gap !== undefined)
    return `${formatTime(at, zone)} · ${gapText(gap.gap.dataSources, gap.gap.span, zone)}`
  const waiting = day === undefined ? undefined : waitingAt(day, at)
  const figure = waiting === undefined ? text.noFigures : text.waiting(shortNumber(waiting))
  const alerts = (day?.alerts ?? noAlerts).filter(({ startsAt, endsAt }) => at >= startsAt && at <= endsAt)
  const names = alerts.slice(0, 3).map((alert) => alertText(alert, zone))
  return [formatTime(at, zone), figure, ...names].join(' · ')
}

const isMetric = (metric: string): metric is keyof typeof metrics => metric in metrics
const titleOf = (metric: string): string => (isMetric(metric) ? metricTitle(metric) : metric)

const alertText = (
  { name, metric, level, startsAt, endsAt }: HistoryDay['alerts'][number],
  zone: string | undefined,
): string =>
  text.alert(
    name ?? titleOf(metric),
    board.levels[level],
    formatSiteTime(startsAt, zone),
    formatSiteTime(endsAt, zone),
  )

/** Drag along the recorded part of a day, or move with the keys. */
export function StripTrack({ range, gaps, day, at, onSeek }: StripTrackProps) {
  const zone = useSiteZone()
  const [hoveredAt, setHoveredAt] = useState<number>()
  const describedBy = useId()
  const path = useMemo(() => (day === undefined ? '' : areaPath(day, range)), [day, range])
  const value = Math.min(Math.max(at ?? range.to, range.from), range.to)
  const alerts = day?.alerts ?? noAlerts
  const isShort = range.to - range.from < shortRangeMs
  const endText = (instant: number) => (isShort ? formatTime(instant, zone) : formatSiteTime(instant, zone))

  function keyPressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const next = instantAfterKey({ key: event.key, isFine: event.shiftKey }, value, range)
    if (next === undefined) return
    event.preventDefault()
    onSeek(next)
  }
  function pointerMoved({ currentTarget, clientX }: PointerEvent<HTMLElement>): void {
    const { left, width } = currentTarget.getBoundingClientRect()
    const share = width === 0 ? 0 : Math.min(1, Math.max(0, (clientX - left) / width))
    setHoveredAt(Math.round(range.from + share * (range.to - range.from)))
  }

  return (
    <div
      className={styles.track}
      onPointerMove={pointerMoved}
      onPointerLeave={() => {
        setHoveredAt(undefined)
      }}
    >
      <svg
        className={styles.area}
        viewBox={`0 0 ${areaWidth} ${areaHeight}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={path} data-area="" />
      </svg>
      {gaps.map(({ gap, start, width }) => (
        <span
          key={`${gap.span.kind} ${gap.span.startsAt} ${gap.dataSources.join()}`}
          className={styles.gap}
          data-gap={gap.span.kind}
          title={gapText(gap.dataSources, gap.span, zone)}
          style={{ left: percent(start), width: percent(width) }}
        />
      ))}
      {alerts.map((alert) => (
        <span
          key={`${alert.startsAt} ${alert.level} ${alert.name ?? alert.metric}`}
          className={styles.alert}
          data-alert={alert.level}
          title={alertText(alert, zone)}
          style={{ left: percent(shareOf(alert.startsAt, range)) }}
        />
      ))}
      {at !== undefined && (
        <span
          className={styles.marker}
          style={{ left: percent(shareOf(value, range)) }}
          aria-hidden="true"
          {...(shareOf(value, range) > 0.5 ? { 'data-late': '' } : {})}
        >
          <b>{formatTime(value, zone)}</b>
        </span>
      )}
      <input
        type="range"
        aria-label={text.instant}
        aria-valuetext={instantText(value, zone)}
        aria-describedby={describedBy}
        min={range.from}
        max={range.to}
        step={1}
        value={value}
        onChange={(event) => {
          onSeek(event.target.valueAsNumber)
        }}
        onKeyDown={keyPressed}
      />
      {hoveredAt !== undefined && (
        <span
          className={styles.hover}
          style={{ left: percent(shareOf(hoveredAt, range)) }}
          data-side={shareOf(hoveredAt, range) > 0.5 ? 'left' : 'right'}
          aria-hidden="true"
        >
          {hoverText(hoveredAt, { day, gaps }, zone)}
        </span>
      )}
      <p className={styles.hidden} id={describedBy}>
        {text.summary(alerts.length, gaps.length)} {text.keys}
      </p>
      <div className={styles.ends}>
        <span>{endText(range.from)}</span>
        {day !== undefined && <span>{text.area(day.bucketMs / 60_000, shortNumber(peakOf(day)))}</span>}
        {day?.isCapped === true && <span>{text.capped}</span>}
        <span>{endText(range.to)}</span>
      </div>
    </div>
  )
}
