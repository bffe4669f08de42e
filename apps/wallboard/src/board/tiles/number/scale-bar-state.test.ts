import { describe, expect, it } from 'vitest'
import { scaleBar } from './scale-bar-state.ts'

const figures = { value: 6, target: 3, usual: [2, 4], end: undefined } as const

describe(scaleBar, () => {
  it('leaves room above the largest figure', () => {
    expect(scaleBar({ ...figures, value: 9 })).toMatchObject({ value: 0.9, target: 0.3 })
    expect(scaleBar({ ...figures, value: 1, target: 9 })).toMatchObject({ value: 0.1, target: 0.9 })
    expect(scaleBar({ value: 3, target: undefined, usual: [9, 18], end: undefined })).toEqual({
      ...{ value: 0.15, target: undefined, usual: [0.45, 0.9] },
    })
  })

  it('ends at the end of a share, or at a figure beyond it', () => {
    expect(scaleBar({ ...figures, value: 0.81, target: 0.8, usual: undefined, end: 1 })).toMatchObject({
      ...{ value: 0.81, target: 0.8 },
    })
    expect(scaleBar({ ...figures, value: 1.2, target: 0.6, usual: undefined, end: 1 })).toMatchObject({
      ...{ value: 1, target: 0.5 },
    })
  })

  it('is absent without a comparison, a known figure or any length', () => {
    expect(scaleBar({ ...figures, target: undefined, usual: undefined })).toBeUndefined()
    expect(scaleBar({ ...figures, value: undefined })).toBeUndefined()
    expect(scaleBar({ value: 0, target: 0, usual: undefined, end: undefined })).toBeUndefined()
  })
})
