import type { TileOf } from '@wallboard/boards'
import type { AcdStatusField } from '@wallboard/five9/identifiers'
import { readNumber, queueSource, type Row } from '@wallboard/statistics'
import { memo } from 'react'
import { formatFigure } from '../../../ui/format/figure.ts'
import { formatTime } from '../../../ui/format/wait.ts'
import { timeOfInstant } from '../../../live/session/time-of-day.ts'
import type { ScreenStatus } from '../../../live/session/screen-status-state.ts'
import {
  useScreenStatus,
  useQueueTile,
  useTile,
  useUnread,
  type TileStore,
} from '../../../live/hooks/live-context.tsx'
import type { QueueTile as ShownQueue } from '../../../live/stores/queue-tile.ts'
import { notesBelow } from '../../layout/notes-below.ts'
import type { TileDensity } from '../../layout/space-requirements.ts'
import type { TileRoom } from '../../layout/tile-room.ts'
import { useSiteZone } from '../../site-zone-context.tsx'
import { agentFields, otherFields } from '../queue-fields.ts'
import { LevelOfTile, TightSign } from '../level-sign.tsx'
import { BoundBar, BoundLine, BoundWait, LeadFigure } from './bound-cells.tsx'
import { sparkPath } from './spark-path.ts'
import { sizedFor, TileFrame } from '../tile-frame.tsx'
import { TileIcon } from '../tile-icons.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'

const shares = agentFields.map(([field]) => field)

/** The counts of agents for a tile that ready agents lead. */
const besideReady = agentFields.slice(1)

const ofQueues = [queueSource]

const hasSnapshot = (status: ScreenStatus): boolean => status.hasSnapshot

/** The longest wait counts callbacks too: without a call in queue it is theirs. */
const isOfCallback = (row: Row): boolean =>
  readNumber(row, 'callsInQueue') === 0 && (readNumber(row, 'callbacksInQueue') ?? 0) > 0

const shown = (row: Row, field: AcdStatusField): string => formatFigure(readNumber(row, field), 'count')

/** Everything of a tile that React renders, as one text: a change that leaves it equal renders nothing. */
function renderKey({ label, removedAt, row }: ShownQueue): string {
  let text = `${removedAt ?? ''} ${isOfCallback(row)}`
  for (const [field] of otherFields) {
    const count = readNumber(row, field) ?? 0
    if (count > 0) text += ` ${field} ${count}`
  }
  return `${text} · ${label}` // what is before the first dot is never a name
}

interface QueueTileCardProps {
  readonly id: string
  readonly place: TileRoom
  readonly form: TileDensity
  /** Ready agents lead the tile in place of waiting calls. */
  readonly hidesCalls: boolean
}

/** A queue, of a tile of its own or of one that stands for many. */
export const QueueTile = ({ queueId, place, form, hidesCalls }: TileProps<TileOf<'queue' | 'queues'>>) =>
  queueId === undefined ? null : (
    <QueueTileCard id={queueId} place={place} form={form} hidesCalls={hidesCalls} />
  )

