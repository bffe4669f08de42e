import { useIsSourceOld } from '../desk-session/desk-figures-context.tsx'
import { useQuery } from '@tanstack/react-query'
import { allQueuesBoardId } from '@wallboard/boards'
import { queueMetrics, queueSource, readNumber, type QueueMetric } from '@wallboard/statistics'
import { lazy, Suspense, useMemo } from 'react'
import { errorText } from '../../api/error-text.ts'
import { historyQueries } from '../../api/history-queries.ts'
import type { DayMark } from '../../board/charts/day-chart.tsx'
import { board, metrics, queuePage as texts, tiles } from '../../i18n/index.ts'
import { useScreenStatus, useTile, type TileStore } from '../../live/hooks/live-context.tsx'
import { timeOfDay } from '../../live/session/time-of-day.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'
import { dayOf } from '../time-strip/day-range-state.ts'
import { joinedGaps } from '../time-strip/strip-gaps-state.ts'
import { dayRows } from './day-rows-state.ts'
import styles from './queue-page.module.css'

const DayChart = lazy(async () => ({ default: (await import('../../board/charts/day-chart.tsx')).DayChart }))

const minuteMs = 60_000
const timeOf = (at: number): string => formatSiteTime(at, undefined)
const figureOf = (value: number): string => formatFigure(Math.round(value * 10) / 10, 'count')

const isQueueMetric = (metric: string): metric is QueueMetric => metric in queueMetrics

interface QueueDayProps {
  readonly queueId: string
  readonly store: TileStore
  /** The instant that the page shows, epoch milliseconds; undefined for the present. */
  readonly at: number | undefined
}

/** The calls that waited in the queue over the day, with gaps and alerts. */
export function QueueDay({ queueId, store, at }: QueueDayProps) {
  const minute = useScreenStatus((status) => Math.floor(timeOfDay(status) / minuteMs))
  const now = minute * minuteMs
  const shownDay = dayOf(at ?? now)
  const isToday = shownDay.to > now
  const isOld = useIsSourceOld(queueSource)
  const calls = useTile(store, ({ row }) => readNumber(row, 'callsInQueue'))
  const name = store.getState().label
  const { data, error } = useQuery(historyQueries.day({ queue: queueId }, shownDay.from, shownDay.to))
  const { data: boardDay } = useQuery(
    historyQueries.day({ board: allQueuesBoardId }, shownDay.from, shownDay.to),
  )
  const { data: coverage } = useQuery(historyQueries.coverage(shownDay.from, shownDay.to))

  const rows = useMemo(() => {
    const value = isToday && !isOld ? calls : undefined
    const end = isToday ? now : shownDay.to
    return dayRows(data?.points ?? [], data?.bucketMs ?? minuteMs, { at: end, value }).map((row) => ({
      ...row,
      band: null,
    }))
  }, [data, calls, isToday, isOld, now, shownDay.to])
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
        })),
    [coverage, first, last],
  )
  const marks = useMemo(
    () =>
      (boardDay?.alerts ?? [])
        .filter((alert) => alert.name === name && alert.startsAt >= first)
        .map(({ startsAt, level, metric }): DayMark => ({
          ...{ at: startsAt, level },
          text: texts.alertAt(
            board.levels[level],
            isQueueMetric(metric) ? metrics[metric] : metric,
            timeOf(startsAt),
          ),
        })),
    [boardDay, name, first],
  )

  return (
    <section className={styles.day} aria-labelledby="queue-day">
      <h2 id="queue-day">{texts.day}</h2>
      {error !== null && <p role="status">{errorText(error)}</p>}
      {error === null && rows.length < 2 && (
        <p className={styles.note}>{data === undefined ? texts.loading : texts.noDay}</p>
      )}
      {rows.length >= 2 && (
        <div className={styles.chart} data-points={rows.length}>
          <Suspense fallback={<p className={styles.note}>{texts.loading}</p>}>
            <DayChart {...{ rows, gaps, marks, at, timeOf, figureOf, name: metrics.callsInQueue }} />
          </Suspense>
        </div>
      )}
    </section>
  )
}
