import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createConnectionQuota } from './connection-quota.ts'

describe(createConnectionQuota, () => {
  it('[R21] never exceeds a limit, and refuses nothing below the limits, for any order of connections', () => {
    const address = fc.constantFrom('a', 'b', 'c')
    const step = fc.record({ address, isTaken: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const quota = createConnectionQuota({ inAll: 5, perAddress: 3, perPerson: 1 })
        const open: string[] = []
        for (const { address: own, isTaken } of steps) {
          if (!isTaken) {
            const index = open.indexOf(own)
            if (index < 0) continue
            open.splice(index, 1)
            quota.release(own)
            continue
          }
          const isAllowed = open.length < 5 && open.filter((each) => each === own).length < 3
          expect(quota.take(own)).toBe(isAllowed)
          if (isAllowed) open.push(own)
        }
      }),
    )
  })

  it('[R21] counts a person over all addresses until each socket is closed', () => {
    const quota = createConnectionQuota({ inAll: 9, perAddress: 9, perPerson: 2 })
    expect([1, 2, 3].map(() => quota.takeForPerson('ann'))).toEqual([true, true, false])
    expect(quota.takeForPerson('bob')).toBe(true)
    quota.releaseForPerson('ann')
    expect([1, 2].map(() => quota.takeForPerson('ann'))).toEqual([true, false])
  })
})
