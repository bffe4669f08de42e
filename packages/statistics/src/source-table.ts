import type { SourceIncrement, StatRow } from '@wallboard/five9/events'
import {
  changedFields,
  hasLostField,
  mergedRow,
  patchOf,
  withWaitRunningOn,
  type Draft,
} from './row-difference.ts'
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

/** What an event does to one row. */
interface Touch {
  readonly was: Row | undefined
  /** It was put in place of the other, which may have had more fields; else it was merged, which loses none. */
  isReplaced: boolean
  /** The event tells its wait anew. */
  isRestated: boolean
  /** What the one merge into it changed; `'several'` when more than one thing was done to it. */
  changed: Draft | 'several' | undefined
}

const replacing = (was: Row | undefined): Touch => ({
  was,
  isReplaced: true,
  isRestated: false,
  changed: 'several',
})

export function createSourceTable(dataSource: string): SourceTable {
  const entities = new Map<string, Row>()
  const totals = new Map<string, Row>()
  let isComplete = false

  const home = (id: string) => (isTotalsId(id) ? totals : entities)

  function settle(touched: ReadonlyMap<string, Touch>): TableEffect {
    const added: Row[] = []
    const updated: Row[] = []
    const removed: string[] = []
    const before = new Map<string, Row | undefined>()
    for (const [id, { was, isReplaced, changed }] of touched) {
      const is = home(id).get(id)
      if (was === is) continue
      if (was === undefined || is === undefined) {
        if (is === undefined) removed.push(id)
        else added.push(is)
      } else if (isReplaced && hasLostField(was, is)) {
        removed.push(id)
        added.push(is)
      } else {
        const patch = patchOf(was, is, changed === 'several' ? changedFields(was, is, is.asOf) : changed)
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
    const touched = new Map<string, Touch>()
    for (const [id, row] of [...totals, ...entities]) touched.set(id, replacing(row))
    const held = new Set<string>()
    for (const row of blocks.flatMap((block) => block.data)) {
      if (!touched.has(row.id)) touched.set(row.id, replacing(undefined))
      held.add(row.id)
      home(row.id).set(row.id, row)
    }
    for (const id of touched.keys()) if (!held.has(id)) home(id).delete(id)
    isComplete = true
    return settle(touched)
  }

  function merge<R extends StatRow>(
    blocks: readonly Increment<R>[],
    instantOf: (row: R) => number,
  ): TableEffect {
    const touched = new Map<string, Touch>()

    function touch(id: string, current: Row | undefined): Touch {
      const known = touched.get(id)
      if (known !== undefined) return known
      const first: Touch = { was: current, isReplaced: false, isRestated: false, changed: undefined }
      touched.set(id, first)
      return first
    }

    function remove(id: string): void {
      const touched_ = touch(id, home(id).get(id))
      touched_.isReplaced = true
      touched_.changed = 'several'
      home(id).delete(id)
    }

    function mergeRow(row: R): void {
      const rows = home(row.id)
      const current = rows.get(row.id)
      const isFirst = !touched.has(row.id)
      const own = touch(row.id, current)
      const asOf = instantOf(row)
      const changed = current === undefined ? undefined : changedFields(current, row, asOf)
      own.changed = isFirst ? changed : 'several'
      own.isRestated ||= Object.hasOwn(row, waitField)
      rows.set(row.id, current === undefined ? { ...row, asOf } : mergedRow(current, row, asOf, changed))
    }

    for (const { removed, added, updated } of blocks) {
      removed.forEach(remove)
      added.forEach(mergeRow)
      updated.forEach(mergeRow)
    }
    // Judged once for the whole event: what a row was halfway through it, nobody saw.
    for (const [id, { was, isRestated }] of touched) {
      const is = home(id).get(id)
      if (is !== undefined && !isRestated) home(id).set(id, withWaitRunningOn(was, is))
    }
    return settle(touched)
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
