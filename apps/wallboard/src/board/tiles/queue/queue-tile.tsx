import type { TileOf } from '@wallboard/boards'
import type { AcdStatusField } from '@wallboard/five9/identifiers'
import { isWaitOfCallback, readNumber, queueSource, type Row } from '@wallboard/statistics'
import { Suspense } from 'react'
import { board } from '../../../i18n/index.ts'
import { formatFigure } from '../../../ui/format/figure.ts'
import { formatSiteTime } from '../../../ui/format/wait.ts'
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
import { optionalPart } from '../../../ui/optional-part.ts'
import { AgentParts, type CountCell } from '../agent-parts.tsx'
import { agentFields, otherFields } from '../queue-fields.ts'
import { CountsSign, TightSign } from '../level-sign.tsx'
import { BoundAgents, BoundBar, BoundWait, LeadFigure } from './bound-cells.tsx'
import { TileFrame } from '../tile-frame.tsx'
import { TileIcon } from '../tile-icons.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'

/** Loaded after the first figures. */
const FullParts = optionalPart(
  () => import('./full-parts.tsx'),
  (module) => module.FullParts,
)

const shares = agentFields.map(([field]) => field)

const dataSources = [queueSource]

const hasSnapshot = (status: ScreenStatus): boolean => status.hasSnapshot

const shown = (row: Row, field: AcdStatusField): string => formatFigure(readNumber(row, field), 'count')

/** Everything that React renders of a tile, as one text: a row that leaves it unchanged renders nothing. */
function renderKey({ label, removedAt, row }: ShownQueue): string {
  let text = `${removedAt ?? ''} ${isWaitOfCallback(row)}`
  for (const [field] of otherFields) {
    const count = readNumber(row, field) ?? 0
    if (count > 0) text += ` ${field} ${count}`
  }
  return `${text} · ${label}` // the label last: it may contain any separator
}

interface QueueTileCardProps {
  readonly id: string
  readonly place: TileRoom
  readonly density: TileDensity
  /** The main figure is ready agents in place of waiting calls. */
  readonly hidesCalls: boolean
}

/** A queue: the tile of one queue, or one of a tile of several queues. */
export const QueueTile = ({ queueId, place, density, hidesCalls }: TileProps<TileOf<'queue' | 'queues'>>) =>
  queueId === undefined ? null : (
    <QueueTileCard id={queueId} place={place} density={density} hidesCalls={hidesCalls} />
  )

/** One queue: name, calls waiting, longest wait, agents and other waiting work. */
function QueueTileCard(props: QueueTileCardProps) {
  const store = useQueueTile(props.id)
  return store === undefined ? <UnknownQueue {...props} /> : <KnownQueue {...props} store={store} />
}

/** A queue without a row. Apart, so that no tile with figures subscribes to the status, which changes each second. */
function UnknownQueue({ id, place }: QueueTileCardProps) {
  const hasFigures = useScreenStatus(hasSnapshot)
  const isListUnread = useUnread().some(({ list }) => list === 'queues')
  return (
    <TileFrame place={place} kind="queue" name={board.queueName(id)} isRemoved>
      <p className={styles.textLine}>
        {!hasFigures ? board.noFigures : isListUnread ? board.queueWithoutFigures : board.queueNotInDomain}
      </p>
    </TileFrame>
  )
}

