import type { AgentStateField } from '@wallboard/five9/identifiers'
import { activityOf, readNumber, readText, type Activity, type Row } from '@wallboard/statistics'
import type { Queues } from '../document/fields.ts'
import { servingRows } from './agent-summary.ts'
import type { BoardData } from './board-data.ts'

/** One agent of a list. */
export interface AgentListRow {
  readonly id: string
  readonly name: string
  readonly activity: Activity
  /** The reason for not being ready, if Five9 sent one. */
  readonly reason: string | undefined
  /** Start of the activity, by Five9's clock (see `domainOffsetMs`); undefined if Five9 did not send it. */
  readonly since: number | undefined
}

function instantOf(row: Row, field: AgentStateField): number | undefined {
  const value = readNumber(row, field)
  return value !== undefined && value > 0 ? value : undefined
}

/** The distinct agents of these queues; undefined while they are not known. */
export function agentListOf(data: BoardData, queues: Queues): readonly AgentListRow[] | undefined {
  const { agents, reasons } = data.directory()
  const names = new Map(agents.map(({ id, name }) => [id, name]))
  const reasonNames = new Map(reasons.map(({ id, name }) => [id, name]))
  return servingRows(data, queues)?.map((row) => {
    const reasonId = readText(row, 'reasonCodeId')
    return {
      id: row.id,
      name: names.get(row.id) ?? `Agent ${row.id}`,
      activity: activityOf(row),
      reason: reasonId === undefined ? undefined : reasonNames.get(reasonId),
      since: instantOf(row, 'stateSince'),
    }
  })
}
