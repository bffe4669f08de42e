import { useIsSourceOld } from '../desk-session/desk-figures-context.tsx'
import {
  agentSource,
  campaignSource,
  floorTrend,
  trendKey,
  trendSubjectOf,
  type BoardMetrics,
} from '@wallboard/boards'
import type { DataSource } from '@wallboard/five9/identifiers'
import { queueMetrics, queueSource, type QueueMetric } from '@wallboard/statistics'
import { useEffect, useMemo, type ReactNode } from 'react'
import { bandWords } from '../../board/charts/usual-words.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { overviewPage as texts } from '../../i18n/index.ts'
import {
  useFigure,
  useFigureEachSecond,
  useFiguresOf,
  useScreenStatus,
  useTrend,
} from '../../live/hooks/live-context.tsx'
import { formatFigure, narrowFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { SparkLine } from '../table/spark-line.tsx'
import { peakOf } from '../table/spark-line-state.ts'
import {
  agentsOnCall,
  agentSummary,
  inboundServiceLevel,
  longestQueue,
  reasonCounts,
} from './floor-figures.ts'
import { createFloorReader, type FloorReader } from './floor-reader.ts'
import styles from './floor-strip.module.css'

/** The site's target, until it can be set: 80 % of calls in time. */
const targetPercent = 80
/** The warning threshold of the desk's rules. */
const longestTargetMs = 120_000
const maxReasons = 3

const sources: readonly DataSource[] = [queueSource, agentSource, campaignSource]

/** The whole floor in six figures. */
export function FloorStrip() {
  const live = useDeskLive()
  useEffect(() => {
    live.requireSources(sources)
  }, [live])
  const floor = useMemo(() => {
    const { figures, statistics } = live.stores
    return createFloorReader({ floor: figures.floor, longestQueue: (now) => longestQueue(figures, now) }, [
      statistics.applied,
      statistics.membership,
    ])
  }, [live])
  return (
    <section className={styles.strip} aria-label={texts.floor}>
      <Waiting floor={floor} />
      <Longest floor={floor} />
      <Ready floor={floor} />
      <OnCall />
      <NotReady />
      <ServiceLevel />
    </section>
  )
}

interface StripCellProps {
  readonly title: string
  readonly definition: string
  /** The source of the figure: it is hatched while the source is old. */
  readonly source: DataSource
  readonly field: string
  readonly figure: string
  /** The whole figure, where the strip shows a short one. */
  readonly whole?: string
  readonly note: ReactNode
  /** The figure of the floor whose last half-hour is drawn. */
  readonly trend?: QueueMetric
}

/** A figure of more characters is set in smaller letters. */
const maxLargeLength = 7

function StripCell({ title, definition, source, field, figure, whole = '', note, trend }: StripCellProps) {
  const isOld = useIsSourceOld(source)
  return (
    <div className={styles.cell} title={definition} {...(isOld ? { 'data-old': '' } : {})}>
      <p className={styles.label}>{title}</p>
      <p className={styles.figure}>
        <b
          data-field={field}
          {...(whole === '' ? {} : { title: whole })}
          {...(figure.length > maxLargeLength ? { 'data-long': '' } : {})}
        >
          {figure}
        </b>
        {trend !== undefined && <FloorSpark metric={trend} />}
      </p>
      <p className={styles.note}>{note}</p>
    </div>
  )
}

const floorKey = (metric: QueueMetric) => trendKey(trendSubjectOf(floorTrend(metric)))

function FloorSpark({ metric }: { readonly metric: QueueMetric }) {
  const { points, band } = useTrend(floorKey(metric))
  return <SparkLine points={points} band={band?.points} className={styles.spark} />
}

interface FloorProps {
  readonly floor: FloorReader
}

/** A figure as it has room in the strip, and the whole one where that is longer. */
function useFloor(
  { floor }: FloorReader,
  metric: QueueMetric,
): { readonly figure: string; readonly whole: string } {
  const narrowAt = (now: number) => {
    const { value, isAtLeast } = floor(metric, now)
    return narrowFigure(value, queueMetrics[metric].unit, isAtLeast)
  }
  const figure = useFigure((_, now) => narrowAt(now).text)
  const whole = useFigure((_, now) => narrowAt(now).title)
  return { figure, whole }
}

/** What is usual for a figure of the floor now, in words; undefined where that is not known. */
function useUsual(metric: QueueMetric): string | undefined {
  const { band } = useTrend(floorKey(metric))
  return useScreenStatus(({ screenNow }) => bandWords(band, screenNow, metric))
}

function Waiting({ floor }: FloorProps) {
  const series = useTrend(floorKey('callsInQueue'))
  const peak = useMemo(() => peakOf(series.points), [series.points])
  const calls = useFigure((_, now) => floor.floor('callsInQueue', now).value)
  const zone = useSiteZone()
  const usual = useUsual('callsInQueue')
  const isPeak = calls !== undefined && calls > 0 && calls >= (peak?.value ?? 0)
  const peakNote = isPeak
    ? texts.peakNow
    : peak === undefined
      ? calls === undefined
        ? texts.queuesNotKnown
        : texts.noPeak
      : texts.peak(formatFigure(peak.value, 'count'), formatSiteTime(peak.at + series.epochOffsetMs, zone))
  return (
    <StripCell
      {...{ ...texts.strip.waiting, source: queueSource, field: 'callsInQueue' }}
      note={usual === undefined ? peakNote : `${usual} · ${peakNote}`}
      {...useFloor(floor, 'callsInQueue')}
      trend="callsInQueue"
    />
  )
}

function Longest({ floor }: FloorProps) {
  const queue = useFigure((_, now) => floor.longestQueue(now)?.queue)
  const isOfCallback = useFigure((_, now) => floor.longestQueue(now)?.isOfCallback ?? false)
  // The target is one of calls.
  const target = isOfCallback ? undefined : texts.target(formatFigure(longestTargetMs, 'ms'))
  const name = queue && (isOfCallback ? texts.callbackIn(shownName(queue)) : shownName(queue))
  const notes = [name, useUsual('currentLongestQueueTime'), target]
  return (
    <StripCell
      {...{ ...texts.strip.longest, source: queueSource, field: 'currentLongestQueueTime' }}
      {...useFloor(floor, 'currentLongestQueueTime')}
      note={notes.filter((note) => note !== undefined).join(' · ')}
      trend="currentLongestQueueTime"
    />
  )
}

function Ready({ floor }: FloorProps) {
  const signedIn = texts.ofSignedIn(useFloor(floor, 'agentsLoggedIn').figure)
  const usual = useUsual('agentsInQueue')
  return (
    <StripCell
      {...{ ...texts.strip.ready, source: queueSource, field: 'agentsInQueue' }}
      {...useFloor(floor, 'agentsInQueue')}
      note={usual === undefined ? signedIn : `${signedIn} · ${usual}`}
      trend="agentsInQueue"
    />
  )
}

function OnCall() {
  const onCall = useFigureEachSecond((figures) => narrowFigure(agentsOnCall(figures), 'count').text)
  const afterCall = useFigureEachSecond(
    (figures) => narrowFigure(agentSummary(figures)?.['after-call'], 'count').text,
  )
  const ringing = useFigureEachSecond((figures) => agentSummary(figures)?.ringing)
  return (
    <StripCell
      {...{ ...texts.strip.onCall, source: agentSource, field: 'agentsOnCall' }}
      figure={`${onCall} · ${afterCall}`}
      note={ringing === undefined ? texts.agentsNotKnown : texts.ringing(ringing)}
    />
  )
}

function reasonsText(figures: BoardMetrics): string {
  const reasons = reasonCounts(figures)
  const named = reasons
    .slice(0, maxReasons)
    .map(({ reason, count: agents }) => `${reason ?? texts.noReason} ${agents}`)
  const others = reasons.slice(maxReasons).reduce((sum, { count: agents }) => sum + agents, 0)
  return [...named, ...(others === 0 ? [] : [texts.otherReasons(others)])].join(' · ')
}

function NotReady() {
  const count = useFigureEachSecond((figures) => agentSummary(figures)?.['not-ready'])
  const note = useFigureEachSecond(reasonsText)
  return (
    <StripCell
      {...{ ...texts.strip.notReady, source: agentSource, field: 'agentsNotReadyForCalls' }}
      figure={formatFigure(count, 'count')}
      note={count === undefined ? texts.agentsNotKnown : note}
    />
  )
}

function ServiceLevel() {
  const level = inboundServiceLevel(useFiguresOf(campaignSource), targetPercent)
  return (
    <StripCell
      {...{ ...texts.strip.serviceLevel, source: campaignSource, field: 'serviceLevelQueue' }}
      figure={level?.share === undefined ? '–' : texts.percent(level.share)}
      note={
        level === undefined ? texts.campaignsNotKnown : texts.budget(targetPercent, level.calls, level.budget)
      }
    />
  )
}