/** Renders when its render key changes. The figures are written into the DOM by bindings. */
function KnownQueue(props: QueueTileCardProps & { readonly store: TileStore }) {
  const { store, place, density, hidesCalls } = props
  useTile(store, renderKey)
  const { label, removedAt, row } = store.getState()
  const isFull = density === 'full'
  const others = othersOf(row)
  return (
    <TileFrame
      place={place}
      kind="queue"
      name={label}
      notes={notesBelow(density, place)}
      hasOwnSign={removedAt === undefined}
      queueLabel={label}
      isRemoved={removedAt !== undefined}
      dataSources={dataSources}
      {...(others.length === 0 || isFull || hidesCalls ? {} : itemsBesideName(row, others, place))}
    >
      {hidesCalls ? (
        <ReadyFigure store={store} tileKey={place.key} />
      ) : (
        <Figures store={store} isOfCallback={isWaitOfCallback(row)} tileKey={place.key} />
      )}
      <div className={styles.foot}>
        {removedAt === undefined ? (
          <Agents {...{ store, density, place, hidesCalls }} />
        ) : (
          <RemovedSince at={removedAt} />
        )}
        {isFull && !hidesCalls && (
          <Suspense fallback={<p className={styles.others} />}>
            <FullParts store={store} />
          </Suspense>
        )}
      </div>
      <BoundBar store={store} fields={shares} />
    </TileFrame>
  )
}

function RemovedSince({ at }: { at: number }) {
  const zone = useSiteZone()
  const time = useScreenStatus((status) => formatSiteTime(timeOfInstant(status, at), zone))
  return <p className={styles.textLine}>{board.queueRemoved(time)}</p>
}

/** The main figure of a tile that hides waiting calls. */
function ReadyFigure({ store, tileKey }: { store: TileStore; tileKey: string }) {
  return (
    <div>
      <p className={styles.figures}>
        <LeadFigure store={store} field="agentsInQueue" isAlwaysBusy />
        <TightSign tileKey={tileKey} />
        <span className={styles.waiting}>{board.icons.ready}</span>
      </p>
    </div>
  )
}

function Figures(props: {
  readonly store: TileStore
  readonly tileKey: string
  readonly isOfCallback: boolean
}) {
  return (
    <div>
      <p className={styles.figures} data-callback={props.isOfCallback}>
        <LeadFigure store={props.store} field="callsInQueue" />
        <TightSign tileKey={props.tileKey} />
        <span
          className={styles.waiting}
          title={props.isOfCallback ? board.longestCallbackWait : board.longestWait}
        >
          {props.isOfCallback && <TileIcon name="callbacks" />}
          <BoundWait store={props.store} />
        </span>
      </p>
    </div>
  )
}

const countCell: CountCell = (field) => <b data-field={field} />

/** Agents: ready of those signed in, on call, not ready. */
function Agents(props: {
  readonly store: TileStore
  readonly density: TileDensity
  readonly place: TileRoom
  readonly hidesCalls: boolean
}) {
  const { store, density, place, hidesCalls } = props
  return (
    <BoundAgents store={store} density={density} room={place.innerWidth / place.sizes.note}>
      <AgentParts density={density} isReadyShown={hidesCalls} count={countCell} />
      <CountsSign tileKey={place.key} />
    </BoundAgents>
  )
}

type Other = (typeof otherFields)[number]

/** The other counts that are not zero. */
const othersOf = (row: Row): readonly Other[] =>
  otherFields.filter(([field]) => (readNumber(row, field) ?? 0) > 0)

/** Widths in em: an icon and the space after it, a digit, and the space between two counts. */
const iconWidth = 0.76
const digitWidth = 0.65
const betweenCounts = 0.3
/** The maximum share of a tile's width for the counts beside the name. */
const maxAsideShare = 0.72

/** The other counts with icons beside the name, smaller where there are many. */
function itemsBesideName(row: Row, others: readonly Other[], { innerWidth, sizes }: TileRoom) {
  const width = others.reduce(
    (sum, [field]) => sum + iconWidth + digitWidth * shown(row, field).length + betweenCounts,
    0,
  )
  const fontSize = Math.min(sizes.note, (maxAsideShare * innerWidth) / width)
  const aside = (
    <p className={styles.others} style={{ fontSize }}>
      {others.map(([field, icon]) => (
        <span key={field} title={board.icons[icon]}>
          <TileIcon name={icon} />
          <b data-field={field}>{shown(row, field)}</b>
        </span>
      ))}
    </p>
  )
  return { aside, asideWidth: width * fontSize }
}
