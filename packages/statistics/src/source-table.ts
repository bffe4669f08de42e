import type { SourceIncrement, StatRow } from '@wallboard/five9/events'
import { hasOwn } from './has-own.ts'
import {
  changedFields,
  hasLostField,
  mergedRow,
  diffRow,
  keepRunningWait,
  type RowPatch,
} from './row-difference.ts'
import { isTotalsId, type Change, type DatedSource, type Row } from './row.ts'
import { waitField } from './wait-clock.ts'

/** The effect of an event on a table: the change, and the replaced rows (`undefined` for an added row). */
export interface TableEffect {
  readonly change: Change | undefined
  readonly before: ReadonlyMap<string, Row | undefined>
}

/** The rows of one data source. Its maps change in place; its rows never do. */
export interface SourceTable {
  readonly entities: ReadonlyMap<string, Row>
  readonly totals: () => Row | undefined
  readonly isComplete: () => boolean
  readonly full: () => DatedSource
  /** Replaces all rows by those of the blocks, which together hold the whole source. */
  readonly applyFull: (blocks: readonly DatedSource[]) => TableEffect
  /** Applies the blocks in order. */
  readonly applyChanges: (blocks: readonly Change[]) => TableEffect
  /** Applies blocks of one instant, as Five9 sends them. */
  readonly applyIncrements: (blocks: readonly SourceIncrement[], asOf: number) => TableEffect
}

interface Increment<R> {
  readonly added: readonly R[]
  readonly updated: readonly R[]
  readonly removed: readonly string[]
}

/** The edits of one row by one event. */
interface RowEdit {
  readonly was: Row | undefined
  /** The event contains the wait of the row. */
  isRestated: boolean
  /** The fields that a single merge changed; `'more'` after further edits, which may have removed fields. */
  changed: RowPatch | 'more' | undefined
}

const rowEdit = (was: Row | undefined, changed?: 'more'): RowEdit => ({ was, isRestated: false, changed })

export function createSourceTable(dataSource: string): SourceTable {
  const entities = new Map<string, Row>()
  const totals = new Map<string, Row>()
  let isComplete = false

  const mapFor = (id: string) => (isTotalsId(id) ? totals : entities)

  function toEffect(touched: ReadonlyMap<string, RowEdit>): TableEffect {
    const added: Row[] = []
    const updated: Row[] = []
    const removed: string[] = []
    const before = new Map<string, Row | undefined>()
    for (const [id, { was, changed }] of touched) {
      const is = mapFor(id).get(id)
      if (was === is) continue
      if (was === undefined || is === undefined) {
        if (is === undefined) removed.push(id)
        else added.push(is)
      } else if (changed === 'more' && hasLostField(was, is)) {
        removed.push(id)
        added.push(is)
      } else {
        const patch = diffRow(was, is, changed === 'more' ? changedFields(was, is, is.asOf) : changed)
        if (patch === undefined) {
          mapFor(id).set(id, was)
          continue
        }
        updated.push(patch)
      }
      before.set(id, was)
    }
    return { change: before.size === 0 ? undefined : { dataSource, added, updated, removed }, before }
  }

  function applyFull(blocks: readonly DatedSource[]): TableEffect {
    const touched = new Map<string, RowEdit>()
    for (const [id, row] of [...totals, ...entities]) touched.set(id, rowEdit(row, 'more'))
    const held = new Set<string>()
    for (const row of blocks.flatMap((block) => block.data)) {
      if (!touched.has(row.id)) touched.set(row.id, rowEdit(undefined))
      held.add(row.id)
      mapFor(row.id).set(row.id, row)
    }
    for (const id of touched.keys()) if (!held.has(id)) mapFor(id).delete(id)
    isComplete = true
    return toEffect(touched)
  }

  function merge<R extends StatRow>(
    blocks: readonly Increment<R>[],
    instantOf: (row: R) => number,
  ): TableEffect {
    const touched = new Map<string, RowEdit>()

    function touch(id: string, current: Row | undefined, changed?: RowPatch): RowEdit {
      const known = touched.get(id)
      const own = known ?? rowEdit(current)
      own.changed = known === undefined ? changed : 'more'
      touched.set(id, own)
      return own
    }

    function remove(id: string): void {
      touch(id, mapFor(id).get(id)).changed = 'more'
      mapFor(id).delete(id)
    }

    function mergeRow(row: R): void {
      const rows = mapFor(row.id)
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
    // After the whole event: intermediate states of a row were never visible.
    for (const [id, { was, isRestated }] of touched) {
      const is = mapFor(id).get(id)
      if (is !== undefined && !isRestated) mapFor(id).set(id, keepRunningWait(was, is))
    }
    return toEffect(touched)
  }

  const full = (): DatedSource => ({ dataSource, data: [...totals.values(), ...entities.values()] })

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
