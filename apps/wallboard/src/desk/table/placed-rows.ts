/** A row of the document: a row of the table, or the space of rows that are not drawn. */
export type PlacedRow =
  | { readonly index: number }
  | { readonly skipped: number; /** The row after the space. */ readonly before: number }

/** The rows to put into the document: the drawn ones, in order, and one space for each run of others. */
export function placedRows(drawn: readonly number[], count: number): readonly PlacedRow[] {
  const placed: PlacedRow[] = []
  let next = 0
  for (const index of drawn) {
    if (index > next) placed.push({ skipped: index - next, before: index })
    placed.push({ index })
    next = index + 1
  }
  if (next < count) placed.push({ skipped: count - next, before: count })
  return placed
}
