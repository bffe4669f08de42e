import { currentWaitMs, numberOf, type Row } from '@wallboard/statistics'
import { memo, type CSSProperties } from 'react'
import { formatTime, formatWait } from '../../../shared/format/wait.ts'
import type { Glass } from '../../../shared/live/glass-state.ts'
import { useGlass, useQueueTile } from '../../../shared/live/live-context.tsx'
import { useSiteZone } from '../site-zone-context.tsx'
import { sparkPath } from './spark-path.ts'
import { TileIcon } from './tile-icons.tsx'
import type { TileForm } from '../layout/tile-demands.ts'
import type { Place } from '../layout/packing.ts'
import { AgentBar } from './agent-bar.tsx'
import { LevelWord, sizedFor, TileFrame } from './tile-frame.tsx'
import styles from './tiles.module.css'
import { useEmphasis } from './use-emphasis.ts'

const agentFields = [
  ['agentsInQueue', 'ready'],
  ['agentsOnCall', 'on call'],
  ['agentsNotReadyForCalls', 'not ready'],
] as const

/** Where ready agents lead the tile. */
const besideReady = agentFields.slice(1)

const otherFields = [
  ['callbacksInQueue', 'callback', 'callbacks'],
  ['voicemailsInQueue', 'voicemail', 'voicemails'],
  ['vivrCallsInQueue', 'visual IVR', 'visual IVR'],
  ['chatsInQueue', 'chat', 'chats'],
  ['emailsInQueue', 'e-mail', 'e-mails'],
] as const

const hasSnapshot = (glass: Glass): boolean => glass.hasSnapshot

const shown = (row: Row, field: string): number | string => numberOf(row, field) ?? '–'

interface QueueTileCardProps {
  readonly id: string
  readonly place: Place
  readonly form: TileForm
  /** Leads with ready agents and does not tell who waits. */
  readonly hidesCalls: boolean
}

/** One queue: name, calls waiting, longest wait, its agents, and whatever else waits. */
export function QueueTileCard({ id, place, form, hidesCalls }: QueueTileCardProps) {
  const tile = useQueueTile(id)
  const hasFigures = useGlass(hasSnapshot)
  const zone = useSiteZone()
  const hasWords = form === 'words'
  if (tile === undefined)
    return (
      <TileFrame place={place} kind="queue" name={`Queue ${id}`} isGone>
        <p className={styles.words}>{hasFigures ? 'not in this domain' : 'no figures yet'}</p>
      </TileFrame>
    )
  const { row, label, goneAt, history } = tile
  return (
    <TileFrame
      place={place}
      kind="queue"
      name={label}
      hasWords={hasWords}
      queueLabel={label}
      isGone={goneAt !== undefined}
      aside={!hasWords && !hidesCalls && <Others row={row} hasWords={false} />}
    >
      {hidesCalls ? <ReadyFigure row={row} /> : <Figures row={row} goneAt={goneAt} />}
      {goneAt === undefined ? (
        <Agents row={row} form={form} tileKey={place.key} fields={hidesCalls ? besideReady : agentFields} />
      ) : (
        <p className={styles.words}>gone since {formatTime(goneAt, zone)}</p>
      )}
      {hasWords && !hidesCalls && <Others row={row} hasWords />}
      {form !== 'symbols' && <AgentBar shares={agentFields.map(([field]) => numberOf(row, field) ?? 0)} />}
      {hasWords && !hidesCalls && <Spark history={history} />}
    </TileFrame>
  )
}

/** A sample comes every few seconds, other changes several times in one: the line is drawn for samples only. */
const Spark = memo(function Spark({ history }: { history: readonly (number | null)[] }) {
  return (
    <svg className={styles.spark} viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
      <path d={sparkPath(history)} />
    </svg>
  )
})

/** For a room that is better off without the pressure of who waits. */
function ReadyFigure({ row }: { row: Row }) {
  const ready = shown(row, 'agentsInQueue')
  return (
    <p className={styles.figures}>
      <span
        ref={useEmphasis(ready)}
        className={styles.calls}
        data-field="agentsInQueue"
        data-busy
        style={sizedFor(String(ready))}
      >
        {ready}
      </span>
      <span className={styles.waiting}>ready</span>
    </p>
  )
}

function Figures({ row, goneAt }: { row: Row; goneAt: number | undefined }) {
  const calls = numberOf(row, 'callsInQueue')
  // The longest wait counts callbacks too: with no call in queue it is theirs.
  const isOfCallback = calls === 0 && (numberOf(row, 'callbacksInQueue') ?? 0) > 0
  return (
    <p className={styles.figures}>
      <span
        ref={useEmphasis(calls)}
        className={styles.calls}
        data-field="callsInQueue"
        data-busy={calls !== undefined && calls > 0}
        style={sizedFor(String(calls ?? '–'))}
      >
        {calls ?? '–'}
      </span>
      <span className={styles.waiting} title={isOfCallback ? 'longest wait, of a callback' : 'longest wait'}>
        {isOfCallback && <TileIcon name="callbacks" />}
        <Wait row={row} stoppedAt={goneAt} />
      </span>
    </p>
  )
}

/** Ready, on call, not ready: in words where they fit. */
function Agents(props: {
  readonly row: Row
  readonly form: TileForm
  readonly tileKey: string
  readonly fields: readonly (typeof agentFields)[number][]
}) {
  const { row, form, tileKey, fields } = props
  const texts = fields.map(([field, name]) => `${shown(row, field)} ${name}`)
  const digits = fields.reduce((sum, [field]) => sum + String(shown(row, field)).length, 0)
  const size = form === 'symbols' ? ({ '--digits': digits } as CSSProperties) : sizedFor(texts.join('   '))
  return (
    <p className={styles[form]} style={size}>
      {fields.map(([field, name]) => (
        <span key={field} title={name}>
          {form === 'symbols' && <TileIcon name={name} />}
          <b data-field={field}>{shown(row, field)}</b> {form === 'symbols' ? '' : name}
        </span>
      ))}
      {form !== 'words' && <LevelWord tileKey={tileKey} />}
    </p>
  )
}

/** What else waits, where it is not zero. */
function Others({ row, hasWords }: { row: Row; hasWords: boolean }) {
  const others = otherFields.filter(([field]) => (numberOf(row, field) ?? 0) > 0)
  const texts = others.map(([field, , many]) => `${shown(row, field)} ${many}`)
  const kinds = others.reduce((sum, [field]) => sum + (String(shown(row, field)).length + 1.2) / 2.2, 0)
  const size = hasWords ? sizedFor(texts.join('   ')) : ({ '--kinds': kinds } as CSSProperties)
  if (others.length === 0 && !hasWords) return null
  return (
    <p className={styles.others} style={size}>
      {others.map(([field, one, many]) => (
        <span key={field} title={many}>
          {!hasWords && <TileIcon name={many} />}
          <b data-field={field}>{shown(row, field)}</b>
          {hasWords && ` ${numberOf(row, field) === 1 ? one : many}`}
        </span>
      ))}
    </p>
  )
}

/** Ticks by itself: the selector's text changes once a second, and nothing else of the tile renders. */
function Wait({ row, stoppedAt }: { row: Row; stoppedAt: number | undefined }) {
  const text = useGlass((glass) => formatWait(currentWaitMs(row, stoppedAt ?? glass.now)))
  return (
    <span className={styles.wait} data-field="currentLongestQueueTime" style={sizedFor(text)}>
      {text}
    </span>
  )
}
