import { describe, expect, it } from 'vitest'
import { dayRows } from './day-rows-state.ts'

const minute = 60_000

describe(dayRows, () => {
  it('has a gap where no bucket is live, and the present value at the end', () => {
    const points = [
      [0, 2],
      [minute, 3],
      [5 * minute, 1],
    ] as const
    expect(dayRows(points, minute, { at: 6.5 * minute, value: 4 })).toEqual([
      { at: 0, value: 2 },
      { at: minute, value: 3 },
      { at: 2 * minute, value: null },
      { at: 5 * minute, value: 1 },
      { at: 6.5 * minute, value: 4 },
    ])
  })

  it('ends the line where the recording ended, and adds nothing that is not live', () => {
    expect(dayRows([[0, 2]], minute, { at: 9 * minute, value: undefined })).toEqual([
      { at: 0, value: 2 },
      { at: minute, value: null },
    ])
    expect(dayRows([], minute, { at: 0, value: undefined })).toEqual([])
  })
})
