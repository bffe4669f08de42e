import type { SourceIncrement, SourceSnapshot } from '@wallboard/five9/events'
import { withTimestamp, type Change, type DatedSource, type Row } from './row.ts'
import { createSourceTable, type SourceTable, type TableEffect } from './source-table.ts'

/** Event 5000 (`full`) or 5012 (`increment`), as the parsers of the Five9 client return it. */
export type StatisticsEvent =
  | { readonly kind: 'full'; readonly sources: readonly SourceSnapshot[] }
  | { readonly kind: 'increment'; readonly sources: readonly SourceIncrement[] }

/** The rows of every data source of one feed. The same events give the same rows in the BFF and in the browser. */
export interface Statistics {
  /** Applies an event as Five9 sends it: every row in it is of the instant `asOf`. Returns the rows that differ. */
  readonly apply: (event: StatisticsEvent, asOf: number) => readonly Change[]
  /** Event 5000: replaces the sources in it and no others. Returns the rows that differ. */
  readonly applyFull: (sources: readonly DatedSource[]) => readonly Change[]
  /** Event 5012: merges rows and inserts unknown ids. Applying it twice changes nothing. Returns the rows that differ. */
  readonly applyChanges: (changes: readonly Change[]) => readonly Change[]
  /** Event 5012 as Five9 sends it: every row in it is of the instant `asOf`. */
  readonly applyIncrement: (sources: readonly SourceIncrement[], asOf: number) => readonly Change[]
  /** The entity rows by id, without totals. Later events change this map. */
  readonly rows: (dataSource: string) => ReadonlyMap<string, Row>
  /** The row for the whole domain: id `"0"`, else id `""`. */
  readonly totals: (dataSource: string) => Row | undefined
  /**
   * The rows that the last event with this source added, updated or removed, as they were before it: undefined for a
   * row that it added. Totals included.
   */
  readonly replaced: (dataSource: string) => ReadonlyMap<string, Row | undefined>
  /** False until a 5000 held the source: rows may be missing. */
  readonly isComplete: (dataSource: string) => boolean
  /** The rows as a 5000 would hold them, totals included: of all sources received so far, or of `dataSources`. */
  readonly full: (dataSources?: readonly string[]) => DatedSource[]
}

export function createStatistics(): Statistics {
  const tables = new Map<string, SourceTable>()
  const replaced = new Map<string, TableEffect['before']>()

  function tableOf(dataSource: string): SourceTable {
    const known = tables.get(dataSource)
    if (known !== undefined) return known
    const created = createSourceTable(dataSource)
    tables.set(dataSource, created)
    return created
  }

  function applyEach<Block extends { readonly dataSource: string }>(
    blocks: readonly Block[],
    apply: (table: SourceTable, blocks: readonly Block[]) => TableEffect,
  ): readonly Change[] {
    const changes: Change[] = []
    const bySource = new Map<string, Block[]>()
    for (const block of blocks) {
      const own = bySource.get(block.dataSource)
      if (own === undefined) bySource.set(block.dataSource, [block])
      else own.push(block)
    }
    for (const [dataSource, own] of bySource) {
      const { change, before } = apply(tableOf(dataSource), own)
      replaced.set(dataSource, before)
      if (change !== undefined) changes.push(change)
    }
    return changes
  }

  const applyFull = (sources: readonly DatedSource[]) =>
    applyEach(sources, (target, blocks) => target.applyFull(blocks))
  const applyIncrement = (sources: readonly SourceIncrement[], asOf: number) =>
    applyEach(sources, (target, blocks) => target.applyIncrements(blocks, asOf))

  return {
    apply: (event, asOf) =>
      event.kind === 'full'
        ? applyFull(withTimestamp(event.sources, asOf))
        : applyIncrement(event.sources, asOf),
    applyFull,
    applyChanges: (changes) => applyEach(changes, (target, blocks) => target.applyChanges(blocks)),
    applyIncrement,
    rows: (dataSource) => tables.get(dataSource)?.entities ?? new Map<string, Row>(),
    totals: (dataSource) => tables.get(dataSource)?.totals(),
    replaced: (dataSource) => replaced.get(dataSource) ?? new Map<string, Row | undefined>(),
    isComplete: (dataSource) => tables.get(dataSource)?.isComplete() ?? false,
    full: (dataSources) =>
      [...tables]
        .filter(([dataSource]) => dataSources?.includes(dataSource) ?? true)
        .map(([, table]) => table.full()),
  }
}
