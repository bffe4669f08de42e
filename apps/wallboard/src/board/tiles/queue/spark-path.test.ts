import { describe, expect, it } from 'vitest'
import { sparkPath } from './spark-path.ts'

describe(sparkPath, () => {
  it('draws from the first sample to the last, the highest at the top', () => {
    expect(sparkPath([0, 10, 5])).toBe('M0.0 20.0L50.0 1.0L100.0 10.5')
  })

  it('interrupts the line at a gap', () => {
    expect(sparkPath([4, 4, null, 4, 4])).toBe('M0.0 1.0L25.0 1.0M75.0 1.0L100.0 1.0')
  })

  it.each([[[]], [[3]], [[null, null]]])('is empty for %j', (samples) => {
    expect(sparkPath(samples)).toBe('')
  })
})
