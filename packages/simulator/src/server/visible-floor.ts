import { DataSource, type StatRow } from '@wallboard/five9/events'
import type { Rows } from '../faults/row-faults.ts'
import type { Floor } from '../floor/index.ts'

/** Queues that a user may see, with the agents and campaigns that serve them; undefined for the whole domain. */
export type VisibleQueues = () => ReadonlySet<string> | undefined

const agentSources: ReadonlySet<string> = new Set([DataSource.AgentState, DataSource.AgentStatistic])

type Filtered = Pick<Floor, 'queues' | 'users' | 'campaigns'>

function visibleIds(floor: Filtered, queues: ReadonlySet<string>) {
  const isServed = ({ skillIds }: { readonly skillIds: readonly string[] }) =>
    skillIds.some((id) => queues.has(id))
  const idsOf = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id))
  return {
    queues,
    agents: idsOf(floor.users().filter(isServed)),
    campaigns: idsOf(floor.campaigns().filter(isServed)),
  }
}

/**
 * The rows that a user gets who may see some queues only. Totals rows count the whole domain, so such a user gets none.
 */
export function visibleRows(rows: Rows, floor: Filtered, visible: VisibleQueues): Rows {
  const shown = visible()
  if (shown === undefined) return rows
  const { queues, agents, campaigns } = visibleIds(floor, shown)
  const isVisible = (source: string, row: StatRow): boolean => {
    if (source === DataSource.AcdStatus) return queues.has(row.id)
    if (source === DataSource.UserSession) return agents.has(String(row['userId']))
    return (agentSources.has(source) ? agents : campaigns).has(row.id)
  }
  return new Map([...rows].map(([source, list]) => [source, list.filter((row) => isVisible(source, row))]))
}

/** The floor as REST shows it to a user who may see some queues only. Changes act on the whole floor. */
export function visibleFloor(floor: Floor, visible: VisibleQueues): Floor {
  const whole: Filtered = { queues: floor.queues, users: floor.users, campaigns: floor.campaigns }
  function cut<Item extends { readonly id: string }>(
    read: () => readonly Item[],
    kind: 'queues' | 'agents' | 'campaigns',
  ): () => readonly Item[] {
    return () => {
      const shown = visible()
      if (shown === undefined) return read()
      const ids = visibleIds(whole, shown)[kind]
      return read().filter(({ id }) => ids.has(id))
    }
  }
  return {
    ...floor,
    queues: cut(floor.queues, 'queues'),
    users: cut(floor.users, 'agents'),
    campaigns: cut(floor.campaigns, 'campaigns'),
    rows: (totals, sources) => visibleRows(floor.rows(totals, sources), whole, visible),
  }
}
