import { describe, expect, it } from 'vitest'
import { initialSendAway, nextSendAway } from './send-away-state.ts'

/** The numbers of the checks, one a second, at which screens are sent away and at which connections are refused. */
function checksOf(count: number, input: Parameters<typeof nextSendAway>[1]) {
  let state = initialSendAway
  const rounds: number[] = []
  const refusals: number[] = []
  for (let check = 0; check < count; check += 1) {
    const decision = nextSendAway(state, input)
    ;({ state } = decision)
    if (decision.sendsAway) rounds.push(check)
    if (decision.refuses) refusals.push(check)
  }
  return { rounds, refusals, state }
}

describe(nextSendAway, () => {
  it('sends screens away at once, and those that come back after growing pauses, up to a minute', () => {
    const { rounds } = checksOf(300, { isLost: true, hasOthers: true })
    expect(rounds).toEqual([0, 5, 15, 35, 75, 135, 195, 255])
  })

  it('refuses new connections for three checks of each round, and serves the screens afterwards', () => {
    const { refusals } = checksOf(14, { isLost: true, hasOthers: true })
    expect(refusals).toEqual([0, 1, 2, 5, 6, 7])
  })

  it('keeps its screens when it is the only node, and begins anew after the cluster was back', () => {
    expect(checksOf(100, { isLost: true, hasOthers: false })).toMatchObject({ rounds: [], refusals: [] })
    const { state } = checksOf(20, { isLost: true, hasOthers: true })
    expect(nextSendAway(state, { isLost: false, hasOthers: true })).toMatchObject({
      ...{ state: initialSendAway, sendsAway: false, refuses: false },
    })
  })
})
