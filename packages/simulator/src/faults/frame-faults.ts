import type { StatRow } from '@wallboard/five9/events'
import type { Faults } from './fault-record.ts'

/** A correct block of event 5012; `before` holds the rows that `updated` replaces. */
export interface Block {
  readonly dataSource: string
  readonly added: readonly StatRow[]
  readonly updated: readonly StatRow[]
  readonly removed: readonly string[]
  readonly before: ReadonlyMap<string, StatRow>
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

function asText(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value
}

function wireRow(row: StatRow, faults: Faults): StatRow {
  let wire: StatRow = row
  if (faults.numericStrings) {
    wire = {
      ...Object.fromEntries(Object.entries(row).map(([field, value]) => [field, asText(value)])),
      id: row.id,
    }
  }
  return faults.unknownFields ? { ...wire, surpriseLevel: 7, surprise: { of: ['a', null] } } : wire
}

function changedFields(row: StatRow, before: StatRow | undefined): StatRow {
  if (before === undefined) return row
  const changed = Object.entries(row).filter(([field, value]) => !isSame(before[field], value))
  return { ...Object.fromEntries(changed), id: row.id }
}

const surprises: readonly StatRow[] = [{ id: '1', pigeonsInLoft: 3 }]

/** The payload of event 5012 with the frame faults that are on. */
export function incrementalPayload(blocks: readonly Block[], faults: Faults): readonly unknown[] {
  const wire = blocks.map(({ dataSource, added, updated, removed, before }) => ({
    dataSource,
    added: added.map((row) => wireRow(row, faults)),
    updated: updated.map((row) =>
      wireRow(faults.partialUpdates ? changedFields(row, before.get(row.id)) : row, faults),
    ),
    removed: faults.removedAsObjects ? removed.map((id) => ({ id })) : removed,
  }))
  const extra = { dataSource: 'PIGEON_POST', added: surprises, updated: [], removed: [] }
  return faults.unknownSources ? [...wire, extra] : wire
}

/** The payloads of event 5000, one per frame. */
export function fullPayloads(
  rows: ReadonlyMap<string, readonly StatRow[]>,
  faults: Faults,
): readonly (readonly unknown[])[] {
  const wire = [...rows].map(([dataSource, data]) => ({
    dataSource,
    data: data.map((row) => wireRow(row, faults)),
  }))
  if (faults.unknownSources) wire.push({ dataSource: 'PIGEON_POST', data: [...surprises] })
  return faults.splitFull ? wire.map((block) => [block]) : [wire]
}

const nonsense: readonly unknown[] = [null, 'n/a', -1, 1e308]

/**
 * Replaces a number of the first updated row by an invalid value; `turn` selects which. Undefined when no row has a
 * number. The caller must send the row again, because the true value is lost.
 */
export function spoiled(
  blocks: readonly Block[],
  turn: number,
): { readonly blocks: readonly Block[]; readonly dataSource: string; readonly id: string } | undefined {
  for (const block of blocks) {
    const row = block.updated[0]
    if (row === undefined) continue
    const numbers = Object.keys(row).filter((field) => typeof row[field] === 'number')
    const field = numbers[turn % Math.max(1, numbers.length)]
    if (field === undefined) continue
    const bad = { ...row, [field]: nonsense[turn % nonsense.length] }
    const updated = [bad, ...block.updated.slice(1)]
    const changed = blocks.map((each) => (each === block ? { ...block, updated } : each))
    return { blocks: changed, dataSource: block.dataSource, id: row.id }
  }
  return undefined
}
