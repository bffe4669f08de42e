import { timerSince, type AgentRecord } from '@wallboard/statistics/agent-table'
import { agentsPage } from '../../i18n/index.ts'
import type { DrawnColumn, SortValue } from '../table/desk-column.ts'
import type { OpenPage } from '../table/row-link.ts'
import {
  callTypeField,
  campaignField,
  figureFields,
  reasonField,
  stateField,
  timerField,
  type AgentField,
  type AgentStores,
} from './agent-fields.ts'
import { fieldCell, nameCell, queuesCell } from './agent-rows.ts'
import { stateText } from './agent-text.ts'

const { columns: texts } = agentsPage

type TimeSource = (record: AgentRecord) => number | undefined

/** The columns of the table of agents, which are drawn from the stores and sort by their agents. */
export function createAgentColumns(stores: AgentStores, open: OpenPage): readonly DrawnColumn[] {
  const { model } = stores
  const cellOf = (field: AgentField) => ({ createCell: fieldCell(field, stores) })
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
  const figure = (
    id: keyof typeof figureFields,
    width: number,
    valueOf: (record: AgentRecord) => SortValue,
  ) =>
    ({
      ...{ id, width, ...texts[id], ...cellOf(figureFields[id]) },
      align: 'end',
      sortValue: sortBy(valueOf),
    }) as const
  return [
    {
      ...{ id: 'agent', ...texts.agent, align: 'start', isRowHeader: true, minWidth: 160 },
      createCell: nameCell(stores, open),
      sortValue: sortBy(({ name }) => name),
    },
    {
      ...{ id: 'state', ...texts.state, align: 'start', width: 116, ...cellOf(stateField) },
      sortValue: sortBy(stateText),
    },
    {
      ...{ id: 'since', ...texts.since, align: 'end', width: 72, ...cellOf(timerField) },
      sortValue: byTime(({ since }) => since),
    },
    {
      ...{ id: 'reason', ...texts.reason, align: 'start', minWidth: 176, ...cellOf(reasonField) },
      sortValue: byTime((record) => (record.reason === undefined ? undefined : timerSince(record))),
      isDescendingFirst: true,
    },
    {
      ...{
        id: 'campaign',
        ...texts.campaign,
        align: 'start',
        width: 128,
        yields: 1,
        ...cellOf(campaignField),
      },
      sortValue: sortBy(({ campaign }) => campaign?.name),
    },
    {
      ...{ id: 'callType', ...texts.callType, align: 'start', width: 112, ...cellOf(callTypeField) },
      isOptional: true,
    },
    { id: 'queues', ...texts.queues, align: 'start', width: 160, yields: 2, createCell: queuesCell(stores) },
    figure('handled', 80, ({ handled }) => handled),
    figure('handleTime', 96, ({ handleMs }) => handleMs),
    { ...figure('wrap', 64, ({ wrapMs }) => wrapMs), yields: 0 },
    { ...figure('occupancy', 96, ({ occupancy }) => occupancy), yields: 0 },
    { ...figure('notOnBreak', 104, ({ notOnBreak }) => notOnBreak), isOptional: true },
  ]
}
