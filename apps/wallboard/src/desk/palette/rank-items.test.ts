import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchText, type ItemKind, type PaletteItem } from './palette-item.ts'
import { matchOf, rankItems, type Ranking } from './rank-items.ts'

const itemOf = (title: string, kind: ItemKind = 'queue'): PaletteItem => ({
  id: `${kind} ${title}`,
  kind,
  title,
  text: searchText(title),
  effect: { type: 'go', path: `/${title}` },
})

const everything = { kind: undefined, recent: [], limit: 50 }

const find = (query: string, titles: readonly string[], more: Partial<Ranking> = {}) =>
  rankItems(
    titles.map((title) => itemOf(title)),
    { ...everything, query, ...more },
  ).map(({ title }) => title)

describe(searchText, () => {
  it.each([
    ['Ärzte  Süd', 'arzte sud'],
    ['Sales/EMEA (2)', 'sales emea 2'],
    ['Ночь', 'ночь'],
    ['—', ''],
  ])('makes %j %j', (text, searched) => {
    expect(searchText(text)).toBe(searched)
  })
})

describe(matchOf, () => {
  it.each([
    ['billing', 'billing', 'exact'],
    ['bil', 'billing', 'prefix'],
    ['sup', 'technical support', 'word-start'],
    ['te sup', 'technical support', 'word-start'],
    ['sup te', 'technical support', undefined],
    ['tcsp', 'technical support', 'subsequence'],
    ['t c', 'technical support', 'subsequence'],
    ['x', 'billing', undefined],
    ['billings', 'billing', undefined],
  ])('%j in %j: %s', (query, text, match) => {
    expect(matchOf(query, text)).toBe(match)
  })
})

describe(rankItems, () => {
  it('orders by exact match, prefix, start of a word, subsequence', () => {
    const titles = ['Bi-lateral sales', 'Retail sales', 'Sales North', 'Sales', 'Support a less']
    expect(find('sales', titles)).toEqual([
      'Sales',
      'Sales North',
      'Bi-lateral sales',
      'Retail sales',
      'Support a less',
    ])
  })

  it('prefers what was chosen lately among equal matches only', () => {
    const titles = ['Sales East', 'Sales North', 'Sales', 'Sales West']
    const recent = ['queue Sales West', 'queue Sales North']
    expect(find('sales', titles, { recent })).toEqual(['Sales', 'Sales West', 'Sales North', 'Sales East'])
  })

  it('shows everything for an empty query, the latest choices first', () => {
    expect(find(' ', ['A', 'B', 'C'], { recent: ['queue C'] })).toEqual(['C', 'A', 'B'])
  })

  it('finds nothing for signs alone', () => {
    expect(find('?!', ['A', 'B'])).toEqual([])
  })

  it('finds accented names without accents, and the reverse', () => {
    expect(find('arzte', ['Ärzte'])).toEqual(['Ärzte'])
    expect(find('Ärzte', ['Arzte'])).toEqual(['Arzte'])
  })

  it('searches one kind only when it is narrowed', () => {
    const narrow: PaletteItem = { ...itemOf('Sam’s queues'), effect: { type: 'narrow', kind: 'queue' } }
    const items = [narrow, itemOf('Sam', 'agent'), itemOf('Sam', 'queue')]
    const found = rankItems(items, { ...everything, query: 'sam', kind: 'queue' })
    expect(found.map(({ id }) => id)).toEqual(['queue Sam'])
  })

  it('never returns more items than the limit, and none twice', () => {
    const titles = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 60 })
    fc.assert(
      fc.property(
        titles,
        fc.string({ maxLength: 3 }),
        fc.integer({ min: 1, max: 20 }),
        (names, query, limit) => {
          const found = find(query, names, { limit })
          expect(found.length).toBeLessThanOrEqual(limit)
          expect(new Set(found).size).toBe(found.length)
        },
      ),
    )
  })
})
