import { describe, expect, it } from 'vitest'
import { lastInstantOf } from './recorded-end-state.ts'

const live = (dataSource: string, endsAt: number) => ({
  dataSource,
  spans: [{ startsAt: 0, endsAt, kind: 'live' as const }],
})
const recorded = { from: 0, to: 60_000 }

describe(lastInstantOf, () => {
  it('is recorded for each source of the board, though the recorder writes one after the other', () => {
    const sources = [live('ACD_STATUS', 59_999), live('AGENT_STATE', 60_000), live('STATIONS', 59_990)]
    expect(lastInstantOf(recorded, sources, ['ACD_STATUS', 'AGENT_STATE'])).toBe(59_998)
    expect(lastInstantOf(recorded, sources, ['AGENT_STATE'])).toBe(59_999)
  })

  it('is the end of the recording where a source of the board ended long before', () => {
    const sources = [live('ACD_STATUS', 60_000), live('AGENT_STATE', 20_000)]
    expect(lastInstantOf(recorded, sources, ['ACD_STATUS', 'AGENT_STATE'])).toBe(59_999)
  })

  it('is recorded for each source where the recording ended on an earlier day than that of the spans', () => {
    const noSpans = [{ dataSource: 'ACD_STATUS', spans: [] }]
    expect(lastInstantOf(recorded, noSpans, ['ACD_STATUS'])).toBe(59_000)
  })

  it('is never before the start', () => {
    expect(lastInstantOf({ from: 5, to: 5 }, [], ['ACD_STATUS'])).toBe(5)
  })
})
