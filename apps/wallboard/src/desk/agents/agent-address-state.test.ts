import { activities } from '@wallboard/statistics'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatQuery } from '../query-parameters.ts'
import { agentsAddressOf, agentsQueryOf, defaultAddress, filterQueryOf } from './agent-address-state.ts'
import { AgentsQuery } from './agents-query.ts'

const id = fc.stringMatching(/^[0-9a-z]{1,6}$/)
const ids = fc.uniqueArray(id, { maxLength: 3 })

describe(agentsAddressOf, () => {
  it('restores any state of the list from its own address', () => {
    const address = fc.record({
      filter: fc.record({
        activities: fc.uniqueArray(fc.constantFrom(...activities)),
        ...{ reasonIds: ids, groupIds: ids, queueIds: ids, campaignIds: ids },
        isFlagged: fc.boolean(),
        text: fc.string({ maxLength: 10 }),
      }),
      sort: fc.option(fc.record({ column: id, isDescending: fc.boolean() }), { nil: undefined }),
      columns: fc.option(fc.uniqueArray(id, { minLength: 1, maxLength: 4 }), { nil: undefined }),
      layout: fc.constantFrom('list' as const, 'grid' as const),
    })
    fc.assert(
      fc.property(address, (state) => {
        const query = Object.fromEntries(new URLSearchParams(formatQuery(agentsQueryOf(state))))
        expect(agentsAddressOf(AgentsQuery.parse(query))).toEqual(state)
      }),
    )
  })

  it('leaves out what is usual, and ignores what it does not know', () => {
    expect(agentsQueryOf(defaultAddress)).toEqual({})
    const query = AgentsQuery.parse({ state: 'asleep,ready', sort: '-', layout: 'cube', other: 'x' })
    const state = agentsAddressOf(query)
    expect(state.filter.activities).toEqual(['ready'])
    expect(state).toMatchObject({ sort: undefined, layout: 'list' })
  })
})

describe(filterQueryOf, () => {
  it('is the same text for addresses that differ in order, columns and layout only', () => {
    const textOf = (query: AgentsQuery) => formatQuery(filterQueryOf(query))
    const filtered = textOf({ q: 'ana', state: 'ready' })
    expect(textOf({ q: 'ana', state: 'ready', sort: '-since', cols: 'since', layout: 'grid' })).toBe(filtered)
    expect(textOf({ q: 'ana', state: 'ready', flagged: '1' })).not.toBe(filtered)
  })
})
