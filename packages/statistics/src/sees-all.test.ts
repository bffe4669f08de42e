import { describe, expect, it } from 'vitest'
import { seesAll } from './sees-all.ts'

describe(seesAll, () => {
  it('is true where each counted entity is visible', () => {
    expect(seesAll(new Set(['1', '2', '3']), ['1', '2'])).toBe(true)
  })

  it('is false where one counted entity is not visible', () => {
    expect(seesAll(new Set(['1']), ['1', '2'])).toBe(false)
  })

  it('is false where nothing is known of what was counted', () => {
    expect(seesAll(new Set(['1']), [])).toBe(false)
    expect(seesAll(new Set(['1']), undefined)).toBe(false)
  })
})
