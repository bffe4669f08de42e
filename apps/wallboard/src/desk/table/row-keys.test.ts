import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRowKeys } from './row-keys.ts'

const keysOf = () => {
  const keys = createRowKeys()
  return (...ids: string[]) => [...keys.assign(ids).values()]
}

describe(createRowKeys, () => {
  it('draws rows that come into the elements of rows that go', () => {
    const assign = keysOf()
    const sorted = assign('a', 'b', 'c', 'd')
    expect(assign('w', 'x', 'y', 'z')).toEqual(sorted)
    expect(assign('w', 'x')).toEqual(sorted.slice(0, 2))
    expect(assign()).toEqual([])
  })

  it('leaves a row that stays in its element, wherever it goes', () => {
    const assign = keysOf()
    const [a, b, c] = assign('a', 'b', 'c')
    expect(assign('x', 'c', 'y', 'a')).toEqual([b, c, expect.any(Number), a])
  })

  it('moves no element when the order changes, but that of the pinned row', () => {
    const { assign } = createRowKeys()
    const [rows, sorted, again] = [['1'], ['2'], ['3']]
    const keys = (...[ids, order]: Parameters<typeof assign>) => [...assign(ids, order).values()]
    const [a, b, c, d] = keys(['a', 'b', 'c', 'd'], { rows, pinned: undefined })
    expect(keys(['d', 'x', 'a', 'b'], { rows: sorted, pinned: undefined })).toEqual([a, b, c, d])
    expect(keys(['b', 'y', 'd', 'x'], { rows: again, pinned: 'x' })).toEqual([a, c, d, b])
    expect(keys(['y', 'd', 'x', 'z'], { rows: again, pinned: undefined })).toEqual([c, d, b, a])
  })

  it('moves no element when most of the rows come with a scroll, unless one was chosen', () => {
    const { assign } = createRowKeys()
    const rows = ['1']
    const keys = (ids: string[], pinned?: string) => [...assign(ids, { rows, pinned }).values()]
    const [a, b, c, d] = keys(['a', 'b', 'c', 'd'])
    expect(keys(['c', 'd', 'e', 'f'])).toEqual([c, d, a, b])
    expect(keys(['f', 'g', 'h', 'i'])).toEqual([c, d, a, b])
    expect(keys(['i', 'j', 'k', 'l'], 'f')).toEqual([b, c, d, a])
  })

  it('gives different rows different elements, and creates no more than are drawn at once', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 40 }).map(String), { maxLength: 12 })
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 20 }), (windows) => {
        const assign = keysOf()
        const seen = new Set<number>()
        let before = new Map<string, number>()
        let maxDrawn = 0
        for (const window of windows) {
          const assigned = assign(...window)
          expect(new Set(assigned).size).toBe(window.length)
          for (const [index, id] of window.entries())
            if (before.has(id)) expect(assigned[index]).toBe(before.get(id))
          before = new Map(window.map((id, index) => [id, assigned[index] ?? -1]))
          for (const key of assigned) seen.add(key)
          maxDrawn = Math.max(maxDrawn, window.length)
        }
        expect(seen.size).toBeLessThanOrEqual(maxDrawn)
      }),
    )
  })
})
