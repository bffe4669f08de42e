/** The text of a filter's field, and what of it the address has. */
export interface FilterText {
  /** What the field shows. */
  readonly typed: string
  /** The text in the address. */
  readonly addressed: string
  /** Texts that were typed and are not in the address yet, oldest first. */
  readonly awaited: readonly string[]
}

export const initialFilterText = (addressed: string): FilterText => ({
  typed: addressed,
  addressed,
  awaited: [],
})

/** The person changed the text. */
export const textTyped = (before: FilterText, typed: string): FilterText => ({
  ...before,
  typed,
  awaited: [...before.awaited, typed],
})

/**
 * The address has another text. One that was typed before does not replace what was typed since; any other, as of the
 * browser's back or a saved view, does.
 */
export function addressChanged(before: FilterText, addressed: string): FilterText {
  const index = before.awaited.indexOf(addressed)
  if (index < 0) return initialFilterText(addressed)
  return { ...before, addressed, awaited: before.awaited.slice(index + 1) }
}

/** The person left the field: a later text of the address is not an earlier typed one. */
export const fieldLeft = (before: FilterText): FilterText => ({ ...before, awaited: [] })
