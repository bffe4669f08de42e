import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialPresence, type KnownPresence } from './presence-state.ts'
import { fromShared, mergePresences, SharedPresence, toShared } from './shared-presence.ts'

const report: NonNullable<KnownPresence['report']> = {
  ...{ width: 1920, height: 1080, build: 'b', paintedAgeMs: 400, frameMsP50: 16, frameMsP95: 17 },
  heapBytes: null,
  sound: 'off',
}

const instant = fc.option(fc.nat({ max: 50 }), { nil: undefined })
const presence: fc.Arbitrary<KnownPresence> = fc.record({
  ...{ pairedAt: instant, onlineSince: instant, lastSeenAt: instant, reportedAt: instant, sharedAt: instant },
  report: fc.option(
    fc.nat({ max: 9 }).map((paintedAgeMs) => ({ ...report, paintedAgeMs })),
    { nil: undefined },
  ),
  takeovers: fc.uniqueArray(fc.nat({ max: 50 })).map((all) => all.sort((a, b) => a - b)),
  origin: fc.option(
    fc.constantFrom('a', 'b').map((address) => ({ address, browser: 'TV' })),
    {
      nil: undefined,
    },
  ),
})

describe(mergePresences, () => {
  it('gives every node the same answer, in whatever order it learns of the others', () => {
    fc.assert(
      fc.property(presence, presence, (a, b) => {
        expect(mergePresences(a, b)).toEqual(mergePresences(b, a))
        expect(mergePresences(a, a)).toEqual(a)
      }),
    )
  })

  it('takes connection and origin from the newer socket, the latest report, and each takeover once', () => {
    const lobby = { address: '192.0.2.1', browser: 'TV' }
    const before: KnownPresence = {
      ...{ ...initialPresence, onlineSince: 10, lastSeenAt: 40, reportedAt: 40, report, takeovers: [5, 10] },
      origin: lobby,
    }
    const after: KnownPresence = {
      ...{ ...initialPresence, onlineSince: 30, lastSeenAt: 30, takeovers: [10, 30] },
      origin: { ...lobby, address: '192.0.2.2' },
    }
    expect(mergePresences(before, after)).toEqual({
      ...{ ...before, onlineSince: 30, takeovers: [5, 10, 30], origin: after.origin },
    })
  })
})

describe(fromShared, () => {
  it('returns the presence in the clock of the reading node, which may differ by an hour', () => {
    fc.assert(
      fc.property(presence, (own) => {
        const hourMs = 3_600_000
        const sent = {
          ...{ org: '1', room: '', sounds: false, claim: 1 },
          ...toShared(own, 5_000),
        }
        const received = SharedPresence.parse(JSON.parse(JSON.stringify(sent)))
        const shift = 5_000 - hourMs
        const read = fromShared(received, hourMs, true)
        expect(fromShared(received, 5_000, true)).toEqual(own)
        expect(read.lastSeenAt).toBe(own.lastSeenAt === undefined ? undefined : own.lastSeenAt + shift)
        expect(fromShared(received, 5_000, false)).toEqual({ ...own, onlineSince: undefined })
      }),
    )
  })
})
