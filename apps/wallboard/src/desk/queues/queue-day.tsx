import { useIsSourceOld } from '../desk-session/desk-figures-context.tsx'
import { useQuery } from '@tanstack/react-query'
import { allQueuesBoardId } from '@wallboard/boards'
import { queueMetrics, queueSource, readNumber, type QueueMetric } from '@wallboard/statistics'
import { lazy, Suspense, useCallback, useMemo } from 'react'
import { errorText } from '../../api/error-text.ts'
import { historyQueries } from '../../api/history-queries.ts'
import { bandAt } from '../../board/charts/trend-rows-state.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import type { ChartMark } from '../../board/charts/day-chart.tsx'
import { board, metrics, queuePage as texts, tiles } from '../../i18n/index.ts'
import { useScreenStatus, useTile, type TileStore } from '../../live/hooks/live-context.tsx'
import { timeOfDay } from '../../live/session/time-of-day.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { siteDay, siteDayDate } from '../../ui/format/site-day.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'
import { useSite } from '../desk-session/use-site.ts'
import { useSiteDay } from '../site-time/site-day-context.tsx'
import { dateText } from '../time-strip/instant-text.ts'
import { joinedGaps } from '../time-strip/strip-gaps-state.ts'
import { bandPoints, knownBand, type KnownBand } from './day-band-state.ts'
import { dayRows } from './day-rows-state.ts'
import styles from './queue-page.module.css'

const DayChart = lazy(async () => ({ default: (await import('../../board/charts/day-chart.tsx')).DayChart }))

const minuteMs = 60_000
/** Fewer weeks have no band. */
const minWeeks = 4
const figureOf = (value: number): string => formatFigure(Math.round(value * 10) / 10, 'count')

const isQueueMetric = (metric: string): metric is QueueMetric => metric in queueMetrics

/** What the band behind the line is, or how much of it is known. */
function usualText(band: KnownBand, at: number, zone: string | undefined): string {
  const weekday = new Date(at).toLocaleDateString('en-GB', { weekday: 'long', timeZone: zone })
  if (band.type === 'holiday') return texts.usual.holiday
  return band.type === 'known'
    ? texts.usual.known(band.weeks, weekday)
    : texts.usual.tooFewWeeks(band.weeks, minWeeks)
}

interface QueueDayProps {
  readonly queueId: string
  readonly store: TileStore
  /** The instant that the page shows, epoch milliseconds; undefined for the present. */
  readonly at: number | undefined
}

/** The calls that waited in the queue over the day against what is usual, with gaps and alerts. */
export function QueueDay({ queueId, store, at }: QueueDayProps) {
  const minute = useScreenStatus((status) => Math.floor(timeOfDay(status) / minuteMs))
  const now = minute * minuteMs
  const zone = useSiteZone()
  const timeOf = useCallback((at: number) => formatSiteTime(at, zone), [zone])
  const dayRule = useSiteDay()
  const shownDay = siteDay(at ?? now, dayRule)
  const isToday = shownDay.to > now
  const isOld = useIsSourceOld(queueSource)
  const calls = useTile(store, ({ row }) => readNumber(row, 'callsInQueue'))
  const name = store.getState().label
  const hasTime = useScreenStatus((status) => status.hasSnapshot)
  const site = useSite()
  const enabled = hasTime && site?.hasHistory === true
  const { data, error } = useQuery({
    ...historyQueries.day({ queue: queueId }, shownDay.from, shownDay.to),
    enabled,
  })
  const { data: boardDay } = useQuery({
    ...historyQueries.day({ board: allQueuesBoardId }, shownDay.from, shownDay.to),
    enabled,
  })
  const { data: coverage } = useQuery({ ...historyQueries.coverage(shownDay.from, shownDay.to), enabled })
  const { data: usual } = useQuery({
    ...historyQueries.band(queueId, 'callsInQueue', siteDayDate(shownDay.from, dayRule)),
    enabled,
  })
  const band = useMemo(() => (usual === undefined ? [] : bandPoints(usual)), [usual])

  const rows = useMemo(() => {
    const value = isToday && !isOld ? calls : undefined
    const end = isToday ? now : shownDay.to
    return dayRows(data?.points ?? [], data?.bucketMs ?? minuteMs, { at: end, value }).map((row) => ({
      ...row,
      band: bandAt(band, row.at),
    }))
  }, [data, calls, isToday, isOld, now, shownDay.to, band])
  const [first, last] = [rows[0]?.at ?? 0, rows[rows.length - 1]?.at ?? 0]
  const gaps = useMemo(
    () =>
      joinedGaps((coverage?.sources ?? []).filter(({ dataSource }) => dataSource === queueSource))
        .map(({ span }) => ({
          from: Math.max(span.startsAt, first),
          to: Math.min(span.endsAt, last),
          kind: span.kind,
        }))
        .filter(({ from, to }) => to - from > minuteMs)
        .map(({ from, to, kind }) => ({
          from,
          to,
          text: tiles.trend.gap(timeOf(from), timeOf(to), tiles.trend.gapKinds[kind]),
          label: tiles.trend.noDataBetween(timeOf(from), timeOf(to)),
        })),
    [coverage, first, last, timeOf],
  )
  const marks = useMemo(
    () =>
      (boardDay?.alerts ?? [])
        .filter((alert) => alert.name === name && alert.startsAt >= first)
        .map(({ startsAt, level, metric }): ChartMark => ({
          ...{ at: startsAt, level },
          text: texts.alertAt(
            board.levels[level],
            isQueueMetric(metric) ? metrics[metric] : metric,
            timeOf(startsAt),
          ),
        })),
    [boardDay, name, first, timeOf],
  )

  return (
    <section className={styles.day} aria-labelledby="queue-day">
      <h2 id="queue-day">{isToday ? texts.day : texts.otherDay(dateText(shownDay.from, zone))}</h2>
      {usual !== undefined && (
        <p className={styles.note} data-usual="">
          {usualText(knownBand(usual), shownDay.from, zone)}
        </p>
      )}
      {error !== null && <p role="status">{errorText(error)}</p>}
      {error === null && rows.length < 2 && (
        <p className={styles.note}>
          {site?.hasHistory === false ? texts.noHistory : data === undefined ? texts.loading : texts.noDay}
        </p>
      )}
      {rows.length >= 2 && (
        <div className={styles.chart} data-points={rows.length}>
          <Suspense fallback={<p className={styles.note}>{texts.loading}</p>}>
            <DayChart
              {...{ rows, gaps, marks, at, timeZone: zone, timeOf, figureOf, name: metrics.callsInQueue }}
            />
          </Suspense>
        </div>
      )}
    </section>
  )
}
