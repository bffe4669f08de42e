import type { Queues } from '@wallboard/boards'
import { queueMetrics, queueSource } from '@wallboard/statistics'
import { Suspense, useDeferredValue, type ReactNode } from 'react'
import { formatFigure } from '../ui/format/figure.ts'
import { formatAge, formatTime } from '../ui/format/wait.ts'
import { timeOfDay, timeOfInstant } from '../live/session/time-of-day.ts'
import {
  useAlerts,
  useHint,
  useScreenStatus,
  useIsOld,
  useMaintenance,
  useStores,
  useUnread,
  type StatusStore,
  type LiveFigures,
} from '../live/hooks/live-context.tsx'
import { steadyTextOf, textNodeOf, useDomBinding, type DomBinding } from '../ui/use-dom-binding.ts'
import type { TileDensity } from './layout/space-requirements.ts'
import { BoardNotices, LinkHint } from './lazy-notices.ts'
import { useSiteZone } from './site-zone-context.tsx'
import { TileIcon } from './tiles/tile-icons.tsx'
import { board } from '../i18n/index.ts'
import { problemText } from './problem-text.ts'
import styles from './header.module.css'

interface HeaderProps {
  readonly name: string
  /** The queues of the board: the header shows their figures. */
  readonly queues: Queues
  /** Where tiles use icons, the header shows the icon of ready agents beside its label. */
  readonly density: TileDensity
  /** For a room that must not see waiting calls. */
  readonly hidesCalls: boolean
  /** The data sources that the board shows. */
  readonly dataSources: readonly string[]
  /** Set on a screen that may sound alarms. */
  readonly sound: 'on' | 'off' | 'blocked' | undefined
  /** Shown beside the name. */
  readonly notice: ReactNode
  /** The figures are of a past instant, which is shown above the header: neither freshness nor a clock belongs to them. */
  readonly isReplay: boolean
}

/**
 * One line: the board's name, the figures of its queues, freshness and the clock. It does not depend on the number of
 * pages: a header that grew with it would leave room for fewer tiles per page, and so cause more pages.
 */
export function Header(props: HeaderProps) {
  const { name, queues, density, hidesCalls, dataSources, sound, notice, isReplay } = props
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>{name}</h1>
      {notice}
      <Totals queues={queues} hasIcons={density === 'icons'} hidesCalls={hidesCalls} />
      {!isReplay && <Freshness />}
      <Notices dataSources={dataSources} sound={sound} />
      {!isReplay && <Clock />}
    </header>
  )
}

const totalsSources = [queueSource]
const totals = ['callsInQueue', 'currentLongestQueueTime', 'agentsInQueue'] as const

/** The figures of the floor, or of the board's queues with their number. */
function Totals(props: {
  readonly queues: Queues
  readonly hasIcons: boolean
  readonly hidesCalls: boolean
}) {
  const { queues, hasIcons, hidesCalls } = props
  const shown = hidesCalls ? totals.slice(2) : totals
  const isOld = useIsOld(totalsSources)
  return (
    <dl className={styles.totals} data-totals="" data-old={isOld ? '' : undefined}>
      {queues !== 'all' && (
        <div data-scope="">
          <dd>{queues.length}</dd>
          <dt>{board.queueCount(queues.length)}</dt>
        </div>
      )}
      {shown.map((field) => (
        <div key={field}>
          <dd>
            {hasIcons && field === 'agentsInQueue' && <TileIcon name="ready" />}
            <Total field={field} queues={queues} />
          </dd>
          {field === 'currentLongestQueueTime' ? (
            <WaitLabel queues={queues} />
          ) : (
            <dt>{board.totals[field]}</dt>
          )}
        </div>
      ))}
    </dl>
  )
}

function bindTotal(
  element: HTMLElement,
  field: (typeof totals)[number],
  queues: Queues,
  stores: LiveFigures,
): DomBinding {
  const { statistics, figures } = stores
  const { applied, status } = statistics
  const draw = steadyTextOf(element)
  const { unit } = queueMetrics[field]
  return {
    // A change of rows ends with a new count of `applied` or a tick: before that only some rows are new.
    sources: [applied, status],
    draw() {
      const { value, isAtLeast } = figures.ofBoard(queues, field, status.getState().now)
      draw(formatFigure(value, unit, isAtLeast))
    },
  }
}

/** A figure of the header, drawn as it comes; a wait runs on by the screen's clock. */
function Total({ field, queues }: { field: (typeof totals)[number]; queues: Queues }) {
  return (
    <span
      ref={useDomBinding(bindTotal, field, queues, useStores())}
      className={styles.steady}
      data-field={field}
    >
      <i />
    </span>
  )
}

