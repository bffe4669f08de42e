import { describe, expect, it } from 'vitest'
import { dialerStateOf, outboundFigure, type Row } from './index.ts'

const row = (fields: object): Row => ({ id: 'o', asOf: 0, ...fields })

describe(outboundFigure, () => {
  it('is the number that Five9 sent, and unknown without one', () => {
    const sent = row({ callsToAgentRatio: 1.4, availableRecordsCount: 0, readyForCallAgentsCount: null })
    expect(outboundFigure(sent, 'callsToAgentRatio')).toBe(1.4)
    expect(outboundFigure(sent, 'availableRecordsCount')).toBe(0)
    expect(outboundFigure(sent, 'readyForCallAgentsCount')).toBeUndefined()
    expect(outboundFigure(sent, 'callsToAgentTargetRatio')).toBeUndefined()
    expect(outboundFigure(undefined, 'callsToAgentTargetRatio')).toBeUndefined()
  })
})

describe(dialerStateOf, () => {
  it.each([
    ['RUNNING', 'running'],
    ['NOT_RUNNING', 'stopped'],
    ['STARTING', 'starting'],
    ['STOPPING', 'stopping'],
    ['RESETTING', 'resetting'],
    ['PAUSED', 'other'],
  ])('reads %s as %s', (campaignState, state) => {
    expect(dialerStateOf(row({ campaignState }))).toBe(state)
  })

  it('is unknown without a state', () => {
    expect(dialerStateOf(row({}))).toBeUndefined()
    expect(dialerStateOf(row({ campaignState: null }))).toBeUndefined()
    expect(dialerStateOf(undefined)).toBeUndefined()
  })
})
