import type { SourceIncrement, StatRow } from '@wallboard/five9/events'
import { hasOwn } from './has-own.ts'
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
  /** The event tells its wait anew. */
  isRestated: boolean
  /** What one merge into it changed, which loses no field; `'more'` when more was done to it. */
  changed: Draft | 'more' | undefined
}

const touchOf = (was: Row | undefined, changed?: 'more'): Touch => ({ was, isRestated: false, changed })

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
    for (const [id, { was, changed }] of touched) {
      const is = home(id).get(id)
      if (was === is) continue
      if (was === undefined || is === undefined) {
        if (is === undefined) removed.push(id)
        else added.push(is)
      } else if (changed === 'more' && hasLostField(was, is)) {
        removed.push(id)
        added.push(is)
      } else {
        const patch = patchOf(was, is, changed === 'more' ? changedFields(was, is, is.asOf) : changed)
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
    for (const [id, row] of [...totals, ...entities]) touched.set(id, touchOf(row, 'more'))
    const held = new Set<string>()
    for (const row of blocks.flatMap((block) => block.data)) {
      if (!touched.has(row.id)) touched.set(row.id, touchOf(undefined))
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

    function touch(id: string, current: Row | undefined, changed?: Draft): Touch {
      const known = touched.get(id)
      const own = known ?? touchOf(current)
      own.changed = known === undefined ? changed : 'more'
      touched.set(id, own)
      return own
    }

    function remove(id: string): void {
      touch(id, home(id).get(id)).changed = 'more'
      home(id).delete(id)
    }

    function mergeRow(row: R): void {
      const rows = home(row.id)
      const current = rows.get(row.id)
      const asOf = instantOf(row)
      const changed = current && changedFields(current, row, asOf)
      touch(row.id, current, changed).isRestated ||= hasOwn(row, waitField)
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
