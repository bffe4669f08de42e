import { isTotalsId, type Change, type FullSource, type Row } from './row.ts'
import { applyRows, createSourceTable, replaceRows, type SourceTable } from './source-table.ts'

/** The state of all data sources that a stream of 5000 and 5012 leads to. */
export interface Statistics {
  /** Event 5000: replaces the sources that it holds, and no other. Returns what truly changed. */
  readonly applyFull: (sources: readonly FullSource[]) => readonly Change[]
  /** Event 5012. Returns what truly changed. */
  readonly applyChanges: (changes: readonly Change[]) => readonly Change[]
  /** The rows of a source by id, without its totals row. */
  readonly rows: (dataSource: string) => ReadonlyMap<string, Row>
  readonly totals: (dataSource: string) => Row | undefined
  /** False until a 5000 has held the source: what is known of it before may lack rows. */
  readonly isComplete: (dataSource: string) => boolean
  /** Everything held, totals rows included; only the named sources where names are given. */
  readonly full: (dataSources?: readonly string[]) => FullSource[]
}

/** Creates an empty state. Tables are changed in place, so that cost follows what changed; rows are immutable. */
export function createStatistics(): Statistics {
  const tables = new Map<string, SourceTable>()

  function tableOf(dataSource: string): SourceTable {
    const known = tables.get(dataSource)
    if (known !== undefined) return known
    const table = createSourceTable()
    tables.set(dataSource, table)
    return table
  }

  return {
    applyFull: (sources) =>
      sources.flatMap((source) => replaceRows(tableOf(source.dataSource), source) ?? []),
    applyChanges: (changes) =>
      changes.flatMap((change) => applyRows(tableOf(change.dataSource), change) ?? []),
    rows: (dataSource) =>
      new Map([...(tables.get(dataSource)?.rows ?? [])].filter(([id]) => !isTotalsId(id))),
    totals: (dataSource) => {
      const rows = tables.get(dataSource)?.rows
      return rows?.get('0') ?? rows?.get('')
    },
    isComplete: (dataSource) => tables.get(dataSource)?.isComplete ?? false,
    full: (dataSources) =>
      [...tables]
        .filter(([dataSource]) => dataSources?.includes(dataSource) ?? true)
        .map(([dataSource, table]) => ({ dataSource, data: [...table.rows.values()] })),
  }
}
