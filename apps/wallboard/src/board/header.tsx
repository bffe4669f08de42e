import type { Queues } from '@wallboard/boards'
import { queueMetrics, queueSource } from '@wallboard/statistics'
import { lazy, Suspense, useDeferredValue, type ComponentType, type ReactNode } from 'react'
import { formatFigure } from '../ui/format/figure.ts'
import { formatAge, formatTime } from '../ui/format/wait.ts'
import type { Hint } from '../live/session/screen-status-state.ts'
import { timeOfDay, timeOfInstant } from '../live/session/time-of-day.ts'
import {
  useHint,
  useScreenStatus,
  useIsOld,
  useStores,
  useUnread,
  type StatusStore,
  type LiveFigures,
} from '../live/hooks/live-context.tsx'
import { textNodeOf, useDomBinding, type DomBinding } from '../ui/use-dom-binding.ts'
import type { TileDensity } from './layout/space-requirements.ts'
import { useSiteZone } from './site-zone-context.tsx'
import { TileIcon } from './tiles/tile-icons.tsx'
import { board } from '../i18n/index.ts'
import { problemText } from './problem-text.ts'
import styles from './header.module.css'

interface HeaderProps {
  readonly name: string
  /** What the board is about: its figures are the header's. */
  readonly queues: Queues
  /** Where tiles use symbols, the header teaches the one that matters most. */
  readonly form: TileDensity
  /** For a room that is not to see who waits. */
  readonly hidesCalls: boolean
  /** The data sources that the board shows. */
  readonly dataSources: readonly string[]
  /** Given where sound is wanted. */
  readonly sound: 'on' | 'off' | 'blocked' | undefined
  /** What else somebody has to know, whatever the board shows. */
  readonly notice: ReactNode
}

/**
 * One line: the board, the figures of its queues, how fresh it all is, and the clock. Nothing in it depends on the
 * pages: a header that grew by their number would leave room for fewer tiles, and so keep the pages that made it
 * grow.
 */
export function Header({ name, queues, form, hidesCalls, dataSources, sound, notice }: HeaderProps) {
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>{name}</h1>
      {notice}
      <Totals queues={queues} hasSymbols={form === 'symbols'} hidesCalls={hidesCalls} />
      <Freshness />
      {sound !== undefined && <Sound sound={sound} />}
      <Clock />
      <Unread dataSources={dataSources} />
    </header>
  )
}

const totalsSources = [queueSource]
const totals = ['callsInQueue', 'currentLongestQueueTime', 'agentsInQueue'] as const

