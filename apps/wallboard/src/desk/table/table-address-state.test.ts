import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeskColumn } from './desk-column.ts'
import {
  addressQueryOf,
  effectiveQuery,
  savedQueryOf,
  TableQuery,
  tableStateOf,
  type TableState,
} from './table-address-state.ts'

const column = (id: string, changed: Partial<DeskColumn> = {}): DeskColumn => ({
  ...{ id, title: id, align: 'end', sortValue: () => 0 },
  ...changed,
})
const columns = [
  column('queue', { isRowHeader: true }),
  column('waiting'),
  { id: 'bar', title: 'bar', align: 'start' } satisfies DeskColumn,
  column('chats', { isOptional: true }),
]

const initial: TableState = { text: '', levels: [], sort: undefined, columns: undefined, group: undefined }

describe(tableStateOf, () => {
  it('reads the parameters of an address', () => {
    const query = { q: 'ren', level: 'critical,warn', sort: '-waiting', cols: 'chats,bar', group: 'mine' }
    expect(tableStateOf(query, columns)).toEqual({
      text: 'ren',
      levels: ['warn', 'critical'],
      sort: { column: 'waiting', isDescending: true },
      columns: ['queue', 'bar', 'chats'],
      group: 'mine',
    })
  })

  it('has the same levels for each address that names none: a sort filters no row again', () => {
    expect(tableStateOf({ sort: 'waiting' }, columns).levels).toBe(
      tableStateOf({ level: '' }, columns).levels,
    )
  })

  it('ignores what does not exist', () => {
    const unknown = TableQuery.parse({ level: 'purple', sort: '-bar', cols: '', other: '1' })
    expect(tableStateOf(unknown, columns)).toEqual(initial)
    expect(tableStateOf({ sort: 'weight', cols: 'waiting,bar' }, columns)).toEqual(initial)
  })
})

const states = fc.record({
  text: fc.string(),
  levels: fc.subarray(['none', 'warn', 'critical'] as const),
  sort: fc.option(fc.record({ column: fc.constantFrom('queue', 'waiting'), isDescending: fc.boolean() }), {
    nil: undefined,
  }),
  columns: fc.constantFrom(undefined, ['queue', 'chats'], ['queue', 'waiting', 'chats']),
  group: fc.constantFrom(undefined, 'mine', '7'),
})

describe(addressQueryOf, () => {
  it('leaves defaults out', () => {
    expect(addressQueryOf(initial, columns)).toEqual({})
    expect(savedQueryOf({ ...initial, text: 'a' }, columns)).toEqual({ q: 'a' })
  })

  it('says what differs from the saved view, also where the view has more', () => {
    const view = { id: '9', query: { q: 'ren', sort: '-waiting' } }
    const state = tableStateOf({ sort: '-waiting', level: 'warn' }, columns)
    expect(addressQueryOf(state, columns, view)).toEqual({ q: '', level: 'warn', view: '9' })
  })

  it('is the opposite of reading, with and without a saved view', () => {
    fc.assert(
      fc.property(states, fc.option(states, { nil: undefined }), (state, saved) => {
        const view = saved === undefined ? undefined : { id: '1', query: savedQueryOf(saved, columns) }
        const address = addressQueryOf(state, columns, view)
        expect(tableStateOf(effectiveQuery(address, view?.query), columns)).toEqual(state)
      }),
    )
  })
})
