import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agentLine, type AgentCounts } from './line-size.ts'

const counts: AgentCounts = { ready: '3', signedIn: '9', onCall: '5', notReady: '1' }
const shown = (room: number, density: Parameters<typeof agentLine>[0] = 'icons', given = counts) => {
  const { attributes } = agentLine(density, given, room)
  return [attributes['data-of'], attributes['data-in-alert']]
}

describe(agentLine, () => {
  it('names the agents who are signed in where the line has room, with an alert only where its word fits too', () => {
    expect(shown(14)).toEqual(['always', 'word'])
    expect(shown(9)).toEqual(['calm', 'word'])
    expect(shown(8.5)).toEqual(['calm', 'icon'])
    expect(shown(4.5)).toEqual(['never', 'icon'])
  })

  it('leaves out the agents who are signed in where Five9 did not send them', () => {
    expect(shown(20, 'icons', { ...counts, signedIn: undefined })).toEqual(['never', 'word'])
  })

  it('needs more room for larger counts', () => {
    expect(shown(7.5)).toEqual(['calm', 'icon'])
    expect(shown(7.5, 'icons', { ...counts, ready: '128', signedIn: '482' })).toEqual(['never', 'icon'])
  })

  it('says how many are signed in on a tile whose figure is the ready agents', () => {
    expect(shown(8.5, 'icons', { ...counts, ready: undefined })[0]).toBe('calm')
  })

  it('shows no more than fits at the size of the layout, at each density', () => {
    const count = fc.integer({ min: 0, max: 99_999 }).map(String)
    const line = fc.record({ ready: count, signedIn: count, onCall: count, notReady: count })
    const density = fc.constantFrom('full', 'compact', 'icons')
    fc.assert(
      fc.property(density, line, fc.double({ min: 4, max: 40, noNaN: true }), (drawnAs, given, room) => {
        const withOf = agentLine(drawnAs, given, room)
        const without = agentLine(drawnAs, { ...given, signedIn: undefined }, room)
        if (withOf.attributes['data-of'] !== 'never')
          expect(withOf.size['--line']).toBeLessThanOrEqual(Math.max(room, without.size['--line']))
        else expect(withOf.size).toEqual(without.size)
        if (drawnAs !== 'full' && withOf.attributes['data-of'] === 'always')
          expect(withOf.size['--alert-line']).toBeLessThanOrEqual(
            Math.max(room, without.size['--alert-line']),
          )
      }),
    )
  })

  it('changes no size with the digits of its counts where the line has room', () => {
    const larger = { ready: '12', signedIn: '31', onCall: '10', notReady: '14' }
    for (const density of ['full', 'icons'] as const)
      expect(agentLine(density, larger, 40).size).toEqual(agentLine(density, counts, 40).size)
    expect(agentLine('full', larger, 15).size['--line']).toBeGreaterThan(15)
  })
})
