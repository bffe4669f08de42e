import { activities, type Activity } from '@wallboard/statistics'
import { everyAgent, type AgentFilter } from '@wallboard/statistics/agent-table'
import type { ColumnSort } from '../table/desk-column.ts'
import { AgentsQuery } from './agents-query.ts'

/** What the list shows. */
export interface AgentsAddress {
  readonly filter: AgentFilter
  readonly sort: ColumnSort | undefined
  /** Ids of the shown columns; undefined: the usual ones. */
  readonly columns: readonly string[] | undefined
  readonly layout: 'list' | 'grid'
}

const listOf = (value: string | undefined): readonly string[] =>
  value === undefined ? [] : [...new Set(value.split(',').filter((part) => part !== ''))]

const isActivity = (value: string): value is Activity => activities.some((activity) => activity === value)

function sortOf(value: string | undefined): ColumnSort | undefined {
  if (value === undefined || value === '' || value === '-') return undefined
  return value.startsWith('-')
    ? { column: value.slice(1), isDescending: true }
    : { column: value, isDescending: false }
}

/** Reads an address. A value that this version does not know is ignored. */
export function agentsAddressOf(query: AgentsQuery): AgentsAddress {
  return {
    filter: {
      activities: listOf(query.state).filter(isActivity),
      reasonIds: listOf(query.reason),
      groupIds: listOf(query.group),
      queueIds: listOf(query.queue),
      campaignIds: listOf(query.campaign),
      isFlagged: query.flagged === '1',
      text: query.q ?? '',
    },
    sort: sortOf(query.sort),
    columns: query.cols === undefined ? undefined : listOf(query.cols),
    layout: query.layout === 'grid' ? 'grid' : 'list',
  }
}

/** The parameters of the filter alone. */
export const filterQueryOf = (query: AgentsQuery): AgentsQuery => ({
  ...query,
  ...{ sort: undefined, cols: undefined, layout: undefined },
})

/** The opposite of `agentsAddressOf`. */
export function agentsQueryOf({ filter, sort, columns, layout }: AgentsAddress): AgentsQuery {
  const entries: readonly (readonly [keyof AgentsQuery, string])[] = [
    ['q', filter.text],
    ['state', filter.activities.join()],
    ['reason', filter.reasonIds.join()],
    ['group', filter.groupIds.join()],
    ['queue', filter.queueIds.join()],
    ['campaign', filter.campaignIds.join()],
    ['flagged', filter.isFlagged ? '1' : ''],
    ['sort', sort === undefined ? '' : `${sort.isDescending ? '-' : ''}${sort.column}`],
    ['cols', columns?.join() ?? ''],
    ['layout', layout === 'grid' ? 'grid' : ''],
  ]
  return AgentsQuery.parse(Object.fromEntries(entries.filter(([, value]) => value !== '')))
}

export const defaultAddress: AgentsAddress = {
  filter: everyAgent,
  sort: undefined,
  columns: undefined,
  layout: 'list',
}
