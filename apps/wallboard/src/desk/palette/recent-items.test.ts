import { describe, expect, it } from 'vitest'
import { withRecent } from './recent-items.ts'

describe(withRecent, () => {
  it('puts a choice first, once, and forgets the oldest', () => {
    expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a'])
    const many = Array.from({ length: 20 }, (_, index) => String(index))
    expect(withRecent(many, 'new')).toEqual(['new', ...many.slice(0, 19)])
  })
})
