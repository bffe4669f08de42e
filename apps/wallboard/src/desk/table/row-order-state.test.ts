import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialRowOrder, nextRowOrder, sortEveryMs, type RowOrderInput } from './row-order-state.ts'
import { createRowOrderStore } from './row-order-store.ts'

const byName = (ids: readonly string[]) => [...ids].sort()
const reversed = (ids: readonly string[]) => byName(ids).reverse()

const input = (changed: Partial<RowOrderInput>): RowOrderInput => ({
  members: ['c', 'a', 'b'],
  choice: 'name',
  isHeld: false,
  now: 0,
  sort: byName,
  ...changed,
})

const sorted = nextRowOrder(initialRowOrder, input({}))

describe(nextRowOrder, () => {
  it('sorts the first rows at once, even while the pointer is over the empty table', () => {
    expect(nextRowOrder(initialRowOrder, input({ isHeld: true })).ids).toEqual(['a', 'b', 'c'])
  })

  it('sorts at most every ten seconds', () => {
    const early = nextRowOrder(sorted, input({ sort: reversed, now: sortEveryMs - 1 }))
    expect(early).toBe(sorted)
    const due = nextRowOrder(sorted, input({ sort: reversed, now: sortEveryMs }))
    expect([due.ids, due.sortedAt]).toEqual([['c', 'b', 'a'], sortEveryMs])
  })

  it('moves no row while the order is held, and sorts when it is released', () => {
    const held = nextRowOrder(sorted, input({ sort: reversed, now: 60_000, isHeld: true }))
    expect(held).toBe(sorted)
    expect(nextRowOrder(held, input({ sort: reversed, now: 60_001 })).ids).toEqual(['c', 'b', 'a'])
  })

  it('sorts at once when the person chooses another sort', () => {
    const chosen = nextRowOrder(sorted, input({ choice: '-name', sort: reversed, now: 1, isHeld: true }))
    expect(chosen.ids).toEqual(['c', 'b', 'a'])
  })

  it('removes a row at once and appends a new one until the next sort', () => {
    const changed = nextRowOrder(sorted, input({ members: ['c', 'b', 'aa'], now: 1, isHeld: true }))
    expect([changed.ids, changed.sortedAt]).toEqual([['b', 'c', 'aa'], 0])
    expect(nextRowOrder(changed, input({ members: ['c', 'b', 'aa'], now: sortEveryMs })).ids).toEqual([
      'aa',
      'b',
      'c',
    ])
  })

  it('keeps the same array while the order does not change', () => {
    expect(nextRowOrder(sorted, input({ now: sortEveryMs })).ids).toBe(sorted.ids)
  })

  it('always shows each member once', () => {
    const letters = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'))
    const step = fc.record({ members: letters, isHeld: fc.boolean(), now: fc.nat(30_000) })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let order = initialRowOrder
        for (const each of steps) {
          order = nextRowOrder(order, input(each))
          expect(byName(order.ids)).toEqual(byName(each.members))
        }
      }),
    )
  })
})

describe(createRowOrderStore, () => {
  it('looks through no row at a tick that sorts none', () => {
    let now = 0
    let reads = 0
    const store = createRowOrderStore(() => now)
    const members = new Proxy(['c', 'a', 'b'], {
      get(target, name) {
        reads += 1
        const value: unknown = Reflect.get(target, name)
        return value
      },
    })
    store.rowsChanged({ members, choice: 'name', sort: byName })
    const before = reads
    now = sortEveryMs - 1
    store.tick()
    expect(reads).toBe(before)
    now = sortEveryMs
    store.tick()
    expect(reads).toBeGreaterThan(before)
  })

  it('sorts by its clock, and not while it is held', () => {
    let now = 0
    const store = createRowOrderStore(() => now)
    const ids = () => store.order.getState().ids
    store.rowsChanged({ members: ['b', 'a'], choice: '', sort: byName })
    store.rowsChanged({ members: ['b', 'a'], choice: '', sort: reversed })
    store.held(true)
    now = 20_000
    store.tick()
    expect(ids()).toEqual(['a', 'b'])
    store.held(false)
    store.tick()
    expect(ids()).toEqual(['b', 'a'])
  })
})
