import { DataSource } from '@wallboard/five9/identifiers'
import type { Floor } from './floor/index.ts'
import type { Rows } from './faults/row-faults.ts'
import type { Truth } from './simulated-domain.ts'

/** The truth of a floor at its present time, with the rows that the domain sends. */
export function truthOf(
  floor: Pick<Floor, 'now' | 'queues' | 'users' | 'rows' | 'calls'>,
  rows: Rows,
): Truth {
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
  return {
    ...{ asOf: floor.now(), queues: floor.queues(), agents, sources: Object.fromEntries(rows) },
    calls: Object.fromEntries(floor.calls()),
  }
}