function bindWaitLabel(element: HTMLElement, queues: Queues, stores: LiveFigures): DomBinding {
  const { statistics, figures } = stores
  const { applied, status } = statistics
  const draw = textNodeOf(element)
  return {
    sources: [applied, status],
    draw() {
      const of = queues === 'all' ? 'floor' : queues
      draw(
        figures.isCallbackWait(of, status.getState().now)
          ? board.callbackWait
          : board.totals.currentLongestQueueTime,
      )
    },
  }
}

/** The label of the longest wait: a callback's is marked, because it may have waited overnight. */
function WaitLabel({ queues }: { queues: Queues }) {
  return <dt ref={useDomBinding(bindWaitLabel, queues, useStores())} />
}

/** How long a screen may start before it shows since when it has been connecting. */
const startupMs = 3_000

/**
 * Whether to show times of day. Formatting them loads the browser's tables of time zones, the longest step on the way to
 * the first figure; so it comes right after that.
 */
function useShowsTime(): boolean {
  const isUp = useScreenStatus(
    ({ hasSnapshot, problemSince, serverNow }) =>
      hasSnapshot || (problemSince !== undefined && serverNow - problemSince > startupMs),
  )
  return useDeferredValue(isUp, false)
}

function Freshness() {
  const showsTime = useShowsTime()
  const freshness = useScreenStatus((status) => status.freshness)
  const problem = useScreenStatus((status) => status.problem)
  const problemSources = useScreenStatus((status) => status.problemSources.join(' ')).split(' ')
  const hint = useHint()
  const zone = useSiteZone()
  const since = useScreenStatus((status) =>
    showsTime && status.freshness !== 'live' && status.problemSince !== undefined
      ? formatTime(timeOfInstant(status, status.problemSince), zone)
      : undefined,
  )
  const hasAge = useScreenStatus((status) => status.confirmedAt !== undefined)
  const isNotLive = freshness !== 'live'
  const text = problemText({ problem, problemSources }, since)
  const beforeAge = problem === 'unconfirmed' ? '' : board.dataAge.before
  return (
    <p
      className={isNotLive && freshness !== 'ageing' ? styles.problem : styles.fresh}
      role="status"
      aria-live={isNotLive ? 'polite' : 'off'}
    >
      {isNotLive
        ? `${freshness === 'ageing' ? '◔' : '▲'} ${text} · ${hasAge ? beforeAge : board.noFigures}`
        : board.live}
      {hasAge ? <Age /> : isNotLive ? '' : '–'}
      {isNotLive && hasAge && board.dataAge.after}
      {isNotLive && hint !== undefined && (
        <Suspense fallback={null}>
          <LinkHint hint={hint} />
        </Suspense>
      )}
    </p>
  )
}

function bindAge(element: HTMLElement, status: StatusStore): DomBinding {
  const draw = steadyTextOf(element)
  return {
    sources: [status],
    draw() {
      const { confirmedAt, serverNow } = status.getState()
      draw(confirmedAt === undefined ? '–' : formatAge(serverNow - confirmedAt))
    },
  }
}

/** The age of the figures. It changes with each tick, so it is written into the DOM. */
function Age() {
  return (
    <span ref={useDomBinding(bindAge, useStores().statistics.status)} className={styles.steady}>
      <i />
    </span>
  )
}

/** The sound state, and below the line alerts that no tile shows, maintenance of Five9, and lists that could not be read. */
function Notices(props: Pick<HeaderProps, 'dataSources' | 'sound'>) {
  const unread = useUnread()
  const maintenance = useMaintenance()
  const hasStrip = useAlerts((_list, strip) => strip.length > 0)
  const isEmpty = props.sound === undefined && !hasStrip && unread.length === 0 && maintenance === undefined
  return isEmpty ? null : (
    <Suspense fallback={null}>
      <BoardNotices {...props} unread={unread} maintenance={maintenance} />
    </Suspense>
  )
}

function bindClock(element: HTMLElement, status: StatusStore, zone: string | undefined): DomBinding {
  const draw = steadyTextOf(element)
  return {
    sources: [status],
    draw() {
      draw(formatTime(timeOfDay(status.getState()), zone))
    },
  }
}

/** The site's time of day. It changes every second, so it is written into the DOM. */
function TimeOfDay() {
  const { status } = useStores().statistics
  return (
    <time ref={useDomBinding(bindClock, status, useSiteZone())} className={styles.clock}>
      <i />
    </time>
  )
}

/** Keeps its room until the time appears, so that nothing moves then. */
const Clock = () => (useShowsTime() ? <TimeOfDay /> : <time className={styles.clock} data-shape="00:00:00" />)
