import { describe, expect, it } from 'vitest'
import { partsText } from './strip-parts-state.ts'

const hour = 3_600_000
const part = (from: number, to: number) => ({ startsAt: from * hour, endsAt: to * hour })

describe(partsText, () => {
  it('says when totals count only the queues that the person sees', () => {
    expect(partsText([part(1, 2.5), part(4, 5)], 'UTC')).toBe(
      'Totals of 01:00–02:30, 04:00–05:00 count only the queues that you see. Other queues were counted then.',
    )
  })

  it('counts the times beyond the third', () => {
    const parts = [part(1, 2), part(3, 4), part(5, 6), part(7, 8), part(9, 10)]
    expect(partsText(parts, 'UTC')).toContain('05:00–06:00, 2 more times')
  })

  it('says nothing where totals count all queues', () => {
    expect(partsText([], 'UTC')).toBeUndefined()
  })
})
