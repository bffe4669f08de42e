import { describe, expect, it } from 'vitest'
import { pooledServiceLevel } from './pooled-service-level.ts'

const row = (
  id: string,
  serviceLevelQueue: number,
  connectedCallsCount: number,
  abandonedCallsCount: number,
) => ({
  ...{ id, asOf: 0, serviceLevelQueue, connectedCallsCount, abandonedCallsCount },
})

describe(pooledServiceLevel, () => {
  it('adds up calls, and is no mean of percentages', () => {
    const pooled = pooledServiceLevel([row('1', 0.5, 180, 20), row('2', 1, 50, 0)], 'fraction', 80)
    expect(pooled).toEqual({
      share: 150 / 250,
      calls: 250,
      budget: { missesLeft: 0, goodInARow: 250, missesLeftToday: undefined },
    })
  })

  it('has the budget of case R22', () => {
    expect(pooledServiceLevel([row('1', 75, 190, 10)], 'percent', 80).budget).toMatchObject({
      goodInARow: 50,
      missesLeft: 0,
    })
    expect(pooledServiceLevel([row('1', 0.92, 100, 0)], 'fraction', 80).budget).toMatchObject({
      missesLeft: 15,
    })
  })

  it('has no share without calls, and no budget of a few', () => {
    expect(pooledServiceLevel([], 'fraction', 80)).toEqual({ share: undefined, calls: 0, budget: undefined })
    expect(pooledServiceLevel([row('1', 1, 9, 0), { id: '2', asOf: 0 }], 'fraction', 80)).toEqual({
      ...{ share: 1, calls: 9, budget: undefined },
    })
  })
})