/** The figures of the whole floor, or of the queues that the board is about; then it says so. */
function Totals(props: {
  readonly queues: Queues
  readonly hasSymbols: boolean
  readonly hidesCalls: boolean
}) {
  const { queues, hasSymbols, hidesCalls } = props
  const shown = hidesCalls ? totals.slice(2) : totals
  const isOld = useIsOld(totalsSources)
  return (
    <dl className={styles.totals} data-totals="" {...(isOld ? { 'data-old': '' } : {})}>
      {queues !== 'all' && (
        <div data-scope="">
          <dd>{queues.length}</dd>
          <dt>{board.queueCount(queues.length)}</dt>
        </div>
      )}
      {shown.map((field) => (
        <div key={field}>
          <dd>
            {hasSymbols && field === 'agentsInQueue' && <TileIcon name="ready" />}
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

function beginTotal(
  element: HTMLElement,
  field: (typeof totals)[number],
  queues: Queues,
  stores: LiveFigures,
): DomBinding {
  const { statistics, figures } = stores
  const { applied, status } = statistics
  const draw = textNodeOf(element)
  const { unit } = queueMetrics[field]
  return {
    // Each change of rows ends with a count of `applied` or a tick: before that only some of the rows are new.
    sources: [applied, status],
    draw() {
      const { value, isAtLeast } = figures.ofBoard(queues, field, status.getState().now)
      draw(formatFigure(value, unit, isAtLeast))
    },
  }
}

/** A figure of the header, drawn as it comes; a wait runs on by the screen's clock. */
function Total({ field, queues }: { field: (typeof totals)[number]; queues: Queues }) {
  return <span ref={useDomBinding(beginTotal, field, queues, useStores())} data-field={field} />
}

function beginWaitLabel(element: HTMLElement, queues: Queues, stores: LiveFigures): DomBinding {
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

/** Whose the longest wait is: a callback may have waited overnight while nobody is on the line. */
function WaitLabel({ queues }: { queues: Queues }) {
  return <dt ref={useDomBinding(beginWaitLabel, queues, useStores())} />
}

/** How long a screen may take to come up before it says since when it has been trying. */
const comingUpMs = 3_000

/**
 * Whether it is time to tell the time. Formatting it loads the browser's tables of time zones, which takes longer than
 * anything else on the way to the first figure; so it comes right after that.
 */
function useTellsTime(): boolean {
  const isUp = useScreenStatus(
    ({ hasSnapshot, problemSince, serverNow }) =>
      hasSnapshot || (problemSince !== undefined && serverNow - problemSince > comingUpMs),
  )
  return useDeferredValue(isUp, false)
}

function Freshness() {
  const tellsTime = useTellsTime()
  const condition = useScreenStatus((status) => status.freshness)
  const problem = useScreenStatus((status) => status.problem)
  const problemSources = useScreenStatus((status) => status.problemSources.join(' ')).split(' ')
  const hint = useHint()
  const zone = useSiteZone()
  const since = useScreenStatus((status) =>
    tellsTime && status.freshness !== 'live' && status.problemSince !== undefined
      ? formatTime(timeOfInstant(status, status.problemSince), zone)
      : undefined,
  )
  const hasAge = useScreenStatus((status) => status.confirmedAt !== undefined)
  const isTroubled = condition !== 'live'
  const words = problemText({ problem, problemSources }, since)
  const ageBegins = problem === 'unconfirmed' ? '' : board.dataAge.before
  return (
    <p
      className={isTroubled && condition !== 'ageing' ? styles.trouble : styles.fresh}
      role="status"
      aria-live={isTroubled ? 'polite' : 'off'}
    >
      {isTroubled
        ? `${condition === 'ageing' ? '◔' : '▲'} ${words} · ${hasAge ? ageBegins : board.noFigures}`
        : board.live}
      {hasAge ? <Age /> : isTroubled ? '' : '–'}
      {isTroubled && hasAge && board.dataAge.after}
      {isTroubled && hint !== undefined && (
        <Suspense fallback={null}>
          <LinkHint hint={hint} />
        </Suspense>
      )}
    </p>
  )
}

function beginAge(element: HTMLElement, status: StatusStore): DomBinding {
  const draw = textNodeOf(element)
  return {
    sources: [status],
    draw() {
      const { confirmedAt, serverNow } = status.getState()
      draw(confirmedAt === undefined ? '–' : formatAge(serverNow - confirmedAt))
    },
  }
}

/** How old the figures are: another text with each tick while they are fresh, and so drawn. */
function Age() {
  return <span ref={useDomBinding(beginAge, useStores().statistics.status)} />
}

const UnreadNotices = lazy(async () => ({ default: (await import('./unread-notices.tsx')).UnreadNotices }))

/** A part that does not load shows nothing: the problem itself is shown without it. */
const LinkHint = lazy(async (): Promise<{ default: ComponentType<{ hint: Hint }> }> => {
  try {
    return { default: (await import('./link-hint.tsx')).LinkHint }
  } catch {
    return { default: () => null }
  }
})

/** Lists that could not be read: their content is unknown. */
function Unread({ dataSources }: { dataSources: readonly string[] }) {
  const unread = useUnread()
  return unread.length === 0 ? null : (
    <Suspense fallback={null}>
      <UnreadNotices unread={unread} dataSources={dataSources} />
    </Suspense>
  )
}

function Sound({ sound }: { sound: 'on' | 'off' | 'blocked' }) {
  if (sound === 'blocked')
    return (
      <p className={styles.trouble} data-sound="blocked">
        {board.sound.blocked}
      </p>
    )
  return (
    <p className={styles.sound} data-sound={sound}>
      {board.sound[sound]}
    </p>
  )
}

function beginClock(element: HTMLElement, status: StatusStore, zone: string | undefined): DomBinding {
  const draw = textNodeOf(element)
  return {
    sources: [status],
    draw() {
      draw(formatTime(timeOfDay(status.getState()), zone))
    },
  }
}

/** The site's time of day, which is another every second. */
function TimeOfDay() {
  const { status } = useStores().statistics
  return <time ref={useDomBinding(beginClock, status, useSiteZone())} className={styles.clock} />
}

function Clock() {
  if (useTellsTime()) return <TimeOfDay />
  return (
    <time className={styles.clock} data-hidden="" aria-hidden="true">
      00:00:00
    </time>
  )
}
