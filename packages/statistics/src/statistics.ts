import type { SourceIncrement } from '@wallboard/five9/events'
import type { Change, DatedSource, Row } from './row.ts'
import { createSourceTable, type SourceTable, type TableEffect } from './source-table.ts'

/** Every data source of one feed. The same events give the same rows, in the BFF and in the browser. */
export interface Statistics {
  /** Event 5000: replaces the sources that it holds and no others; returns what truly changed. */
  readonly applyFull: (sources: readonly DatedSource[]) => readonly Change[]
  /** Event 5012: merges, inserting unknown ids; applying it twice changes nothing. Returns what truly changed. */
  readonly applyChanges: (changes: readonly Change[]) => readonly Change[]
  /** The same as it comes from Five9: everything in it is of the instant `asOf`. */
  readonly applyIncrement: (sources: readonly SourceIncrement[], asOf: number) => readonly Change[]
  /** The entity rows by id, without totals: a live view that later events change. */
  readonly rows: (dataSource: string) => ReadonlyMap<string, Row>
  /** The row for the whole domain: id `"0"`, else id `""`. */
  readonly totals: (dataSource: string) => Row | undefined
  /** False until a 5000 held the source: rows may be missing. */
  readonly isComplete: (dataSource: string) => boolean
  /** The rows as a 5000 would hold them, totals included; of the sources seen so far, or of those named. */
  readonly full: (dataSources?: readonly string[]) => DatedSource[]
}

export function createStatistics(): Statistics {
  const tables = new Map<string, SourceTable>()

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
      const { change } = apply(tableOf(dataSource), own)
      if (change !== undefined) changes.push(change)
    }
    return changes
  }

  return {
    applyFull: (sources) => applyEach(sources, (target, blocks) => target.applyFull(blocks)),
    applyChanges: (changes) => applyEach(changes, (target, blocks) => target.applyChanges(blocks)),
    applyIncrement: (sources, asOf) =>
      applyEach(sources, (target, blocks) => target.applyIncrements(blocks, asOf)),
    rows: (dataSource) => tables.get(dataSource)?.entities ?? new Map<string, Row>(),
    totals: (dataSource) => tables.get(dataSource)?.totals(),
    isComplete: (dataSource) => tables.get(dataSource)?.isComplete() ?? false,
    full: (dataSources) =>
      [...tables]
        .filter(([dataSource]) => dataSources?.includes(dataSource) ?? true)
        .map(([, table]) => table.full()),
  }
}
