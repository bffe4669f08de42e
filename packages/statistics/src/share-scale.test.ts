import { describe, expect, it } from 'vitest'
import { campaignFigure, shareScaleOf, type Row } from './index.ts'

const campaign = (fields: Readonly<Record<string, unknown>>): Row => ({ id: 'c', asOf: 0, ...fields })

describe(shareScaleOf, () => {
  it('reads a small rate by the scale of its source', () => {
    const rows = [campaign({ serviceLevelQueue: 81.5 }), campaign({ serviceLevelQueue: 0.5 })]
    const scale = shareScaleOf(rows)
    expect(rows.map((row) => campaignFigure(row, 'serviceLevelQueue', scale))).toEqual([0.815, 0.005])
  })

  it('reads a source as fractions until there is evidence for per cent', () => {
    expect(shareScaleOf([campaign({ serviceLevelQueue: 0.995 })])).toBe('fraction')
    const before = shareScaleOf([campaign({ serviceLevelQueue: 81.5 })])
    expect(shareScaleOf([campaign({ serviceLevelQueue: 0.4 })], before)).toBe('percent')
  })

  it('uses the counts, so that one wrong figure does not change the scale for good', () => {
    const counted = { abandonCallRate: 0.05, abandonedCallsCount: 5, connectedCallsCount: 95 }
    expect(shareScaleOf([campaign({ ...counted, serviceLevelQueue: 0.9 })], 'percent')).toBe('fraction')
    const rows = [1, 2, 3].map(() => campaign({ ...counted, serviceLevelQueue: 0.9 }))
    expect(shareScaleOf([...rows, campaign({ serviceLevelQueue: 42 })])).toBe('fraction')
    expect(shareScaleOf([campaign({ serviceLevelQueue: 1e308 }), campaign({ serviceLevelQueue: -3 })])).toBe(
      'fraction',
    )
  })
})
