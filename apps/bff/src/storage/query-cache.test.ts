import { describe, expect, it } from 'vitest'
import { createQueryCache } from './query-cache.ts'

function setUp() {
  const prepared: string[] = []
  const cache = createQueryCache((sql) => {
    prepared.push(sql)
    return { all: () => [] }
  })
  return { prepared, cache }
}

describe(createQueryCache, () => {
  it('compiles a query once, and again after tables may have changed', () => {
    const { prepared, cache } = setUp()
    for (const sql of ['a', 'b', 'a']) cache.find(sql)
    expect(prepared).toEqual(['a', 'b'])
    cache.clear()
    cache.find('a')
    expect(prepared).toEqual(['a', 'b', 'a'])
  })

  it('keeps the queries that were used last', () => {
    const { prepared, cache } = setUp()
    cache.find('often')
    for (let index = 0; index < 150; index += 1) {
      cache.find(`${index}`)
      cache.find('often')
    }
    cache.find('0')
    expect(prepared.filter((sql) => sql === 'often')).toHaveLength(1)
    expect(prepared.filter((sql) => sql === '0')).toHaveLength(2)
  })
})
