import { describe, expect, it } from 'vitest'
import { newPairingCode, readPairingCode } from './pairing-code.ts'

describe(newPairingCode, () => {
  it('has eight letters without vowels, from an alphabet of twenty', () => {
    const seen = new Set<string>()
    for (let drawn = 0; drawn < 20; drawn += 1) {
      const code = newPairingCode((limit) => drawn % limit)
      expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
      seen.add(code)
    }
    expect(seen.size).toBe(20)
  })
})

describe(readPairingCode, () => {
  it.each(['WDJB-MJHT', 'wdjb mjht', ' wdjbmjht ', 'W.D.J.B-M.J.H.T'])('reads %j', (typed) => {
    expect(readPairingCode(typed)).toBe('WDJB-MJHT')
  })
})
