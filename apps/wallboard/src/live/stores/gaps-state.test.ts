import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gapKindOf, live, noGaps, notLive, recorded, type Gaps, type ScreenGapKind } from './gaps-state.ts'

type Step = readonly [passedMs: number, kind: ScreenGapKind | undefined]

/** Ticks of a screen: after this many milliseconds, live or not. */
function after(steps: readonly Step[]): { readonly state: Gaps; readonly now: number } {
  let now = 0
  let state = noGaps
  for (const [passedMs, kind] of steps) {
    now += passedMs
    state = kind === undefined ? live(state, now) : notLive(state, now, kind)
  }
  return { state, now }
}

const arbitrarySteps = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 60_000 }),
    fc.constantFrom<(ScreenGapKind | undefined)[]>(undefined, 'link-down', 'silent', 'screen-offline'),
  ),
  { minLength: 1, maxLength: 40 },
)

describe('the gaps of a screen', () => {
  it('start where the figures were live last, and end where they are live again', () => {
    const { state } = after([
      [1_000, undefined],
      [5_000, 'link-down'],
      [5_000, 'link-down'],
      [2_000, undefined],
      [4_000, 'silent'],
    ])
    expect(state.gaps).toEqual([
      { kind: 'link-down', startsAt: 1_000, endsAt: 11_000 },
      { kind: 'silent', startsAt: 13_000, endsAt: 17_000 },
    ])
  })

  it('name each reason for its own time', () => {
    const { state } = after([
      [1_000, undefined],
      [5_000, 'screen-offline'],
      [5_000, 'link-down'],
      [1_000, 'link-down'],
    ])
    expect(state.gaps).toEqual([
      { kind: 'screen-offline', startsAt: 1_000, endsAt: 11_000 },
      { kind: 'link-down', startsAt: 11_000, endsAt: 12_000 },
    ])
  })

  it('are in order without overlap, and none holds an instant at which the figures were live', () => {
    fc.assert(
      fc.property(arbitrarySteps, (steps) => {
        const { state } = after(steps)
        for (const [index, gap] of state.gaps.entries()) {
          expect(gap.endsAt).toBeGreaterThanOrEqual(gap.startsAt)
          expect(gap.startsAt).toBeGreaterThanOrEqual(state.gaps[index - 1]?.endsAt ?? -Infinity)
        }
        let at = 0
        for (const [passedMs, kind] of steps) {
          at += passedMs
          const isInside = state.gaps.some(({ startsAt, endsAt }) => startsAt < at && at < endsAt)
          if (kind === undefined) expect(isInside).toBe(false)
        }
      }),
    )
  })

  it('are those of the recording until it ends, and the open one goes on', () => {
    const { state } = after([
      [1_000, undefined],
      [9_000, 'screen-offline'],
    ])
    const known = [{ kind: 'silent' as const, startsAt: 4_000, endsAt: 6_000 }]
    const merged = recorded(state, known, 8_000)
    expect(merged.gaps).toEqual([...known, { kind: 'screen-offline', startsAt: 8_000, endsAt: 10_000 }])
    expect(notLive(merged, 12_000, 'screen-offline').gaps.at(-1)?.endsAt).toBe(12_000)
    // Recorded live: what this screen missed is no gap.
    expect(recorded(live(state, 11_000), [], 11_000).gaps).toEqual([])
  })
})

describe(gapKindOf, () => {
  it('tells a lost Five9 from a screen without a server', () => {
    expect(gapKindOf('five9-lost', undefined)).toBe('link-down')
    expect(gapKindOf('five9-silent', undefined)).toBe('silent')
    expect(gapKindOf('five9-ended', 'evicted')).toBe('evicted')
    expect(gapKindOf('server-lost', undefined)).toBe('screen-offline')
  })
})
