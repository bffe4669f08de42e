import type { CoverageKind } from '@wallboard/relay/coverage'
import { describe, expect, it } from 'vitest'
import { recordedShares } from './recorded-shares.ts'

const hour = 3_600_000
const shareOf = (...spans: readonly (readonly [CoverageKind, number, number])[]) =>
  recordedShares(
    [
      {
        dataSource: 'ACD_STATUS',
        spans: spans.map(([kind, startsAt, endsAt]) => ({ kind, startsAt, endsAt })),
      },
    ],
    0,
    8 * hour,
  )

describe(recordedShares, () => {
  it('leaves out a source of which nothing is recorded in the shift', () => {
    expect(shareOf()).toEqual([])
    expect(shareOf(['live', 8 * hour, 9 * hour])).toEqual([])
  })

  it('counts live time within the shift, and what is no gap and not live as unknown', () => {
    expect(shareOf(['live', -hour, 2 * hour], ['link-down', 3 * hour, 4 * hour])).toEqual([
      { dataSource: 'ACD_STATUS', liveMs: 2 * hour, knownMs: 3 * hour, unknownMs: 5 * hour },
    ])
    expect(shareOf(['live', 7 * hour, 9 * hour])).toMatchObject([{ liveMs: hour, unknownMs: 7 * hour }])
  })

  it('does not miss what the recorder has not written yet', () => {
    expect(shareOf(['live', 0, 8 * hour - 15_000])).toMatchObject([{ unknownMs: 0 }])
    expect(shareOf(['live', 0, 8 * hour - 90_000])).toMatchObject([{ unknownMs: 90_000 }])
  })
})
