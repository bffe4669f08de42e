import { describe, expect, it } from 'vitest'
import { offeredToAgents, offeredToCampaigns } from './offered.ts'

describe(offeredToAgents, () => {
  it('offers nothing before the server has said what the person may do', () => {
    expect(offeredToAgents(undefined)).toEqual({
      state: false,
      setState: false,
      logOut: false,
      skills: false,
    })
  })

  it('opens the dialog of the state for one of its two changes', () => {
    expect(offeredToAgents(new Set(['log-out-agent']))).toMatchObject({ state: true, setState: false })
    expect(offeredToAgents(new Set(['set-agent-skills']))).toMatchObject({ state: false, skills: true })
  })
})

describe(offeredToCampaigns, () => {
  const all = new Set(['start-campaign', 'stop-campaign', 'reset-campaign'] as const)

  it.each([
    [true, false, ['stop']],
    [false, false, ['start']],
    [true, true, ['stop', 'reset']],
    [false, true, ['start', 'reset']],
  ])('running %s, outbound %s: offers %j', (isRunning, isOutbound, offers) => {
    expect(offeredToCampaigns(all, { isRunning, isOutbound })).toEqual(offers)
    expect(offeredToCampaigns(new Set(), { isRunning, isOutbound })).toEqual([])
  })
})
