import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortRows } from './sort-rows.ts'
import { createTextRanks } from './text-ranks.ts'

const collator = new Intl.Collator('en', { numeric: true })

function countedRanks() {
  let comparisons = 0
  const ranks = createTextRanks((a, b) => {
    comparisons += 1
    return collator.compare(a, b)
  })
  function taken(): number {
    const counted = comparisons
    comparisons = 0
    return counted
  }
  return { ranks, taken }
}

describe(createTextRanks, () => {
  it('compares the names of 3,000 rows once: the next sorts compare none', () => {
    const { ranks, taken } = countedRanks()
    const names = new Map(
      Array.from({ length: 3_000 }, (_, id) => [String(id), `Agent ${(id * 7_919) % 3_000}`]),
    )
    const sorted = (isDescending: boolean) =>
      sortRows([...names.keys()], (id) => names.get(id), isDescending, ranks)
    expect(names.get(sorted(false)[2] ?? '')).toBe('Agent 2')
    expect(taken()).toBeGreaterThan(3_000)
    expect(names.get(sorted(true)[0] ?? '')).toBe('Agent 2999')
    expect(taken()).toBe(0)

    // One more name is compared with those around it; the others are only run through in their order.
    names.set('3000', 'Agent 17b')
    sorted(false)
    expect(taken()).toBeLessThan(7_000)
  })

  it('orders texts as the comparison does, whenever they are learnt', () => {
    const texts = fc.array(fc.string({ maxLength: 4 }), { maxLength: 8 })
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), (lessons) => {
        const { ranks } = countedRanks()
        for (const lesson of lessons) ranks.learn(lesson)
        const all = lessons.flat()
        for (const one of all)
          for (const other of all)
            expect(Math.sign(ranks.of(one) - ranks.of(other))).toBe(Math.sign(collator.compare(one, other)))
      }),
      { numRuns: 30 },
    )
  })
})
