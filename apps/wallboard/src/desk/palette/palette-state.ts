import type { ItemKind } from './palette-item.ts'

/** What a person has typed and selected. */
export interface PaletteState {
  readonly query: string
  /** Searches this kind only. */
  readonly kind: ItemKind | undefined
  /** The selected item of the results, by its place. */
  readonly selected: number
}

export const newPalette: PaletteState = { query: '', kind: undefined, selected: 0 }

export type PaletteEvent =
  | { readonly type: 'typed'; readonly query: string }
  | { readonly type: 'narrowed'; readonly kind: ItemKind }
  /** Moves the selection by as many items; `count` is the number of results. */
  | { readonly type: 'moved'; readonly by: number; readonly count: number }
  | { readonly type: 'pointed'; readonly selected: number }
  /** `Backspace` where nothing is typed. */
  | { readonly type: 'back' }

/** The next state; undefined closes the palette. */
export function nextPalette(state: PaletteState, event: PaletteEvent): PaletteState | undefined {
  switch (event.type) {
    case 'typed':
      return { ...state, query: event.query, selected: 0 }
    case 'narrowed':
      return { query: '', kind: event.kind, selected: 0 }
    case 'moved':
      return { ...state, selected: movedBy(state.selected, event.by, event.count) }
    case 'pointed':
      return { ...state, selected: event.selected }
    case 'back':
      return state.kind === undefined ? undefined : newPalette
  }
}

/** One step wraps around at the ends; a page of steps stops there. */
function movedBy(selected: number, by: number, count: number): number {
  if (count === 0) return 0
  const target = selected + by
  if (Math.abs(by) === 1) return (target + count) % count
  return Math.min(count - 1, Math.max(0, target))
}
