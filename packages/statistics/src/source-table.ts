import type { SourceIncrement, StatRow } from '@wallboard/five9/events'
import { hasLostField, mergedRow, patchBetween, withWaitRunningOn } from './row-difference.ts'
import { isTotalsId, type Change, type FullSource, type Row } from './row.ts'
import { waitField } from './wait-clock.ts'

/** What an event truly did to a table: the change, and the rows it replaced (`undefined`: there was none). */
export interface TableEffect {
  readonly change: Change | undefined
  readonly before: ReadonlyMap<string, Row | undefined>
}

/** The rows of one data source. Its maps change in place; its rows never do. */
export interface SourceTable {
  readonly entities: ReadonlyMap<string, Row>
  readonly totals: () => Row | undefined
  readonly isComplete: () => boolean
  readonly full: () => FullSource
  /** Replaces all rows by those of the blocks, which together are the source. */
  readonly applyFull: (blocks: readonly FullSource[]) => TableEffect
  /** Applies the blocks in order. */
  readonly applyChanges: (blocks: readonly Change[]) => TableEffect
  /** The same with blocks of one instant, as Five9 sends them. */
  readonly applyIncrements: (blocks: readonly SourceIncrement[], asOf: number) => TableEffect
}

interface Increment<R> {
  readonly added: readonly R[]
  readonly updated: readonly R[]
  readonly removed: readonly string[]
}

export function createSourceTable(dataSource: string): SourceTable {
  const entities = new Map<string, Row>()
  const totals = new Map<string, Row>()
  let isComplete = false

  const home = (id: string) => (isTotalsId(id) ? totals : entities)

  /** `isReplaced` tells rows that were put in place of others; the rest were merged, and a merge loses no field. */
  function settle(
    touched: ReadonlyMap<string, Row | undefined>,
    isReplaced: (id: string) => boolean,
  ): TableEffect {
    const added: Row[] = []
    const updated: Row[] = []
    const removed: string[] = []
    const before = new Map<string, Row | undefined>()
    for (const [id, was] of touched) {
      const is = home(id).get(id)
      if (was === is) continue
      if (was === undefined || is === undefined) {
        if (is === undefined) removed.push(id)
        else added.push(is)
      } else if (isReplaced(id) && hasLostField(was, is)) {
        removed.push(id)
        added.push(is)
      } else {
        const patch = patchBetween(was, is)
        if (patch === undefined) {
          home(id).set(id, was)
          continue
        }
        updated.push(patch)
      }
      before.set(id, was)
    }
    return { change: before.size === 0 ? undefined : { dataSource, added, updated, removed }, before }
  }

  function applyFull(blocks: readonly FullSource[]): TableEffect {
    const touched = new Map<string, Row | undefined>([...totals, ...entities])
    for (const row of blocks.flatMap((block) => block.data)) {
      if (!touched.has(row.id)) touched.set(row.id, undefined)
      home(row.id).set(row.id, row)
    }
    const held = new Set(blocks.flatMap((block) => block.data.map((row) => row.id)))
    for (const id of touched.keys()) if (!held.has(id)) home(id).delete(id)
    isComplete = true
    return settle(touched, () => true)
  }

  function merge<R extends StatRow>(
    blocks: readonly Increment<R>[],
    instantOf: (row: R) => number,
  ): TableEffect {
    const touched = new Map<string, Row | undefined>()
    const restated = new Set<string>()
    const removed = new Set<string>()
    const touch = (id: string) => {
      if (!touched.has(id)) touched.set(id, home(id).get(id))
    }
    for (const block of blocks) {
      for (const id of block.removed) {
        touch(id)
        removed.add(id)
        home(id).delete(id)
      }
      for (const rows of [block.added, block.updated]) {
        for (const row of rows) {
          touch(row.id)
          home(row.id).set(row.id, mergedRow(home(row.id).get(row.id), row, instantOf(row)))
          if (Object.hasOwn(row, waitField)) restated.add(row.id)
        }
      }
    }
    // Judged once for the whole event: what a row was halfway through it, nobody saw.
    for (const [id, was] of touched) {
      const is = home(id).get(id)
      if (is !== undefined && !restated.has(id)) home(id).set(id, withWaitRunningOn(was, is))
    }
    return settle(touched, (id) => removed.has(id))
  }

  const full = (): FullSource => ({ dataSource, data: [...totals.values(), ...entities.values()] })

  return {
    entities,
    totals: () => totals.get('0') ?? totals.get(''),
    isComplete: () => isComplete,
    full,
    applyFull,
    applyChanges: (blocks) => merge(blocks, (row) => row.asOf),
    applyIncrements: (blocks, asOf) => merge(blocks, () => asOf),
  }
}
