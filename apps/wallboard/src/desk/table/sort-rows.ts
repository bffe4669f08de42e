import { compareIds } from '@wallboard/statistics'
import type { SortValue } from './desk-column.ts'

/** Creating one for each comparison takes most of the time of a sort. */
const collator = new Intl.Collator(undefined, { numeric: true })

function compareValues(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}

/**
 * The ids in order of a value. An unknown value comes last in both directions; equal values are in order of their ids
 * in both directions, so that a tie never swaps.
 */
export function sortRows(
  ids: readonly string[],
  valueOf: (id: string) => SortValue,
  isDescending: boolean,
): readonly string[] {
  const direction = isDescending ? -1 : 1
  return ids
    .map((id) => ({ id, value: valueOf(id) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        const unknownLast = Number(a.value === undefined) - Number(b.value === undefined)
        return unknownLast || compareIds(a.id, b.id)
      }
      return direction * compareValues(a.value, b.value) || compareIds(a.id, b.id)
    })
    .map(({ id }) => id)
}
