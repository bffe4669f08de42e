/** A key that moves the focus among the rows of a table. */
export type RowMove = 'next' | 'previous' | 'page-down' | 'page-up' | 'first' | 'last'

const moves: ReadonlyMap<string, RowMove> = new Map<string, RowMove>([
  ['ArrowDown', 'next'],
  ['j', 'next'],
  ['ArrowUp', 'previous'],
  ['k', 'previous'],
  ['PageDown', 'page-down'],
  ['PageUp', 'page-up'],
  ['Home', 'first'],
  ['End', 'last'],
])

/** The move of a key (`KeyboardEvent.key`); undefined for other keys. */
export const moveOfKey = (key: string): RowMove | undefined => moves.get(key)

/** The rows that Page Up and Page Down skip. */
const pageRows = 10

function targetIndex(index: number, move: RowMove, count: number): number {
  switch (move) {
    case 'next':
      return index + 1
    case 'previous':
      return index - 1
    case 'page-down':
      return index + pageRows
    case 'page-up':
      return index - pageRows
    case 'first':
      return 0
    case 'last':
      return count - 1
  }
}

/** The row that a move leads to, from the row `active`; undefined without rows. The ends do not wrap around. */
export function movedRow(
  ids: readonly string[],
  active: string | undefined,
  move: RowMove,
): string | undefined {
  const index = active === undefined ? -1 : ids.indexOf(active)
  // Without a row the first move enters the table at its first row.
  if (index < 0) return move === 'last' ? ids[ids.length - 1] : ids[0]
  return ids[Math.min(ids.length - 1, Math.max(0, targetIndex(index, move, ids.length)))]
}

/**
 * The row that is the table's tab stop after its rows changed: the same row while it exists, or else the row that took
 * its place, so that the focus does not jump to the start of the page.
 */
export function activeRowAfter(
  before: readonly string[],
  ids: readonly string[],
  active: string | undefined,
): string | undefined {
  if (active === undefined || ids.includes(active)) return active
  const index = before.indexOf(active)
  return index < 0 ? undefined : ids[Math.min(index, ids.length - 1)]
}
