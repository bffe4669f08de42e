import type { AcdStatusField } from '@wallboard/five9/identifiers'
import { queueMetrics, type MetricName, type QueueMetric } from '@wallboard/statistics'
import { definitionOf, type Tile } from '../tiles/index.ts'
import type { Board } from './board.ts'

/**
 * The fields that every board needs: those of the header, of the longest wait, which only runs on while calls or callbacks
 * wait, and of the order of urgency.
 */
const headerFields = [
  'callsInQueue',
  'callbacksInQueue',
  'currentLongestQueueTime',
  'agentsInQueue',
] as const satisfies readonly AcdStatusField[]

/** The further counts in a tile of a queue or of a group. */
const tileFields = [
  'agentsLoggedIn',
  'agentsOnCall',
  'agentsNotReadyForCalls',
  'voicemailsInQueue',
  'vivrCallsInQueue',
  'chatsInQueue',
  'emailsInQueue',
] as const satisfies readonly AcdStatusField[]

/** The field that a metric is read from, where the header does not need it anyway. */
const fieldsOfMetric = (metric: QueueMetric): readonly AcdStatusField[] =>
  metric === 'currentLongestCallbackTime' ? [] : [metric]

const isQueueMetric = (metric: MetricName): metric is QueueMetric => metric in queueMetrics

function shownFields(tile: Tile): readonly AcdStatusField[] {
  switch (tile.kind) {
    case 'queue':
    case 'queues':
    case 'group':
      return tileFields
    case 'number':
      return tile.figure.of === 'floor' || tile.figure.of === 'queues'
        ? fieldsOfMetric(tile.figure.metric)
        : []
    case 'trend':
      return tile.metric === undefined ? [] : fieldsOfMetric(tile.metric)
    case 'agents':
    case 'agent-summary':
    case 'campaign':
    case 'outbound-campaign':
    case 'clock':
    case 'text':
    case 'alerts':
      return []
  }
}

/** What the thresholds of a tile evaluate: in a replay or a drill the browser evaluates them. */
const evaluatedFields = (tile: Tile): readonly AcdStatusField[] =>
  (definitionOf(tile).alerts?.(tile).thresholds ?? []).flatMap(({ metric }) =>
    isQueueMetric(metric) ? fieldsOfMetric(metric) : [],
  )

/** The fields of queues' rows that a board shows or evaluates, each once and sorted. */
export function queueFieldsOf({ pages }: Pick<Board, 'pages'>): readonly AcdStatusField[] {
  const tiles = pages.flatMap((page) => page.tiles)
  const fields = tiles.flatMap((tile) => [...shownFields(tile), ...evaluatedFields(tile)])
  return [...new Set<AcdStatusField>([...headerFields, ...fields])].sort()
}
