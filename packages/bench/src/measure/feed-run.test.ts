import { describe, expect, it } from 'vitest'
import { stalenessOf } from './feed-run.ts'

describe(stalenessOf, () => {
  it('takes the time until the frame or a newer one arrives', () => {
    const sent = [
      [1_000, 0],
      [1_001, 10],
      [1_002, 20],
    ] as const
    expect(stalenessOf(sent, [[1_001, 30]])).toEqual([30, 20, Infinity])
  })
})
