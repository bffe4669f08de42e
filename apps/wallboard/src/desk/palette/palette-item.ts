/** The kinds of things that the palette finds. */
export const itemKinds = ['action', 'page', 'queue', 'agent', 'campaign', 'board', 'display', 'rule'] as const
export type ItemKind = (typeof itemKinds)[number]

/** What an item does when it is chosen. */
export type ItemEffect =
  | { readonly type: 'go'; readonly path: string }
  | { readonly type: 'run'; readonly run: () => void }
  /** Searches items of one kind only. */
  | { readonly type: 'narrow'; readonly kind: ItemKind }

/** An entry of the palette. */
export interface PaletteItem {
  /** Stays the same while the item exists: `queue 12`. */
  readonly id: string
  readonly kind: ItemKind
  readonly title: string
  /** The title as it is searched. */
  readonly text: string
  /** The keys with the same effect. */
  readonly keys?: string
  readonly effect: ItemEffect
}

/** Text as it is searched: without accents and case, words separated by single spaces. */
export const searchText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
