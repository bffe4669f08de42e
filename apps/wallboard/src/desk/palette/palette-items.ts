import type { PageKey } from '../keyboard/key-registry.ts'
import { itemKinds, searchText, type ItemEffect, type ItemKind, type PaletteItem } from './palette-item.ts'

/** A thing with a page of its own. */
interface Named {
  readonly id: string
  readonly name: string
}

/** What the palette searches. A kind that the desk has no page for is left out. */
export interface PaletteSources {
  /** What the page can do, with its keys. */
  readonly actions: readonly PageKey[]
  readonly pages: readonly { readonly to: string; readonly title: string; readonly keys?: string }[]
  readonly things: Readonly<Partial<Record<ItemKind, readonly Named[]>>>
  /** The path of the page of a thing, without its id: `/queues/`. */
  readonly paths: Readonly<Partial<Record<ItemKind, string>>>
  /** "Queues…": narrows the search to a kind. */
  readonly narrowTitle: (kind: ItemKind) => string
}

const itemOf = (
  kind: ItemKind,
  id: string,
  title: string,
  effect: ItemEffect,
  keys?: string,
): PaletteItem => ({
  id: `${kind} ${id}`,
  kind,
  title,
  text: searchText(title),
  effect,
  ...(keys === undefined ? {} : { keys }),
})

function thingsOf(kind: ItemKind, { things, paths, narrowTitle }: PaletteSources): readonly PaletteItem[] {
  const path = paths[kind]
  const named = things[kind] ?? []
  if (path === undefined || named.length === 0) return []
  const { compare } = new Intl.Collator() // several times as fast as comparing with `localeCompare`
  return [
    itemOf(kind, '', narrowTitle(kind), { type: 'narrow', kind }),
    ...[...named]
      .sort((a, b) => compare(a.name, b.name))
      .map(({ id, name }) =>
        itemOf(kind, id, name, { type: 'go', path: `${path}${encodeURIComponent(id)}` }),
      ),
  ]
}

/** All items in their order for equal matches: actions of the page, pages, then things by kind and name. */
export function paletteItems(sources: PaletteSources): readonly PaletteItem[] {
  const { actions, pages } = sources
  const kinds = itemKinds.map((kind) => thingsOf(kind, sources))
  return [
    ...actions.map(({ keys, label, run }) => itemOf('action', keys, label, { type: 'run', run }, keys)),
    ...pages.map(({ to, title, keys }) => itemOf('page', to, title, { type: 'go', path: to }, keys)),
    // An empty search shows the kinds before the first thing of any of them.
    ...kinds.flatMap((items) => items.slice(0, 1)),
    ...kinds.flatMap((items) => items.slice(1)),
  ]
}
