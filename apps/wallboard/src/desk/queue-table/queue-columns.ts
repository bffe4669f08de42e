import { currentWaitMs, queueFigure, queueMetrics, type QueueMetric } from '@wallboard/statistics'
import { queueTable as texts } from '../../i18n/index.ts'
import type { LiveStores } from '../../live/hooks/live-context.tsx'
import type { DeskColumn } from '../table/desk-column.ts'
import { AgentsCell, figureCell, NameCell, TrendCell } from './queue-cells.tsx'

/** The stores that the columns sort by. */
export type SortedStores = Pick<LiveStores, 'statistics'>

interface FigureColumn {
  readonly field: QueueMetric
  readonly width: number
  readonly isOptional?: boolean
}

const beforeShares: readonly FigureColumn[] = [
  { field: 'callsInQueue', width: 62 },
  { field: 'currentLongestQueueTime', width: 68 },
  { field: 'agentsInQueue', width: 54 },
  { field: 'agentsOnCall', width: 62 },
  { field: 'agentsNotReadyForCalls', width: 76 },
  { field: 'agentsLoggedIn', width: 84, isOptional: true },
]
const afterShares: readonly FigureColumn[] = [
  { field: 'callbacksInQueue', width: 76 },
  { field: 'voicemailsInQueue', width: 80 },
  { field: 'longestQueueTime', width: 112, isOptional: true },
  { field: 'vivrCallsInQueue', width: 88, isOptional: true },
  { field: 'chatsInQueue', width: 64, isOptional: true },
  { field: 'emailsInQueue', width: 72, isOptional: true },
]

/** A cell is one component for the life of the page: another one would mount all cells again. */
const cells = new Map([...beforeShares, ...afterShares].map(({ field }) => [field, figureCell(field)]))

const trendColumn: Omit<DeskColumn, 'title'> = {
  id: 'trend',
  align: 'start',
  width: 'var(--trend-column)',
  minWidth: 84,
  Cell: TrendCell,
}

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

/** The columns of a table of queues, which sort by the figures in the stores. */
export function createQueueColumns({ statistics }: SortedStores): readonly DeskColumn[] {
  const rowOf = (id: string) => statistics.tile(id)?.getState().row

  function figureColumn({ field, width, isOptional = false }: FigureColumn): DeskColumn[] {
    const Cell = cells.get(field)
    if (Cell === undefined) return []
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
    return [
      {
        id: columnIds[field] ?? field,
        ...{ title, definition, align: 'end', width, isOptional, sortValue, Cell },
        ...(isTime ? { exported: { title: texts.inSeconds(title), value: seconds } } : {}),
      },
    ]
  }

  return [
    {
      id: 'queue',
      title: texts.queue,
      align: 'start',
      isRowHeader: true,
      minWidth: 140,
      sortValue: (id) => statistics.tile(id)?.getState().label,
      Cell: NameCell,
    },
    ...beforeShares.flatMap(figureColumn),
    {
      id: 'agents',
      title: texts.agents,
      definition: texts.agentsDefinition,
      align: 'start',
      width: 88,
      Cell: AgentsCell,
    },
    ...afterShares.flatMap(figureColumn),
    { ...trendColumn, title: texts.trend, definition: texts.trendDefinition },
  ]
}
