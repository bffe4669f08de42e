import { queueFigure, queueMetrics, type QueueMetric } from '@wallboard/statistics'
import { deskTerms, overviewPage as texts } from '../../i18n/index.ts'
import {
  useQueueOrder,
  useQueueTile,
  useScreenStatus,
  useStores,
  useTile,
  type StatusStore,
  type TileStore,
} from '../../live/hooks/live-context.tsx'
import { formatFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { textNodeOf, useDomBinding, type DomBinding } from '../../ui/use-dom-binding.ts'
import desk from '../desk.module.css'
import { DeskPage } from '../frame/desk-page.tsx'

const fields = [
  'callsInQueue',
  'currentLongestQueueTime',
  'agentsInQueue',
  'agentsOnCall',
  'agentsNotReadyForCalls',
  'callbacksInQueue',
  'voicemailsInQueue',
] as const satisfies readonly QueueMetric[]

/** `/overview`: the queues of the domain, the most urgent first. */
export function OverviewPage() {
  const ids = useQueueOrder()
  const hasSnapshot = useScreenStatus((status) => status.hasSnapshot)
  return (
    <DeskPage title={deskTerms.overview}>
      {ids.length === 0 && <p className={desk.note}>{hasSnapshot ? texts.noQueues : texts.waiting}</p>}
      {ids.length > 0 && (
        <table className={desk.table}>
          <thead>
            <tr>
              <th scope="col">{texts.queue}</th>
              {fields.map((field) => (
                <th key={field} scope="col" className={desk.number}>
                  {texts.fields[field]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ids.map((id) => (
              <QueueRow key={id} id={id} />
            ))}
          </tbody>
        </table>
      )}
    </DeskPage>
  )
}

function QueueRow({ id }: { id: string }) {
  const store = useQueueTile(id)
  return store === undefined ? null : <KnownQueue store={store} />
}

function KnownQueue({ store }: { store: TileStore }) {
  const { status } = useStores().statistics
  const label = useTile(store, (tile) => tile.label)
  return (
    <tr data-queue={label}>
      <th scope="row">{shownName(label)}</th>
      {fields.map((field) => (
        <Figure key={field} store={store} field={field} status={status} />
      ))}
    </tr>
  )
}

interface FigureProps {
  readonly store: TileStore
  readonly field: QueueMetric
  readonly status: StatusStore
}

function bindFigure(
  element: HTMLElement,
  store: TileStore,
  field: QueueMetric,
  status: StatusStore,
): DomBinding {
  const draw = textNodeOf(element)
  const { unit } = queueMetrics[field]
  return {
    sources: unit === 'ms' ? [store, status] : [store],
    draw() {
      const { row, removedAt } = store.getState()
      draw(formatFigure(queueFigure(row, field, removedAt ?? status.getState().now), unit))
    },
  }
}

const Figure = ({ store, field, status }: FigureProps) => (
  <td ref={useDomBinding(bindFigure, store, field, status)} className={desk.number} data-field={field} />
)
