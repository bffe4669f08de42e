import type { StatRow } from '@wallboard/five9/events'

type Rows = ReadonlyMap<string, readonly StatRow[]>

/** A block of event 5012, as Five9 sends it: whole rows, ids in `removed`. */
interface Block {
  readonly dataSource: string
  readonly added: StatRow[]
  readonly updated: StatRow[]
  readonly removed: string[]
}

/** Fields that grow by themselves; a row in which only these moved is sent now and then, not each time. */
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

/** What clients have been sent so far, and what a 5012 has to say to bring them to the truth. */
export interface StatisticsStream {
  /** Blocks of the next 5012; empty when nothing is to be said. With `everything`, time-driven fields count too. */
  readonly next: (rows: Rows, everything: boolean) => Block[]
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
    const block: Block = { dataSource, added: [], updated: [], removed: [] }
    const present = new Set(rows.map(({ id }) => id))
    for (const id of known.keys()) if (!present.has(id)) block.removed.push(id)
    for (const id of block.removed) known.delete(id)
    for (const row of rows) {
      const previous = known.get(row.id)
      if (previous !== undefined && !isWorthSending(previous, row, everything)) continue
      known.set(row.id, row)
      if (previous === undefined) block.added.push(row)
      else block.updated.push(row)
    }
    return block
  }

  return {
    next: (rows, everything) =>
      [...rows]
        .map(([dataSource, list]) => blockOf(dataSource, list, everything))
        .filter(({ added, updated, removed }) => added.length + updated.length + removed.length > 0),
  }
}

/** The payload of event 5000. */
export function fullPayload(rows: Rows): { dataSource: string; data: readonly StatRow[] }[] {
  return [...rows].map(([dataSource, data]) => ({ dataSource, data }))
}
