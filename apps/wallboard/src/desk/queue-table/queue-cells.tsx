import { trendBandKey } from '@wallboard/boards'
import { useQueueLevel } from '../desk-session/desk-figures-context.tsx'
import type { AcdStatusField } from '@wallboard/five9/identifiers'
import { queueFigure, queueMetrics, readNumber, type QueueMetric } from '@wallboard/statistics'
import { useCallback, useMemo, type ReactNode } from 'react'
import { LevelMark } from '../table/level-mark.tsx'
import {
  useStores,
  useTile,
  useTrend,
  type StatusStore,
  type TileStore,
} from '../../live/hooks/live-context.tsx'
import { formatFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { useDomBinding, type DomBinding } from '../../ui/use-dom-binding.ts'
import { sparkSampleMs } from '../../live/stores/trend-series-state.ts'
import { cellTextOf } from '../table/cell-text.ts'
import type { DeskCellProps } from '../table/desk-column.ts'
import { RowLink } from '../table/row-link.tsx'
import { samplePoints, sparkPaths } from '../table/spark-line-state.ts'
import type { EstimateText } from '../why/estimate-text.ts'
import type { QueueEstimates } from '../why/queue-estimates-store.ts'
import { useQueueEstimates } from './queue-estimates-context.tsx'
import { useRowTile } from './queue-tile-context.ts'
import styles from './queue-table.module.css'

/** Renders a cell of a queue that the domain has; a row of an unknown queue has empty cells. */
function OfQueue({ children }: { readonly children: (store: TileStore) => ReactNode }) {
  const store = useRowTile()
  return store === undefined ? null : children(store)
}

/** The queue's name as a link to its page, behind the sign of its alert. */
export function NameCell({ id }: DeskCellProps) {
  return <OfQueue>{(store) => <QueueName id={id} store={store} />}</OfQueue>
}

function QueueName({ id, store }: { readonly id: string; readonly store: TileStore }) {
  const label = useTile(store, (tile) => tile.label)
  const level = useQueueLevel(id)
  return (
    <span className={styles.cell}>
      <span className={styles.sign}>{level !== 'none' && <LevelMark level={level} />}</span>
      <RowLink path={`queues/${encodeURIComponent(id)}`} className={styles.name} title={label}>
        {shownName(label)}
      </RowLink>
    </span>
  )
}

function bindFigure(
  element: HTMLElement,
  store: TileStore,
  field: QueueMetric,
  status: StatusStore,
): DomBinding {
  const draw = cellTextOf(element)
  const { unit } = queueMetrics[field]
  let zero = element.dataset['zero']
  return {
    sources: unit === 'ms' ? [store, status] : [store],
    draw() {
      const { row, removedAt } = store.getState()
      const value = queueFigure(row, field, removedAt ?? status.getState().now)
      const isZero = String(value === undefined || value === 0)
      if (isZero !== zero) element.dataset['zero'] = zero = isZero
      draw(formatFigure(value, unit))
    },
  }
}

/** A figure that is written into the document when it changes, without a render. */
export function BoundQueueFigure({
  store,
  field,
}: {
  readonly store: TileStore
  readonly field: QueueMetric
}) {
  const { status } = useStores().statistics
  return (
    <span
      ref={useDomBinding(bindFigure, store, field, status)}
      className={styles.figure}
      data-field={field}
    />
  )
}

/** Creates the cell of a figure of ACD_STATUS. Called once for each column. */
export function figureCell(field: QueueMetric) {
  return function FigureCell() {
    return <OfQueue>{(store) => <BoundQueueFigure store={store} field={field} />}</OfQueue>
  }
}

const shares = ['agentsInQueue', 'agentsOnCall', 'agentsNotReadyForCalls'] as const satisfies AcdStatusField[]

function bindShares(element: HTMLElement, store: TileStore): DomBinding {
  const parts = shares.map((field, index) => {
    // The element may have shown another row before.
    const known = element.children[index]
    const part = known instanceof HTMLElement ? known : element.appendChild(document.createElement('i'))
    return { field, part, shown: NaN }
  })
  return {
    sources: [store],
    draw() {
      for (const each of parts) {
        const count = readNumber(store.getState().row, each.field) ?? 0
        if (count === each.shown) continue
        each.shown = count
        each.part.style.flexGrow = String(count)
      }
    },
  }
}

const SharesBar = ({ store }: { readonly store: TileStore }) => (
  <div ref={useDomBinding(bindShares, store)} className={styles.bar} aria-hidden="true" />
)

/** The shares of ready, on call and not ready agents. The columns beside it have their numbers. */
export const AgentsCell = () => <OfQueue>{(store) => <SharesBar store={store} />}</OfQueue>

const trendMs = 1_200_000

function WaitingTrend({ id, store }: { readonly id: string; readonly store: TileStore }) {
  const history = useTile(
    store,
    useCallback((tile) => tile.history, []),
  )
  const { band } = useTrend(trendBandKey({ queues: [id], metric: 'callsInQueue' }))
  const { statistics } = useStores()
  const paths = useMemo(
    () => sparkPaths(samplePoints(history, sparkSampleMs, statistics.screenNow()), band?.points, trendMs),
    [history, band, statistics],
  )
  return (
    <svg className={styles.spark} viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
      {paths.band !== '' && <path className={styles.band} d={paths.band} data-band="" />}
      <path d={paths.line} />
    </svg>
  )
}

/** Calls in queue over the last 20 minutes, over their normal band. Renders once for each sample, every ten seconds. */
export const TrendCell = ({ id }: DeskCellProps) => (
  <OfQueue>{(store) => <WaitingTrend id={id} store={store} />}</OfQueue>
)

function bindEstimate(
  element: HTMLElement,
  id: string,
  estimates: QueueEstimates,
  words: (id: string, estimates: QueueEstimates) => EstimateText | undefined,
): DomBinding {
  const draw = cellTextOf(element)
  return {
    sources: [estimates.version],
    draw() {
      const { value, about } = words(id, estimates) ?? { value: '–', about: '' }
      draw(value)
      if (element.title !== about) element.title = about
    },
  }
}

/** Creates the cell of an estimate, with its inputs on hover. `words` is undefined until it is computed. */
export function estimateCell(
  field: string,
  words: (id: string, estimates: QueueEstimates) => EstimateText | undefined,
) {
  return function EstimateCell({ id }: DeskCellProps) {
    const estimates = useQueueEstimates()
    return (
      <span
        ref={useDomBinding(bindEstimate, id, estimates, words)}
        className={styles.estimate}
        data-field={field}
      />
    )
  }
}
