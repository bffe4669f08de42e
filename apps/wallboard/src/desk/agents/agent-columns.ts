import { timerSince, type AgentRecord } from '@wallboard/statistics/agent-table'
import { agentsPage } from '../../i18n/index.ts'
import type { DeskColumn, SortValue } from '../table/desk-column.ts'
import type { AgentsModel } from './agents-store.ts'
import {
  CallTypeCell,
  CampaignCell,
  FigureCells,
  NameCell,
  QueuesCell,
  ReasonCell,
  StateCell,
  TimerCell,
} from './agent-cells.tsx'
import { stateText } from './agent-text.ts'

const { columns: texts } = agentsPage

type TimeSource = (record: AgentRecord) => number | undefined

/** The columns of the table of agents, which sort by the agents of a model. */
export function createAgentColumns(model: AgentsModel): readonly DeskColumn[] {
  const sortBy = (valueOf: (record: AgentRecord) => SortValue) => (id: string) => {
    const record = model.view.getState().records.get(id)
    return record === undefined ? undefined : valueOf(record)
  }
  /** The longest time first. */
  const byTime = (since: TimeSource) =>
    sortBy((record) => {
      const start = since(record)
      return start === undefined ? undefined : -start
    })
  const figure = (id: keyof typeof FigureCells, width: number, valueOf: (record: AgentRecord) => SortValue) =>
    ({
      ...{ id, width, ...texts[id], Cell: FigureCells[id] },
      align: 'end',
      sortValue: sortBy(valueOf),
    }) as const
  return [
    {
      ...{ id: 'agent', ...texts.agent, align: 'start', isRowHeader: true, minWidth: 160, Cell: NameCell },
      sortValue: sortBy(({ name }) => name),
    },
    {
      ...{ id: 'state', ...texts.state, align: 'start', width: 116, Cell: StateCell },
      sortValue: sortBy(stateText),
    },
    {
      ...{ id: 'since', ...texts.since, align: 'end', width: 72, Cell: TimerCell },
      sortValue: byTime(({ since }) => since),
    },
    {
      ...{ id: 'reason', ...texts.reason, align: 'start', minWidth: 176, Cell: ReasonCell },
      sortValue: byTime((record) => (record.reason === undefined ? undefined : timerSince(record))),
      isDescendingFirst: true,
    },
    {
      ...{ id: 'campaign', ...texts.campaign, align: 'start', width: 128, yields: 1, Cell: CampaignCell },
      sortValue: sortBy(({ campaign }) => campaign?.name),
    },
    {
      ...{ id: 'callType', ...texts.callType, align: 'start', width: 112, Cell: CallTypeCell },
      isOptional: true,
    },
    { id: 'queues', ...texts.queues, align: 'start', width: 160, yields: 2, Cell: QueuesCell },
    figure('handled', 80, ({ handled }) => handled),
    figure('handleTime', 96, ({ handleMs }) => handleMs),
    { ...figure('wrap', 64, ({ wrapMs }) => wrapMs), yields: 0 },
    { ...figure('occupancy', 96, ({ occupancy }) => occupancy), yields: 0 },
    { ...figure('notOnBreak', 104, ({ notOnBreak }) => notOnBreak), isOptional: true },
  ]
}
