import { describe, expect, it } from 'vitest'
import { shareSizes } from './share-bar-state.ts'

describe(shareSizes, () => {
  it.each([
    [[1, 1, 2], '25% 100%, 50% 100%, 100% 100%'],
    [[0, 0, 3], '0% 100%, 0% 100%, 100% 100%'],
    [[1, 2, 0], '33.33% 100%, 100% 100%, 100% 100%'],
    [[0, 0, 0], '0% 100%, 0% 100%, 0% 100%'],
  ])('puts the ends of the shares of %j beside each other', (counts, sizes) => {
    expect(shareSizes(counts)).toBe(sizes)
  })
})
