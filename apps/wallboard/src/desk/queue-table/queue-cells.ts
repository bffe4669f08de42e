import { trendBandKey } from '@wallboard/boards'
import type { AcdStatusField } from '@wallboard/five9/identifiers'
import { queueFigure, queueMetrics, readNumber, type QueueMetric } from '@wallboard/statistics'
import type { LiveStores } from '../../live/hooks/live-context.tsx'
import { sparkSampleMs } from '../../live/stores/trend-series-state.ts'
import { narrowFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import {
  addSpan,
  dataOf,
  figureTextOf,
  showField,
  textCell,
  drawnTextOf,
  type CreateCell,
} from '../table/drawn-cell.ts'
import { createKeptPaths } from '../table/kept-paths.ts'
import { levelMarkOf } from '../table/level-mark.tsx'
import type { DrawnRows } from '../table/row-drawings.ts'
import { addRowLink, type OpenPage } from '../table/row-link.ts'
import { shareSizes } from './share-bar-state.ts'
import { addSparkLine } from '../table/spark-line-element.ts'
import { samplePoints, sparkPaths, type SparkBandPoint } from '../table/spark-line-state.ts'
import type { EstimateText } from '../why/estimate-text.ts'
import type { QueueEstimates } from '../why/queue-estimates-store.ts'
import styles from './queue-table.module.css'

/** The stores that rows of queues are drawn from. */
export type QueueStores = Pick<LiveStores, 'statistics' | 'alerts' | 'trend'>

const levelOf = ({ alerts }: QueueStores, id: string) => alerts.active.getState().levels.get(id) ?? 'none'

const tileOf = ({ statistics }: QueueStores, id: string) => statistics.tile(id)?.getState()

const bandKeyOf = (id: string): string => trendBandKey({ queues: [id], metric: 'callsInQueue' })

/** Rows of queues: named by `data-queue`, with the level of their alert. A row of an unknown queue has empty cells. */
export function createQueueRows(stores: QueueStores, estimates: QueueEstimates): DrawnRows {
  const { statistics, alerts, trend } = stores
  return {
    ofAll: [statistics.status, alerts.active, estimates.version],
    ofRow(id) {
      const tile = statistics.tile(id)
      return tile === undefined ? [] : [tile, trend.of(bandKeyOf(id))]
    },
    membership: statistics.membership,
    createRow(row) {
      const [queue, level, removed] = [dataOf(row, 'queue'), dataOf(row, 'level'), dataOf(row, 'removed')]
      return (id) => {
        const tile = tileOf(stores, id)
        queue(tile?.label)
        level(tile && levelOf(stores, id))
        removed(tile?.removedAt === undefined ? undefined : '')
      }
    },
  }
}

/** The queue's name as a link to its page, behind the sign of its alert. */
export const nameCell =
  (stores: QueueStores, open: OpenPage): CreateCell =>
  (cell) => {
    cell.className = styles.cell ?? ''
    const drawMark = levelMarkOf(addSpan(cell, styles.sign))
    const drawLink = addRowLink(cell, styles.name, open)
    return (id) => {
      const label = tileOf(stores, id)?.label ?? ''
      drawMark(levelOf(stores, id))
      drawLink(`queues/${encodeURIComponent(id)}`, shownName(label), label)
    }
  }

/** A figure of ACD_STATUS. */
export const figureCell =
  (stores: QueueStores, field: QueueMetric): CreateCell =>
  (cell) => {
    const { status } = stores.statistics
    const { unit } = queueMetrics[field]
    showField(cell, styles.figure, field)
    const [draw, zero] = [drawnTextOf(cell, figureTextOf(cell)), dataOf(cell, 'zero')]
    return (id) => {
      const tile = tileOf(stores, id)
      if (tile === undefined) {
        draw({ text: '' })
        return
      }
      const value = queueFigure(tile.row, field, tile.removedAt ?? status.getState().now)
      zero(String(value === undefined || value === 0))
      draw(narrowFigure(value, unit))
    }
  }

const shares = ['agentsInQueue', 'agentsOnCall', 'agentsNotReadyForCalls'] as const satisfies AcdStatusField[]

/**
 * The shares of ready, on call and not ready agents. The columns beside it have their numbers. The bar is one element with
 * three grounds, the first above the others: three boxes would be styled and laid out with each change.
 */
export const agentsCell =
  (stores: QueueStores): CreateCell =>
  (cell) => {
    const bar = cell.appendChild(document.createElement('div'))
    bar.className = styles.bar ?? ''
    bar.setAttribute('aria-hidden', 'true')
    let shown = ''
    return (id) => {
      const row = tileOf(stores, id)?.row
      const size = shareSizes(shares.map((field) => readNumber(row, field) ?? 0))
      if (size === shown) return
      shown = bar.style.backgroundSize = size
    }
  }

const trendMs = 1_200_000

type History = readonly (number | null)[]
const noHistory: History = []

/** Calls in queue over the last 20 minutes, over their normal band: drawn for each sample, every ten seconds. */
export function trendCell({ statistics, trend }: QueueStores): CreateCell {
  const pathsOf = createKeptPaths((history: History, band: readonly SparkBandPoint[] | undefined) =>
    sparkPaths(samplePoints(history, sparkSampleMs, statistics.screenNow()), band, trendMs),
  )
  return (cell) => {
    const draw = addSparkLine(cell, { spark: styles.spark, band: styles.band })
    let shown: { readonly history: object | undefined; readonly band: object | undefined } | undefined
    return (id) => {
      const history = statistics.tile(id)?.getState().history
      const { band } = trend.of(bandKeyOf(id)).getState()
      if (shown !== undefined && history === shown.history && band === shown.band) return
      shown = { history, band }
      draw(pathsOf(history ?? noHistory, band?.points))
    }
  }
}

/** An estimate, with its inputs on hover. `words` is undefined until it is computed. */
export const estimateCell = (
  field: string,
  estimates: QueueEstimates,
  words: (id: string, estimates: QueueEstimates) => EstimateText | undefined,
): CreateCell =>
  textCell(field, styles.estimate, (id) => {
    const { value, short = value, about } = words(id, estimates) ?? { value: '–', about: '' }
    return { text: short, title: short === value ? about : `${value}. ${about}` }
  })
