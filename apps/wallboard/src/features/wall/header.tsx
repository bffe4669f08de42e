import { numberOf } from '@wallboard/statistics'
import { useDeferredValue, useMemo, type ReactNode } from 'react'
import { formatAge, formatTime, formatWait } from '../../shared/format/wait.ts'
import { useGlass, useStores } from '../../shared/live/live-context.tsx'
import { textOf, useDrawn } from '../../shared/live/use-drawn.ts'
import type { TileForm } from './layout/tile-demands.ts'
import { useSiteZone } from './site-zone-context.tsx'
import { TileIcon } from './tiles/tile-icons.tsx'
import styles from './header.module.css'

interface HeaderProps {
  readonly name: string
  /** Where tiles use symbols, the header teaches the one that matters most. */
  readonly form: TileForm
  /** For a room that is not to see who waits. */
  readonly hidesCalls: boolean
  /** Given where sound is wanted. */
  readonly sound: 'on' | 'off' | 'blocked' | undefined
  /** What else somebody has to know, whatever the board shows. */
  readonly notice: ReactNode
}

/**
 * One line: the board, the figures of the whole floor, how fresh it all is, and the clock. Nothing in it depends on
 * the pages: a header that grew by their number would leave room for fewer tiles, and so keep the pages that made it
 * grow.
 */
export function Header({ name, form, hidesCalls, sound, notice }: HeaderProps) {
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>{name}</h1>
      {notice}
      <Totals hasSymbols={form === 'symbols'} hidesCalls={hidesCalls} />
      <Freshness />
      {sound !== undefined && <Sound sound={sound} />}
      <Clock />
    </header>
  )
}

const totals = [
  ['callsInQueue', 'waiting'],
  ['currentLongestQueueTime', 'longest'],
  ['agentsInQueue', 'ready'],
] as const

/** The totals row: never a sum over queues, since agents have several skills. */
function Totals({ hasSymbols, hidesCalls }: { hasSymbols: boolean; hidesCalls: boolean }) {
  const shown = hidesCalls ? totals.slice(2) : totals
  return (
    <dl className={styles.totals} data-totals="">
      {shown.map(([field, label]) => (
        <div key={field}>
          <dd>
            {hasSymbols && label === 'ready' && <TileIcon name="ready" />}
            <Total field={field} />
          </dd>
          <dt>{label}</dt>
        </div>
      ))}
    </dl>
  )
}

/** A figure of the whole floor, drawn as it comes; a wait runs on by the glass's clock. */
function Total({ field }: { field: (typeof totals)[number][0] }) {
  const { statistics, figures } = useStores()
  const { membership, applied, glass } = statistics
  // Each change of rows ends with a count of `applied` or a tick: before that only some of the rows are new.
  const sources = useMemo(() => [applied, glass], [applied, glass])
  const begin = useMemo(
    () => (element: HTMLElement) => {
      const draw = textOf(element)
      return () => {
        draw(
          field === 'currentLongestQueueTime'
            ? formatWait(figures.floor(field, glass.getState().now))
            : String(numberOf(membership.getState().totals, field) ?? '–'),
        )
      }
    },
    [field, figures, membership, glass],
  )
  return <span ref={useDrawn(sources, begin)} data-field={field} />
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
  const advice = useGlass((glass) => glass.advice)
  const zone = useSiteZone()
  const since = useGlass((glass) =>
    tellsTime && glass.troubleSince !== undefined ? formatTime(glass.troubleSince, zone) : undefined,
  )
  const hasAge = useGlass((glass) => glass.confirmedAt !== undefined)
  const isTroubled = condition !== 'live'
  return (
    <p
      className={isTroubled && condition !== 'ageing' ? styles.trouble : styles.fresh}
      role="status"
      aria-live={isTroubled ? 'polite' : 'off'}
    >
      {isTroubled
        ? `${condition === 'ageing' ? '◔' : '▲'} ${trouble}${since === undefined ? '' : ` since ${since}`} · ${hasAge ? 'figures are ' : 'no figures yet'}`
        : 'live · '}
      {hasAge ? <Age /> : isTroubled ? '' : '–'}
      {isTroubled && `${hasAge ? ' old' : ''}${advice === '' ? '' : `. ${advice}`}`}
    </p>
  )
}

/** How old the figures are: another text with each tick while they are fresh, and so drawn. */
function Age() {
  const { glass } = useStores().statistics
  const sources = useMemo(() => [glass], [glass])
  const begin = useMemo(
    () => (element: HTMLElement) => {
      const draw = textOf(element)
      return () => {
        const { confirmedAt, serverNow } = glass.getState()
        draw(confirmedAt === undefined ? '–' : formatAge(serverNow - confirmedAt))
      }
    },
    [glass],
  )
  return <span ref={useDrawn(sources, begin)} />
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

function Clock() {
  const zone = useSiteZone()
  const tellsTime = useTellsTime()
  const time = useGlass((glass) => (tellsTime ? formatTime(glass.serverNow, zone) : undefined))
  if (time !== undefined) return <time className={styles.clock}>{time}</time>
  return (
    <time className={styles.clock} data-hidden="" aria-hidden="true">
      00:00:00
    </time>
  )
}
