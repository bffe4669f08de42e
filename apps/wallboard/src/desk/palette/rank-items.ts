import { searchText, type ItemKind, type PaletteItem } from './palette-item.ts'

/** How well a text matches, the best first. */
const matches = ['exact', 'prefix', 'word-start', 'subsequence'] as const
type Match = (typeof matches)[number]

function isSubsequence(query: string, text: string): boolean {
  let at = 0
  for (const character of query) {
    if (character === ' ') continue
    at = text.indexOf(character, at)
    if (at === -1) return false
    at += character.length
  }
  return true
}

/** Whether each word of the query starts a word of the text, in the same order. */
function startsWords(query: string, text: string): boolean {
  const words = text.split(' ')
  let next = 0
  return query.split(' ').every((start) => {
    const found = words.findIndex((word, index) => index >= next && word.startsWith(start))
    next = found + 1
    return found !== -1
  })
}

/** How a text matches a query, both as `searchText` makes them; undefined if it does not. */
export function matchOf(query: string, text: string): Match | undefined {
  if (text === query) return 'exact'
  if (text.startsWith(query)) return 'prefix'
  if (startsWords(query, text)) return 'word-start'
  return isSubsequence(query, text) ? 'subsequence' : undefined
}

export interface Ranking {
  /** What the person typed. */
  readonly query: string
  /** Only items of this kind; undefined: all. */
  readonly kind: ItemKind | undefined
  /** Ids of items that were chosen before, the latest first. */
  readonly recent: readonly string[]
  /** The highest number of items to return. */
  readonly limit: number
}

/**
 * The best items of a search: exact matches first, then by prefix, by starts of words and by subsequence; of equal ones
 * those that were chosen lately, then in the order of the items. An empty query matches all.
 */
export function rankItems(items: readonly PaletteItem[], ranking: Ranking): readonly PaletteItem[] {
  const { kind, recent, limit } = ranking
  const query = searchText(ranking.query)
  const isNothing = query === '' && ranking.query.trim() !== '' // only signs: matches nothing
  const groups = new Map<Match, PaletteItem[]>(matches.map((match) => [match, []]))
  for (const item of isNothing ? [] : items) {
    // Narrowing to the kind that is searched already would do nothing.
    if (kind !== undefined && (item.kind !== kind || item.effect.type === 'narrow')) continue
    const match = query === '' ? 'prefix' : matchOf(query, item.text)
    if (match !== undefined) groups.get(match)?.push(item)
  }
  const ages = new Map(recent.map((id, age) => [id, age]))
  const ageOf = ({ id }: PaletteItem): number => ages.get(id) ?? recent.length
  return [...groups.values()]
    .flatMap((group) => group.sort((a, b) => ageOf(a) - ageOf(b)).slice(0, limit))
    .slice(0, limit)
}
