import { currentWaitMs, queueFigure, queueMetrics, type QueueMetric } from '@wallboard/statistics'
import { queueTable as texts } from '../../i18n/index.ts'
import type { DrawnColumn } from '../table/desk-column.ts'
import type { OpenPage } from '../table/row-link.ts'
import { agentsNeededWords, expectedWaitWords } from '../why/estimate-text.ts'
import type { QueueEstimates } from '../why/queue-estimates-store.ts'
import { agentsCell, estimateCell, figureCell, nameCell, trendCell, type QueueStores } from './queue-cells.ts'

const expectedWords = (id: string, estimates: QueueEstimates) => {
  const estimate = estimates.expectedWait(id)
  return estimate && expectedWaitWords(estimate)
}
const neededWords = (id: string, estimates: QueueEstimates) => {
  const estimate = estimates.agentsNeeded(id)
  return estimate && agentsNeededWords(estimate)
}

interface FigureColumn {
  readonly field: QueueMetric
  readonly width: number
  readonly isOptional?: boolean
  readonly yields?: number
}

const waits: readonly FigureColumn[] = [
  { field: 'callsInQueue', width: 62 },
  { field: 'currentLongestQueueTime', width: 68 },
]
const beforeShares: readonly FigureColumn[] = [
  { field: 'agentsInQueue', width: 54 },
  { field: 'agentsOnCall', width: 62, yields: 1 },
  { field: 'agentsNotReadyForCalls', width: 82 },
  { field: 'agentsLoggedIn', width: 84, isOptional: true },
]
const afterShares: readonly FigureColumn[] = [
  { field: 'callbacksInQueue', width: 84 },
  { field: 'voicemailsInQueue', width: 92, yields: 0 },
  { field: 'longestQueueTime', width: 112, isOptional: true },
  { field: 'vivrCallsInQueue', width: 88, isOptional: true },
  { field: 'chatsInQueue', width: 64, isOptional: true },
  { field: 'emailsInQueue', width: 72, isOptional: true },
]

const trendColumn = {
  id: 'trend',
  align: 'start',
  width: 'var(--trend-column)',
  minWidth: 72,
} as const

/** Short names of the figures in addresses and saved views. */
export const columnIds: Readonly<Partial<Record<QueueMetric, string>>> = {
  callsInQueue: 'waiting',
  currentLongestQueueTime: 'longest',
  agentsInQueue: 'ready',
  agentsOnCall: 'on-call',
  agentsNotReadyForCalls: 'not-ready',
  agentsLoggedIn: 'logged-in',
  callbacksInQueue: 'callbacks',
  voicemailsInQueue: 'voicemails',
  longestQueueTime: 'longest-today',
  vivrCallsInQueue: 'vivr',
  chatsInQueue: 'chats',
  emailsInQueue: 'emails',
}

/** The columns of estimates. A file has their values without "≈": the title says that they are estimated. */
function estimateColumns(estimates: QueueEstimates): readonly DrawnColumn[] {
  const expected = (id: string) => {
    const estimate = estimates.expectedWait(id)
    return estimate?.type === 'known' ? estimate.value.seconds : undefined
  }
  const needed = (id: string) => {
    const estimate = estimates.agentsNeeded(id)
    return estimate?.type === 'known' ? estimate.value.extra : undefined
  }
  return [
    {
      id: 'expected',
      ...texts.expected,
      ...{ align: 'end', width: 80, sortValue: expected },
      createCell: estimateCell('expectedWait', estimates, expectedWords),
      exported: { title: texts.inSeconds(texts.estimated(texts.expected.title)), value: expected },
    },
    {
      id: 'needed',
      ...texts.needed,
      ...{ align: 'end', width: 104, isOptional: true },
      createCell: estimateCell('agentsNeeded', estimates, neededWords),
      exported: { title: texts.estimated(texts.needed.title), value: needed },
    },
  ]
}

/** The columns of a table of queues, which are drawn from the stores and sort by their figures. */
export function createQueueColumns(
  stores: QueueStores,
  estimates: QueueEstimates,
  open: OpenPage,
): readonly DrawnColumn[] {
  const { statistics } = stores
  const rowOf = (id: string) => statistics.tile(id)?.getState().row

  function figureColumn({ field, width, isOptional = false, ...rest }: FigureColumn): DrawnColumn {
    const { title, definition } = texts.fields[field]
    const sortValue = (id: string) => {
      const row = rowOf(id)
      const { now } = statistics.status.getState()
      if (field === 'currentLongestQueueTime') return row === undefined ? undefined : currentWaitMs(row, now)
      return queueFigure(row, field, now)
    }
    const seconds = (id: string) => {
      const ms = sortValue(id)
      return ms === undefined ? undefined : Math.floor(ms / 1_000)
    }
    const isTime = queueMetrics[field].unit === 'ms'
    return {
      id: columnIds[field] ?? field,
      ...{ title, definition, align: 'end', width, isOptional, sortValue, ...rest },
      createCell: figureCell(stores, field),
      ...(isTime ? { exported: { title: texts.inSeconds(title), value: seconds } } : {}),
    }
  }

  return [
    {
      id: 'queue',
      title: texts.queue,
      align: 'start',
      isRowHeader: true,
      minWidth: 160,
      sortValue: (id) => statistics.tile(id)?.getState().label,
      createCell: nameCell(stores, open),
    },
    ...waits.map(figureColumn),
    ...estimateColumns(estimates),
    ...beforeShares.map(figureColumn),
    {
      id: 'agents',
      title: texts.agents,
      definition: texts.agentsDefinition,
      align: 'start',
      width: 88,
      yields: 2,
      createCell: agentsCell(stores),
    },
    ...afterShares.map(figureColumn),
    {
      ...{ ...trendColumn, title: texts.trend, definition: texts.trendDefinition },
      createCell: trendCell(stores),
    },
  ]
}