/** One queue: name, calls waiting, longest wait, its agents, and whatever else waits. */
function QueueTileCard(props: QueueTileCardProps) {
  const { id, place } = props
  const store = useQueueTile(id)
  const hasFigures = useScreenStatus(hasSnapshot)
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

/** Renders when its render key changes. The figures are written into the DOM by bindings. */
function KnownQueue(props: QueueTileCardProps & { readonly store: TileStore }) {
  const { store, place, form, hidesCalls } = props
  useTile(store, renderKey)
  const { label, removedAt, row } = store.getState()
  const hasWords = form === 'words'
  const others = othersOf(row)
  return (
    <TileFrame
      place={place}
      kind="queue"
      name={label}
      notes={notesBelow(form, place)}
      hasOwnSign={removedAt === undefined}
      queueLabel={label}
      isGone={removedAt !== undefined}
      dataSources={ofQueues}
      {...(others.length === 0 || hasWords || hidesCalls ? {} : besideName(row, others, place))}
    >
      {hidesCalls ? (
        <ReadyFigure store={store} tileKey={place.key} />
      ) : (
        <Figures store={store} isOfCallback={isOfCallback(row)} tileKey={place.key} />
      )}
      {removedAt === undefined ? (
        <Agents
          store={store}
          form={form}
          tileKey={place.key}
          fields={hidesCalls ? besideReady : agentFields}
        />
      ) : (
        <GoneSince at={removedAt} />
      )}
      {hasWords && !hidesCalls && <OthersInWords row={row} others={others} />}
      {form !== 'symbols' && <BoundBar store={store} fields={shares} />}
      {hasWords && !hidesCalls && <Spark store={store} />}
    </TileFrame>
  )
}

function GoneSince({ at }: { at: number }) {
  const zone = useSiteZone()
  const time = useScreenStatus((status) => formatTime(timeOfInstant(status, at), zone))
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

/** Leads a tile that hides waiting calls. */
function ReadyFigure({ store, tileKey }: { store: TileStore; tileKey: string }) {
  return (
    <p className={styles.figures}>
      <LeadFigure store={store} field="agentsInQueue" isAlwaysBusy />
      <TightSign tileKey={tileKey} />
      <span className={styles.waiting}>ready</span>
    </p>
  )
}

function Figures(props: {
  readonly store: TileStore
  readonly tileKey: string
  /** The longest wait counts callbacks too: with no call in queue it is theirs. */
  readonly isOfCallback: boolean
}) {
  return (
    <p className={styles.figures} data-callback={props.isOfCallback}>
      <LeadFigure store={props.store} field="callsInQueue" />
      <TightSign tileKey={props.tileKey} />
      <span
        className={styles.waiting}
        title={props.isOfCallback ? 'longest wait, of a callback' : 'longest wait'}
      >
        {props.isOfCallback && <TileIcon name="callbacks" />}
        <BoundWait store={props.store} />
      </span>
    </p>
  )
}

/** Ready, on call, not ready: in words where they fit. */
function Agents(props: {
  readonly store: TileStore
  readonly form: TileDensity
  readonly tileKey: string
  readonly fields: readonly (typeof agentFields)[number][]
}) {
  const { store, form, tileKey, fields } = props
  return (
    <BoundLine store={store} className={styles[form]} fields={fields} form={form}>
      {fields.map(([field, name]) => (
        <span key={field} title={name}>
          {form === 'symbols' && <TileIcon name={name} />}
          <b data-field={field} /> {form === 'symbols' ? '' : name}
        </span>
      ))}
      <LevelOfTile tileKey={tileKey} />
    </BoundLine>
  )
}

type Other = (typeof otherFields)[number]

/** The other counts that are not zero. */
const othersOf = (row: Row): readonly Other[] =>
  otherFields.filter(([field]) => (readNumber(row, field) ?? 0) > 0)

/** The other counts in words, on a line of its own that keeps its place while it is empty. */
function OthersInWords({ row, others }: { row: Row; others: readonly Other[] }) {
  const texts = others.map(([field, , many]) => `${shown(row, field)} ${many}`)
  return (
    <p className={styles.others} style={sizedFor(texts.join('   '))}>
      {others.map(([field, one, many]) => (
        <span key={field} title={many}>
          <b data-field={field}>{shown(row, field)}</b> {readNumber(row, field) === 1 ? one : many}
        </span>
      ))}
    </p>
  )
}

/** Widths in em: a symbol and the space after it, a digit, and the space between two of them. */
const symbolWidth = 0.76
const digitWidth = 0.65
const betweenSymbols = 0.3
/** The share of a tile's width for the counts beside the name. */
const maxBesideName = 0.72

/** The other counts by icons beside the name, smaller where there are many. */
function besideName(row: Row, others: readonly Other[], { innerWidth, sizes }: TileRoom) {
  const width = others.reduce(
    (sum, [field]) => sum + symbolWidth + digitWidth * shown(row, field).length + betweenSymbols,
    0,
  )
  const fontSize = Math.min(sizes.note, (maxBesideName * innerWidth) / width)
  const aside = (
    <p className={styles.others} style={{ fontSize }}>
      {others.map(([field, , many]) => (
        <span key={field} title={many}>
          <TileIcon name={many} />
          <b data-field={field}>{shown(row, field)}</b>
        </span>
      ))}
    </p>
  )
  return { aside, asideWidth: width * fontSize }
}
