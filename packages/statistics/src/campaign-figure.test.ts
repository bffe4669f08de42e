import { describe, expect, it } from 'vitest'
import { campaignFigure } from './campaign-figure.ts'

const row = {
  ...{ id: '1', asOf: 0, totalCallsCount: 3, connectedCallsCount: 2, abandonedCallsCount: 1 },
  ...{ abandonCallRate: 0.9, serviceLevelQueue: 0.5, averageSpeedOfAnswer: 4_000, averageHandleTime: 9_000 },
}
const metrics = ['abandonCallRate', 'serviceLevelQueue', 'averageSpeedOfAnswer', 'averageHandleTime'] as const
const figures = (changes: object) =>
  metrics.map((metric) => campaignFigure({ ...row, ...changes }, metric, 'fraction'))

describe('rates and means of a campaign', () => {
  it('are of its calls', () => {
    expect(figures({})).toEqual([1 / 3, 0.5, 4_000, 9_000])
    expect(figures({ abandonedCallsCount: undefined })).toEqual([0.9, 0.5, 4_000, 9_000])
    expect(figures({ connectedCallsCount: undefined })).toEqual([0.9, 0.5, 4_000, 9_000])
  })

  it('are unknown of no calls, although Five9 sends zeros', () => {
    const none = { connectedCallsCount: 0, abandonedCallsCount: 0, totalCallsCount: 0 }
    const zeros = { abandonCallRate: 0, serviceLevelQueue: 0, averageSpeedOfAnswer: 0, averageHandleTime: 0 }
    expect(figures({ ...none, ...zeros })).toEqual([undefined, undefined, undefined, undefined])
    expect(campaignFigure({ ...row, ...none }, 'totalCallsCount', 'fraction')).toBe(0)
  })

  it('have no mean where all callers gave up', () => {
    expect(figures({ connectedCallsCount: 0, serviceLevelQueue: 0 })).toEqual([1, 0, undefined, undefined])
  })
})
