import type { Queues } from '@wallboard/relay/board'
import { queueMetrics, queueSource } from '@wallboard/statistics'
import { lazy, Suspense, useDeferredValue, type ReactNode } from 'react'
import { formatFigure } from '../../shared/format/figure.ts'
import { formatAge, formatTime } from '../../shared/format/wait.ts'
import { timeOfDay, timeOfInstant } from '../../shared/live/glass-clocks.ts'
import {
  useGlass,
  useIsOld,
  useStores,
  useUnread,
  type GlassStore,
  type LiveFigures,
} from '../../shared/live/live-context.tsx'
import { textOf, useDrawn, type Drawing } from '../../shared/live/use-drawn.ts'
import type { TileForm } from './layout/tile-demands.ts'
import { useSiteZone } from './site-zone-context.tsx'
import { TileIcon } from './tiles/tile-icons.tsx'
import { troubleWords } from './trouble-words.ts'
import styles from './header.module.css'

interface HeaderProps {
  readonly name: string
  /** What the board is about: its figures are the header's. */
  readonly queues: Queues
  /** Where tiles use symbols, the header teaches the one that matters most. */
  readonly form: TileForm
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
const totals = [
  ['callsInQueue', 'waiting'],
  ['currentLongestQueueTime', 'longest'],
  ['agentsInQueue', 'ready'],
] as const

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
          <dt>{queues.length === 1 ? 'queue' : 'queues'}</dt>
        </div>
      )}
      {shown.map(([field, label]) => (
        <div key={field}>
          <dd>
            {hasSymbols && label === 'ready' && <TileIcon name="ready" />}
            <Total field={field} queues={queues} />
          </dd>
          {field === 'currentLongestQueueTime' ? <WaitLabel queues={queues} /> : <dt>{label}</dt>}
        </div>
      ))}
    </dl>
  )
}

function beginTotal(
  element: HTMLElement,
  field: (typeof totals)[number][0],
  queues: Queues,
  stores: LiveFigures,
): Drawing {
  const { statistics, figures } = stores
  const { applied, glass } = statistics
  const draw = textOf(element)
  const { unit } = queueMetrics[field]
  return {
    // Each change of rows ends with a count of `applied` or a tick: before that only some of the rows are new.
    sources: [applied, glass],
    draw() {
      const { value, isAtLeast } = figures.ofBoard(queues, field, glass.getState().now)
      draw(formatFigure(value, unit, isAtLeast))
    },
  }
}

/** A figure of the header, drawn as it comes; a wait runs on by the glass's clock. */
function Total({ field, queues }: { field: (typeof totals)[number][0]; queues: Queues }) {
  return <span ref={useDrawn(beginTotal, field, queues, useStores())} data-field={field} />
}

function beginWaitLabel(element: HTMLElement, queues: Queues, stores: LiveFigures): Drawing {
  const { statistics, figures } = stores
  const { applied, glass } = statistics
  const draw = textOf(element)
  return {
    sources: [applied, glass],
    draw() {
      const of = queues === 'all' ? 'floor' : queues
      draw(figures.isCallbackWait(of, glass.getState().now) ? 'callback' : 'longest')
    },
  }
}

/** Whose the longest wait is: a callback may have waited overnight while nobody is on the line. */
function WaitLabel({ queues }: { queues: Queues }) {
  return <dt ref={useDrawn(beginWaitLabel, queues, useStores())} />
}

/** How long a screen may take to come up before it says since when it has been trying. */
const comingUpMs = 3_000

/**
 * Whether it is time to tell the time. Formatting it loads the browser's tables of time zones, which takes longer than
 * anything else on the way to the first figure; so it comes right after that.
 */
function useTellsTime(): boolean {
  const isUp = useGlass(
    ({ hasSnapshot, troubleSince, serverNow }) =>
      hasSnapshot || (troubleSince !== undefined && serverNow - troubleSince > comingUpMs),
  )
  return useDeferredValue(isUp, false)
}

function Freshness() {
  const tellsTime = useTellsTime()
  const condition = useGlass((glass) => glass.condition)
  const trouble = useGlass((glass) => glass.trouble)
  const troubleSources = useGlass((glass) => glass.troubleSources.join(' ')).split(' ')
  const advice = useGlass((glass) => glass.advice)
  const zone = useSiteZone()
  const since = useGlass((glass) =>
    tellsTime && glass.condition !== 'live' && glass.troubleSince !== undefined
      ? formatTime(timeOfInstant(glass, glass.troubleSince), zone)
      : undefined,
  )
  const hasAge = useGlass((glass) => glass.confirmedAt !== undefined)
  const isTroubled = condition !== 'live'
  const words = troubleWords({ trouble, troubleSources }, since)
  const ageBegins = trouble === 'unconfirmed' ? '' : 'figures are '
  return (
    <p
      className={isTroubled && condition !== 'ageing' ? styles.trouble : styles.fresh}
      role="status"
      aria-live={isTroubled ? 'polite' : 'off'}
    >
      {isTroubled
        ? `${condition === 'ageing' ? '◔' : '▲'} ${words} · ${hasAge ? ageBegins : 'no figures yet'}`
        : 'live · '}
      {hasAge ? <Age /> : isTroubled ? '' : '–'}
      {isTroubled && `${hasAge ? ' old' : ''}${advice === '' ? '' : `. ${advice}`}`}
    </p>
  )
}

function beginAge(element: HTMLElement, glass: GlassStore): Drawing {
  const draw = textOf(element)
  return {
    sources: [glass],
    draw() {
      const { confirmedAt, serverNow } = glass.getState()
      draw(confirmedAt === undefined ? '–' : formatAge(serverNow - confirmedAt))
    },
  }
}

/** How old the figures are: another text with each tick while they are fresh, and so drawn. */
function Age() {
  return <span ref={useDrawn(beginAge, useStores().statistics.glass)} />
}

const UnreadNotices = lazy(async () => ({ default: (await import('./unread-notices.tsx')).UnreadNotices }))

/** What could not be read: what it would hold is not known. */
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
        ♪ Sound is blocked: tap once
      </p>
    )
  return (
    <p className={styles.sound} data-sound={sound}>
      ♪ {sound}
    </p>
  )
}

function beginClock(element: HTMLElement, glass: GlassStore, zone: string | undefined): Drawing {
  const draw = textOf(element)
  return {
    sources: [glass],
    draw() {
      draw(formatTime(timeOfDay(glass.getState()), zone))
    },
  }
}

/** The site's time of day, which is another every second. */
function TimeOfDay() {
  const { glass } = useStores().statistics
  return <time ref={useDrawn(beginClock, glass, useSiteZone())} className={styles.clock} />
}

function Clock() {
  if (useTellsTime()) return <TimeOfDay />
  return (
    <time className={styles.clock} data-hidden="" aria-hidden="true">
      00:00:00
    </time>
  )
}
