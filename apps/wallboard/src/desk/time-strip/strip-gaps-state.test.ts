import { describe, expect, it } from 'vitest'
import { gapsOnStrip, joinedGaps } from './strip-gaps-state.ts'

const live = { kind: 'live', startsAt: 0, endsAt: 100 } as const
const lost = { kind: 'link-down', startsAt: 100, endsAt: 150 } as const
const silent = { kind: 'silent', startsAt: 160, endsAt: 200 } as const

describe(joinedGaps, () => {
  it('joins the same gap of several sources, and leaves live time out', () => {
    expect(
      joinedGaps([
        { dataSource: 'ACD_STATUS', spans: [live, lost] },
        { dataSource: 'AGENT_STATE', spans: [live, lost, silent] },
      ]),
    ).toEqual([
      { dataSources: ['ACD_STATUS', 'AGENT_STATE'], span: lost },
      { dataSources: ['AGENT_STATE'], span: silent },
    ])
  })
})

describe(gapsOnStrip, () => {
  const coverage = {
    recorded: { from: 0, to: 400 },
    ...{ aheadOfClockMs: 0, filling: null },
    sources: [
      { dataSource: 'ACD_STATUS', spans: [live, lost] },
      { dataSource: 'AGENT_STATE', spans: [silent] },
    ],
  }
  it('places the gaps of the sources that the board shows', () => {
    expect(gapsOnStrip(coverage, ['ACD_STATUS'], { from: 50, to: 250 })).toEqual([
      { gap: { dataSources: ['ACD_STATUS'], span: lost }, start: 0.25, width: 0.25 },
    ])
  })
  it('cuts a gap to the range, and leaves out one outside of it', () => {
    const both = ['ACD_STATUS', 'AGENT_STATE']
    expect(
      gapsOnStrip(coverage, both, { from: 125, to: 165 }).map(({ start, width }) => [start, width]),
    ).toEqual([
      [0, 0.625],
      [0.875, 0.125],
    ])
    expect(gapsOnStrip(coverage, both, { from: 200, to: 300 })).toEqual([])
  })
})
