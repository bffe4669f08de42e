import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainBroken, fullReceived, incrementReceived, initialConfirmation } from './confirmation-state.ts'

const sources = fc.subarray(['ACD_STATUS', 'AGENT_STATE', 'CAMPAIGN_STATE'])
const event = fc.oneof(
  fc.record({ kind: fc.constant('full' as const), sources }),
  fc.record({ kind: fc.constant('increment' as const), sources }),
  fc.record({ kind: fc.constant('break' as const), sources: fc.constant([]) }),
)

/** The rule in its plainest form: the events so far, read backwards. */
function modelOf(events: readonly { kind: string; sources: readonly string[] }[]): string[] {
  const seen = new Set(events.flatMap((each) => each.sources))
  const lastBreak = events.findLastIndex(({ kind }) => kind === 'break')
  const isConfirmed = (source: string) =>
    events.slice(lastBreak + 1).some((each) => each.kind === 'full' && each.sources.includes(source))
  return [...seen].filter((source) => !isConfirmed(source)).sort()
}

describe('the confirmation of data sources', () => {
  it('[row 1, 11, 22] lasts from full statistics until the chain breaks, for any sequence of events', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let state = initialConfirmation
        for (const [at, each] of events.entries()) {
          if (each.kind === 'break') state = chainBroken(state)
          if (each.kind === 'full') state = fullReceived(state, each.sources, at)
          if (each.kind === 'increment') state = incrementReceived(state, each.sources, at)
          expect([...state.unconfirmed.keys()].sort()).toEqual(modelOf(events.slice(0, at + 1)))
        }
      }),
    )
  })

  it('has the instant at which an unconfirmed source was last confirmed, and continues to confirm the others', () => {
    let state = fullReceived(initialConfirmation, ['ACD_STATUS', 'AGENT_STATE'], 1_000)
    state = incrementReceived(state, ['ACD_STATUS'], 2_000)
    state = chainBroken(state)
    state = incrementReceived(state, ['ACD_STATUS'], 3_000)
    expect(state.confirmedAt).toBe(2_000)
    state = fullReceived(state, ['AGENT_STATE'], 4_000)
    state = incrementReceived(state, ['ACD_STATUS', 'STATIONS'], 5_000)
    expect(state.confirmedAt).toBe(5_000)
    expect([...state.unconfirmed]).toEqual([
      ['ACD_STATUS', 2_000],
      ['STATIONS', null],
    ])
  })

  it('never goes back in time with a delayed frame', () => {
    const state = fullReceived(initialConfirmation, ['ACD_STATUS'], 9_000)
    expect(incrementReceived(state, ['ACD_STATUS'], 8_000).confirmedAt).toBe(9_000)
  })
})
