import { DataSource } from '@wallboard/five9/identifiers'
import type { Floor } from './floor/index.ts'
import type { Rows } from './faults/row-faults.ts'
import type { Truth } from './simulated-domain.ts'

/** What a floor holds as its clock stands, with the rows as the domain gives them out. */
export function truthOf(floor: Pick<Floor, 'now' | 'queues' | 'users' | 'rows'>, rows: Rows): Truth {
  const tracked = new Set(
    floor
      .rows()
      .get(DataSource.AgentState)
      ?.map(({ id }) => id),
  )
  const agents = floor
    .users()
    .filter(({ id }) => tracked.has(id))
    .map(({ id, fullName }) => ({ id, name: fullName }))
  return { asOf: floor.now(), queues: floor.queues(), agents, sources: Object.fromEntries(rows) }
}
