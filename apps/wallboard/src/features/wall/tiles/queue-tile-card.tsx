import { numberOf, queueSource, type Row } from '@wallboard/statistics'
import { memo, type CSSProperties } from 'react'
import { formatTime } from '../../../shared/format/wait.ts'
import { timeOfInstant } from '../../../shared/live/glass-clocks.ts'
import type { Glass } from '../../../shared/live/glass-state.ts'
import {
  useGlass,
  useQueueTile,
  useTile,
  useUnread,
  type TileStore,
} from '../../../shared/live/live-context.tsx'
import type { QueueTile } from '../../../shared/live/queue-tile.ts'
import type { Place } from '../layout/packing.ts'
import type { TileForm } from '../layout/tile-demands.ts'
import { useSiteZone } from '../site-zone-context.tsx'
import { DrawnBar, DrawnLine, DrawnWait, LeadFigure } from './drawn-cells.tsx'
import { sparkPath } from './spark-path.ts'
import { LevelWord, sizedFor, TileFrame } from './tile-frame.tsx'
import { TileIcon } from './tile-icons.tsx'
import styles from './tiles.module.css'

const agentFields = [
  ['agentsInQueue', 'ready'],
  ['agentsOnCall', 'on call'],
  ['agentsNotReadyForCalls', 'not ready'],
] as const

const shares = agentFields.map(([field]) => field)

/** Where ready agents lead the tile. */
const besideReady = agentFields.slice(1)

const otherFields = [
  ['callbacksInQueue', 'callback', 'callbacks'],
  ['voicemailsInQueue', 'voicemail', 'voicemails'],
  ['vivrCallsInQueue', 'visual IVR', 'visual IVR'],
  ['chatsInQueue', 'chat', 'chats'],
  ['emailsInQueue', 'e-mail', 'e-mails'],
] as const

const ofQueues = [queueSource]

const hasSnapshot = (glass: Glass): boolean => glass.hasSnapshot

const shown = (row: Row, field: string): number | string => numberOf(row, field) ?? '–'

const isOfCallback = (row: Row): boolean =>
  numberOf(row, 'callsInQueue') === 0 && (numberOf(row, 'callbacksInQueue') ?? 0) > 0

/** All of a tile that is rendered, as one text: news that leaves it as it is renders nothing. */
function told({ label, goneAt, row }: QueueTile): string {
  let text = `${goneAt ?? ''} ${isOfCallback(row)}`
  for (const [field] of otherFields) {
    const count = numberOf(row, field) ?? 0
    if (count > 0) text += ` ${field} ${count}`
  }
  return `${text} · ${label}` // what is before the first dot is never a name
}

interface QueueTileCardProps {
  readonly id: string
  readonly place: Place
  readonly form: TileForm
  /** Leads with ready agents and does not tell who waits. */
  readonly hidesCalls: boolean
}

/** One queue: name, calls waiting, longest wait, its agents, and whatever else waits. */
export function QueueTileCard(props: QueueTileCardProps) {
  const { id, place } = props
  const store = useQueueTile(id)
  const hasFigures = useGlass(hasSnapshot)
  const isListUnread = useUnread().some(({ list }) => list === 'queues')
  if (store !== undefined) return <KnownQueue {...props} store={store} />
  return (
    <TileFrame place={place} kind="queue" name={`Queue ${id}`} isGone>
      <p className={styles.words}>
        {!hasFigures ? 'no figures yet' : isListUnread ? 'no figures of this queue' : 'not in this domain'}
      </p>
    </TileFrame>
  )
}

/** Renders when what there is to tell changes; the figures themselves are drawn as they come. */
function KnownQueue(props: QueueTileCardProps & { readonly store: TileStore }) {
  const { store, place, form, hidesCalls } = props
  useTile(store, told)
  const { label, goneAt, row } = store.getState()
  const hasWords = form === 'words'
  return (
    <TileFrame
      place={place}
      kind="queue"
      name={label}
      hasWords={hasWords}
      queueLabel={label}
      isGone={goneAt !== undefined}
      dataSources={ofQueues}
      aside={!hasWords && !hidesCalls && <Others row={row} hasWords={false} />}
    >
      {hidesCalls ? (
        <ReadyFigure store={store} />
      ) : (
        <Figures store={store} isOfCallback={isOfCallback(row)} />
      )}
      {goneAt === undefined ? (
        <Agents
          store={store}
          form={form}
          tileKey={place.key}
          fields={hidesCalls ? besideReady : agentFields}
        />
      ) : (
        <GoneSince at={goneAt} />
      )}
      {hasWords && !hidesCalls && <Others row={row} hasWords />}
      {form !== 'symbols' && <DrawnBar store={store} fields={shares} />}
      {hasWords && !hidesCalls && <Spark store={store} />}
    </TileFrame>
  )
}

function GoneSince({ at }: { at: number }) {
  const zone = useSiteZone()
  const time = useGlass((glass) => formatTime(timeOfInstant(glass, at), zone))
  return <p className={styles.words}>gone since {time}</p>
}

/** Renders for a sample, which comes every few seconds. */
const Spark = memo(function Spark({ store }: { store: TileStore }) {
  const history = useTile(store, (tile) => tile.history)
  return (
    <svg className={styles.spark} viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
      <path d={sparkPath(history)} />
    </svg>
  )
})

/** For a room that is better off without the pressure of who waits. */
function ReadyFigure({ store }: { store: TileStore }) {
  return (
    <p className={styles.figures}>
      <LeadFigure store={store} field="agentsInQueue" isAlwaysBusy />
      <span className={styles.waiting}>ready</span>
    </p>
  )
}

function Figures(props: {
  readonly store: TileStore
  /** The longest wait counts callbacks too: with no call in queue it is theirs. */
  readonly isOfCallback: boolean
}) {
  return (
    <p className={styles.figures}>
      <LeadFigure store={props.store} field="callsInQueue" />
      <span
        className={styles.waiting}
        title={props.isOfCallback ? 'longest wait, of a callback' : 'longest wait'}
      >
        {props.isOfCallback && <TileIcon name="callbacks" />}
        <DrawnWait store={props.store} />
      </span>
    </p>
  )
}

/** Ready, on call, not ready: in words where they fit. */
function Agents(props: {
  readonly store: TileStore
  readonly form: TileForm
  readonly tileKey: string
  readonly fields: readonly (typeof agentFields)[number][]
}) {
  const { store, form, tileKey, fields } = props
  return (
    <DrawnLine store={store} className={styles[form]} fields={fields} hasWords={form !== 'symbols'}>
      {fields.map(([field, name]) => (
        <span key={field} title={name}>
          {form === 'symbols' && <TileIcon name={name} />}
          <b data-field={field} /> {form === 'symbols' ? '' : name}
        </span>
      ))}
      {form !== 'words' && <LevelWord tileKey={tileKey} />}
    </DrawnLine>
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
