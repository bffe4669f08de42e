import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysToRemove } from './retention-state.ts'

const day = (date: string, bytes: number) => ({ date, bytes })

describe('the days to remove', () => {
  const days = [day('2026-11-24', 40), day('2026-11-25', 40), day('2026-11-26', 40)]

  it('are none while the files are small enough', () => {
    expect(daysToRemove(days, 0, 120)).toEqual([])
  })

  it('are the oldest ones beyond the limit', () => {
    expect(daysToRemove(days, 0, 119)).toEqual(['2026-11-24'])
    expect(daysToRemove(days, 1, 120)).toEqual(['2026-11-24'])
    expect(daysToRemove(days, 0, 79)).toEqual(['2026-11-24', '2026-11-25'])
  })

  it('never include the newest day', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100), { minLength: 1 }),
        fc.nat(100),
        fc.nat(1_000),
        (sizes, other, max) => {
          const stored = sizes.map((bytes, index) => day(String(index).padStart(3, '0'), bytes))
          const removed = daysToRemove(stored, other, max)
          expect(removed).not.toContain(stored.at(-1)?.date)
          expect(removed).toEqual(stored.slice(0, removed.length).map(({ date }) => date))
        },
      ),
    )
  })
})
