import { expect, it } from 'vitest'
import { paletteItems } from './palette-items.ts'
import { rankItems } from './rank-items.ts'

const noop = () => undefined

const items = paletteItems({
  actions: [{ keys: 'w', label: 'Why', run: noop }],
  pages: [{ to: '/overview', title: 'Overview', keys: 'g o' }],
  things: {
    queue: [
      { id: '7', name: 'Sales' },
      { id: 'a/b', name: 'Billing' },
    ],
    agent: [{ id: '1', name: 'Noor Hart' }],
    board: [{ id: 'hall', name: 'Hall' }],
  },
  paths: { queue: '/queues/', board: '/boards/' },
  narrowTitle: (kind) => `${kind}s…`,
})

it('lists actions, pages, kinds, then things by name, without kinds that have no page', () => {
  expect(items.map(({ title }) => title)).toEqual([
    'Why',
    'Overview',
    'queues…',
    'boards…',
    'Billing',
    'Sales',
    'Hall',
  ])
})

it('leads to the page of a thing, with its id encoded', () => {
  expect(items.find(({ title }) => title === 'Billing')?.effect).toEqual({
    type: 'go',
    path: '/queues/a%2Fb',
  })
})

it('searches 500 queues and 3,000 agents, and returns as many as a person can look at', () => {
  const names = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => ({ id: String(index), name: `${name} ${index}` }))
  const many = paletteItems({
    actions: [],
    pages: [],
    things: { queue: names(500, 'Queue'), agent: names(3_000, 'Agent') },
    paths: { queue: '/queues/', agent: '/agents/' },
    narrowTitle: (kind) => kind,
  })
  const found = rankItems(many, { query: '2999', kind: undefined, recent: [], limit: 50 })
  expect(found.map(({ title }) => title)).toEqual(['Agent 2999'])
  expect(rankItems(many, { query: 'e', kind: undefined, recent: [], limit: 50 })).toHaveLength(50)
})
