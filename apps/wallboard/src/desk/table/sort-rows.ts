import { compareIds } from '@wallboard/statistics'
import type { SortValue } from './desk-column.ts'
import { createTextRanks, type TextRanks } from './text-ranks.ts'

/** Creating one for each comparison takes most of the time of a sort. */
const collator = new Intl.Collator(undefined, { numeric: true })

/** The places of texts in the order of the reader's language, with numbers in them by value: "Line 2" before "Line 10". */
export const createReaderRanks = (): TextRanks => createTextRanks(collator.compare)

/**
 * The ids in order of a value. An unknown value comes last in both directions; equal values are in order of their ids
 * in both directions, so that a tie never swaps. Pass the same `ranks` for sorts of the same rows.
 */
export function sortRows(
  ids: readonly string[],
  valueOf: (id: string) => SortValue,
  isDescending: boolean,
  ranks: TextRanks = createReaderRanks(),
): readonly string[] {
  const values = ids.map(valueOf)
  const isText = values.some((value) => typeof value === 'string')
  if (isText) ranks.learn(values.flatMap((value) => (value === undefined ? [] : [String(value)])))
  const numberOf = (value: string | number): number => (isText ? ranks.of(String(value)) : Number(value))
  const direction = isDescending ? -1 : 1
  return ids
    .map((id, index) => {
      const value = values[index]
      return { id, number: value === undefined ? undefined : numberOf(value) }
    })
    .sort((a, b) => {
      if (a.number === undefined || b.number === undefined) {
        const unknownLast = Number(a.number === undefined) - Number(b.number === undefined)
        return unknownLast || compareIds(a.id, b.id)
      }
      return direction * (a.number - b.number) || compareIds(a.id, b.id)
    })
    .map(({ id }) => id)
}
