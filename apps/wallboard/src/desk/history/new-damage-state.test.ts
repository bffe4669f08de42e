import { describe, expect, it } from 'vitest'
import { hasNewDamage } from './new-damage-state.ts'

const source = (kind: 'live' | 'damaged', startsAt: number, endsAt: number) => ({
  dataSource: 'ACD_STATUS',
  coverage: { kind, startsAt, endsAt },
})
const covered = (kind: 'live' | 'damaged') => ({
  sources: [{ dataSource: 'ACD_STATUS', spans: [{ kind, startsAt: 0, endsAt: 100 }] }],
})

describe(hasNewDamage, () => {
  it('is true where the coverage does not know of damage that reading has found', () => {
    expect(hasNewDamage([source('damaged', 50, 61)], covered('live'), 60)).toBe(true)
    expect(hasNewDamage([source('damaged', 50, 61)], covered('damaged'), 60)).toBe(false)
    expect(hasNewDamage([source('live', 0, 100)], covered('live'), 60)).toBe(false)
    expect(hasNewDamage([source('damaged', 50, 61)], undefined, 60)).toBe(false)
    expect(hasNewDamage([{ dataSource: 'ACD_STATUS', coverage: null }], covered('live'), 60)).toBe(false)
  })
})
