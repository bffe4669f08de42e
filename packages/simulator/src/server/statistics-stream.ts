import type { StatRow } from '@wallboard/five9/events'
import type { Block } from '../faults/frame-faults.ts'
import type { Rows } from '../faults/row-faults.ts'

/** Fields that grow with time. A row in which only these changed is sent at intervals. */
const timeDriven = new Set([
  'currentLongestQueueTime',
  'longestQueueTime',
  'loginTime',
  'offBreakTime',
  'occupancy',
  'utilization',
  'averageBreakTime',
  'averageIdleTime',
])

/** Tracks what clients have been sent and computes the next 5012. */
export interface StatisticsStream {
  /** The blocks of the next 5012; empty when nothing changed. With `everything`, time-driven fields count too. */
  readonly next: (rows: Rows, everything: boolean) => Block[]
  /** An invalid row was sent: send the whole row again. */
  readonly forget: (dataSource: string, id: string) => void
}

const isSameField = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))

function isWorthSending(previous: StatRow, row: StatRow, everything: boolean): boolean {
  return Object.keys(row).some(
    (field) => (everything || !timeDriven.has(field)) && !isSameField(previous[field], row[field]),
  )
}

export function createStatisticsStream(): StatisticsStream {
  const sent = new Map<string, Map<string, StatRow>>()

  function blockOf(dataSource: string, rows: readonly StatRow[], everything: boolean): Block {
    const known = sent.get(dataSource) ?? new Map<string, StatRow>()
    sent.set(dataSource, known)
    const [added, updated, before] = [new Array<StatRow>(), new Array<StatRow>(), new Map<string, StatRow>()]
    const present = new Set(rows.map(({ id }) => id))
    const removed = [...known.keys()].filter((id) => !present.has(id))
    for (const id of removed) known.delete(id)
    for (const row of rows) {
      const previous = known.get(row.id)
      // The floor returns the same object while nothing of a row has changed.
      if (previous === row) continue
      if (previous !== undefined && !isWorthSending(previous, row, everything)) continue
      known.set(row.id, row)
      if (previous === undefined) added.push(row)
      else {
        updated.push(row)
        before.set(row.id, previous)
      }
    }
    return { dataSource, added, updated, removed, before }
  }

  return {
    next: (rows, everything) =>
      [...rows]
        .map(([dataSource, list]) => blockOf(dataSource, list, everything))
        .filter(({ added, updated, removed }) => added.length + updated.length + removed.length > 0),
    forget(dataSource, id) {
      sent.get(dataSource)?.set(id, { id })
    },
  }
}
