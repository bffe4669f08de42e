import { describe, expect, it } from 'vitest'
import { initialVersionSearch, nextReload, versionDiffered, type Reloads } from './version-search-state.ts'

function looksIn(server: 'newer' | 'older', mismatches: number): readonly number[] {
  let state = initialVersionSearch
  return Array.from({ length: mismatches }, (_, index) => {
    const decision = versionDiffered(state, server)
    ;({ state } = decision)
    return decision.looks ? index + 1 : []
  }).flat()
}

describe(versionDiffered, () => {
  it('tries another server first, and looks later for the page of an older version', () => {
    expect(looksIn('newer', 7)).toEqual([2, 4, 6])
    expect(looksIn('older', 7)).toEqual([3, 6])
  })
})

describe(nextReload, () => {
  it('reloads at once, and again after pauses that double', () => {
    let reloads: Reloads | undefined
    const at: number[] = []
    for (let now = 0; now <= 200_000; now += 1_000) {
      const next = nextReload(reloads, now)
      if (next === undefined) continue
      at.push(now)
      reloads = next
    }
    expect(at).toEqual([0, 5_000, 15_000, 35_000, 75_000, 155_000])
  })

  it('begins again after five minutes, and when the clock was set back', () => {
    const many = { at: 1_000_000, count: 9 }
    expect(nextReload(many, 1_299_999)).toBeUndefined()
    expect(nextReload(many, 1_300_000)).toEqual({ at: 1_300_000, count: 1 })
    expect(nextReload(many, 1)).toEqual({ at: 1, count: 1 })
  })
})
