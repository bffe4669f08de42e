import fc from 'fast-check'
import { gapKinds, type CoverageSpan } from '@wallboard/relay/coverage'
import { describe, expect, it } from 'vitest'
import {
  coverageAfter,
  openGap,
  silentAfterMs,
  type CoverageEvent,
  type CoverageState,
} from './coverage-state.ts'

function spansOf(events: readonly CoverageEvent[]): readonly CoverageSpan[] {
  let state: CoverageState = openGap('server-off', 0)
  const spans: CoverageSpan[] = []
  for (const event of events) {
    const step = coverageAfter(state, event)
    spans.push(...step.closed)
    state = step.state
  }
  return [...spans, state]
}

const confirmed = (at: number): CoverageEvent => ({ type: 'confirmed', at })
const gap = (at: number, kind: (typeof gapKinds)[number]): CoverageEvent => ({ type: 'gap', at, kind })
const tick = (at: number): CoverageEvent => ({ type: 'tick', at })

describe('the coverage of a data source', () => {
  it('is live from the first confirmation to the last', () => {
    expect(spansOf([confirmed(1_000), confirmed(5_000)])).toEqual([
      { kind: 'server-off', startsAt: 0, endsAt: 1_000 },
      { kind: 'live', startsAt: 1_000, endsAt: 5_000 },
    ])
  })

  it('starts a gap at the last confirmation, not when the gap was noticed', () => {
    expect(spansOf([confirmed(1_000), confirmed(4_000), gap(9_000, 'link-down'), confirmed(20_000)])).toEqual(
      [
        { kind: 'server-off', startsAt: 0, endsAt: 1_000 },
        { kind: 'live', startsAt: 1_000, endsAt: 4_000 },
        { kind: 'link-down', startsAt: 4_000, endsAt: 20_000 },
        { kind: 'live', startsAt: 20_000, endsAt: 20_000 },
      ],
    )
  })

  it('turns a silence into a gap of its whole length, with and without ticks in between', () => {
    const spans = [
      { kind: 'live', startsAt: 0, endsAt: 2_000 },
      { kind: 'silent', startsAt: 2_000, endsAt: 60_000 },
      { kind: 'live', startsAt: 60_000, endsAt: 60_000 },
    ]
    expect(spansOf([confirmed(0), confirmed(2_000), confirmed(60_000)])).toEqual(spans)
    expect(spansOf([confirmed(0), confirmed(2_000), tick(20_000), confirmed(60_000)])).toEqual(spans)
  })

  it('keeps the reason of each part of a gap', () => {
    expect(spansOf([confirmed(0), gap(1_000, 'link-down'), gap(3_000, 'migrating'), tick(5_000)])).toEqual([
      { kind: 'link-down', startsAt: 0, endsAt: 3_000 },
      { kind: 'migrating', startsAt: 3_000, endsAt: 5_000 },
    ])
  })

  it('covers each instant exactly once, whatever the events', () => {
    const arbitraryEvent = fc.oneof(
      fc.nat(200_000).map(confirmed),
      fc.nat(200_000).map(tick),
      fc.tuple(fc.nat(200_000), fc.constantFrom(...gapKinds)).map(([at, kind]) => gap(at, kind)),
    )
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { maxLength: 40 }), (events) => {
        const spans = spansOf(events)
        let end = 0
        for (const { startsAt, endsAt } of spans) {
          expect(startsAt).toBe(end)
          expect(endsAt).toBeGreaterThanOrEqual(startsAt)
          end = endsAt
        }
      }),
    )
  })

  it('is never live for longer than the silence limit without a confirmation', () => {
    const arbitraryEvent = fc.oneof(fc.nat(200_000).map(confirmed), fc.nat(200_000).map(tick))
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { maxLength: 40 }), (events) => {
        const ordered = [...events].sort((one, other) => one.at - other.at)
        const confirmations = ordered.flatMap((event) => (event.type === 'confirmed' ? [event.at] : []))
        for (const { kind, startsAt, endsAt } of spansOf(ordered)) {
          if (kind !== 'live') continue
          const inside = confirmations.filter((at) => at >= startsAt && at <= endsAt)
          const pauses = inside.slice(1).map((at, index) => at - (inside[index] ?? 0))
          expect(Math.max(0, ...pauses)).toBeLessThanOrEqual(silentAfterMs)
          expect(inside.at(-1)).toBe(endsAt)
        }
      }),
    )
  })
})
