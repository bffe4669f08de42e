/** The order of a table's rows as it is shown. */
export interface RowOrder {
  readonly ids: readonly string[]
  /** What the person chose to sort by when the order was computed. */
  readonly choice: string
  /** When the rows were last sorted, by a monotonic clock in milliseconds; -Infinity before the first rows. */
  readonly sortedAt: number
}

export const initialRowOrder: RowOrder = { ids: [], choice: '', sortedAt: -Infinity }

/** What the next order depends on. */
export interface RowOrderInput {
  /** The rows to show, in any order. */
  readonly members: readonly string[]
  /** Identifies the sort that the person chose: another choice sorts at once. */
  readonly choice: string
  /** A row has the focus, or the pointer is over the rows: no row may move. */
  readonly isHeld: boolean
  readonly now: number
  readonly sort: (ids: readonly string[]) => readonly string[]
}

/** Readers find a row where it was for this long. */
export const sortEveryMs = 10_000

/** Whether the rows may be sorted again although the person chose no other sort. */
export const isSortDue = ({ sortedAt }: RowOrder, isHeld: boolean, now: number): boolean =>
  !isHeld && now - sortedAt >= sortEveryMs

/** Whether two lists hold the same rows in the same order. */
export const isSameOrder = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index])

/** The shown order with the rows that left removed and new rows at the end. */
function withMembers(shown: readonly string[], { members, sort }: RowOrderInput): readonly string[] {
  const present = new Set(members)
  const kept = shown.filter((id) => present.has(id))
  const known = new Set(kept)
  const added = members.filter((id) => !known.has(id))
  return added.length === 0 ? kept : [...kept, ...sort(added)]
}

/**
 * The next order of the rows. They are sorted when the person chooses another sort, when the table gets its first rows,
 * and otherwise every ten seconds at most and never while the order is held. Until the next sort, rows that left are
 * missing and new rows are at the end. Returns `before` where nothing changed.
 */
export function nextRowOrder(before: RowOrder, input: RowOrderInput): RowOrder {
  const { members, choice, isHeld, now, sort } = input
  const isDue = choice !== before.choice || before.ids.length === 0 || isSortDue(before, isHeld, now)
  const ids = isDue ? sort(members) : withMembers(before.ids, input)
  const shown = isSameOrder(ids, before.ids) ? before.ids : ids
  if (!isDue && shown === before.ids) return before
  return { ids: shown, choice, sortedAt: isDue && members.length > 0 ? now : before.sortedAt }
}
